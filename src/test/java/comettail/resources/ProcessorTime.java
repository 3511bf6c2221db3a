package comettail.resources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * How long a process has kept processors busy since it began, after Linux's {@code /proc}.
 * Immutable.
 *
 * @param all nanoseconds of all its threads, ended ones too; counted in steps of 10 ms
 * @param ours nanoseconds of the application's own threads that run
 * @param atNanos when that was, in {@link System#nanoTime}'s count
 */
record ProcessorTime(long all, long ours, long atNanos) {
  private static final long TICK_NANOS = 10_000_000; // Linux's USER_HZ is 100

  static ProcessorTime of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      String stat = Files.readString(process.resolve("stat"));
      // The name in parentheses may hold blanks; utime and stime are fields 14 and 15.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return new ProcessorTime(ticks * TICK_NANOS, ours(process), System.nanoTime());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long ours(Path process) throws IOException {
    long nanos = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path task : tasks) {
        try {
          String name = Files.readString(task.resolve("comm"));
          if (!name.startsWith("comet-") && !name.startsWith("FileSystemWatch")) continue;
          nanos += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
        } catch (NoSuchFileException endedMeanwhile) {
          // It did nothing to speak of.
        }
      }
    }
    return nanos;
  }

  /** Returns what share of one core all threads took since {@code before}, in per cent. */
  double shareOfAllSince(ProcessorTime before) {
    return 100.0 * (all - before.all) / (atNanos - before.atNanos);
  }

  /** Returns what share of one core the application's threads took since {@code before}. */
  double shareOfOursSince(ProcessorTime before) {
    return 100.0 * (ours - before.ours) / (atNanos - before.atNanos);
  }
}
