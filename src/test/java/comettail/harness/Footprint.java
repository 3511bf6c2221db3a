package comettail.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process holds at one moment, after Linux's {@code /proc}: the names of its threads, the
 * targets of its file handles, and how many inotify watches it has. Immutable.
 */
public record Footprint(List<String> threads, List<String> files, long watches) {
  /** Looks at a process. */
  public static Footprint of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    List<String> threads = new ArrayList<>();
    List<String> files = new ArrayList<>();
    List<String> infos = new ArrayList<>();
    each(
        process.resolve("task"),
        task -> threads.add(Files.readString(task.resolve("comm")).strip()));
    each(process.resolve("fd"), fd -> files.add(Files.readSymbolicLink(fd).toString()));
    each(process.resolve("fdinfo"), info -> infos.addAll(Files.readAllLines(info)));
    long watches = infos.stream().filter(line -> line.startsWith("inotify wd:")).count();
    return new Footprint(List.copyOf(threads), List.copyOf(files), watches);
  }

  /** The threads whose names begin so; Linux keeps the first 15 characters of a name. */
  public List<String> threads(String prefix) {
    return threads.stream().filter(name -> name.startsWith(prefix)).sorted().toList();
  }

  /** The open files under a directory, removed ones too. */
  public List<String> filesUnder(Path directory) {
    return files.stream().filter(file -> file.startsWith(directory + "/")).sorted().toList();
  }

  /** How many sockets are open: those that listen and those of clients. */
  public long sockets() {
    return files.stream().filter(file -> file.startsWith("socket:")).count();
  }

  private interface Look {
    void at(Path path) throws IOException;
  }

  private static void each(Path directory, Look look) {
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        try {
          look.at(path);
        } catch (IOException goneMeanwhile) {
          // NOTE: the kernel says so at the open or at the read. What is gone is held no more.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
