package comettail.container;

import comettail.file.Compression;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A log of numbered lines that is written steadily, now and then in a burst, and rotated at random
 * in every way that loses nothing: by renaming, by renaming and compressing, and by copying and
 * truncating between two writes. One thread writes it, any may ask.
 */
final class SoakLog {
  /** The number of the last line, while nobody knows it. */
  static final long UNKNOWN = Long.MAX_VALUE;

  private static final Duration BETWEEN_WRITES = Duration.ofMillis(10);
  private static final int MOST_LINES_A_WRITE = 10; // so some 500 a second
  private static final int LINES_OF_A_BURST = 8_000; // 1.2 MB, more than is kept in memory
  private static final int WRITES_A_BURST = 1_000;
  private static final int WRITES_A_ROTATION = 150;

  /**
   * At least, so that no two rotations come within one look, however late that is: what is lost
   * then is told in the README, and looked for by {@code InterleavingTest}.
   */
  private static final int WRITES_BETWEEN_ROTATIONS = 50; // half a second

  private static final String[] LEVELS = {"DEBUG", "INFO", "INFO", "WARN", "ERROR"};
  private static final String FILLER = "the quick brown fox jumps over the lazy dog ".repeat(6);

  private final Path path;
  private final String name;
  private final Random random;

  // Owned by the thread that writes.
  private long next = 1;

  // Written by the thread that writes, read by any.
  private volatile CountDownLatch written = new CountDownLatch(1);
  private volatile long last = UNKNOWN;
  private final StringBuffer story = new StringBuffer();

  /**
   * Makes the log, with nothing in it.
   *
   * @param name the log's name below the root
   */
  SoakLog(Path root, String name, Random random) {
    this.path = root.resolve(name);
    this.name = name;
    this.random = random;
    LogWriter.to(path).close();
  }

  /** The directory in which its files are. */
  Path directory() {
    return path.getParent();
  }

  /** The log's name. */
  String name() {
    return name;
  }

  /** The text of line {@code n}, of 40 to 250 characters. */
  static String line(long n) {
    int level = (int) (n % LEVELS.length);
    int length = (int) (n * 31 % 210);
    return n + " " + LEVELS[level] + " [worker] " + FILLER.substring(0, 20 + length);
  }

  /** The number of the line with this text, or -1 if no line has it. */
  static long number(String text) {
    int space = text.indexOf(' ');
    if (space < 1 || !text.substring(0, space).chars().allMatch(Character::isDigit)) return -1;
    long number = Long.parseLong(text.substring(0, space));
    return text.equals(line(number)) ? number : -1;
  }

  /** Says that there is more to come, before anybody reads on. */
  void begin() {
    last = UNKNOWN;
    written = new CountDownLatch(1);
  }

  /** Writes the log for so long. */
  void write(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    int unrotated = 0;
    try (LogWriter log = LogWriter.to(path)) {
      while (System.nanoTime() < end) {
        boolean burst = random.nextInt(WRITES_A_BURST) == 0;
        lines(log, burst ? LINES_OF_A_BURST : random.nextInt(MOST_LINES_A_WRITE + 1));
        boolean due = random.nextInt(WRITES_A_ROTATION) == 0;
        if (due && unrotated >= WRITES_BETWEEN_ROTATIONS) {
          rotate(log);
          unrotated = 0;
        }
        unrotated++;
        LockSupport.parkNanos(BETWEEN_WRITES.toNanos());
      }
      last = next; // who reads on until there gets one more line for it
      written.countDown();
      lines(log, 1);
    }
  }

  /** Writes so many lines now, of which nobody waits for the last. */
  void lines(int count) {
    try (LogWriter log = LogWriter.to(path)) {
      lines(log, count);
    }
  }

  private void lines(LogWriter log, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) text.append(line(next++)).append('\n');
    log.text(text.toString());
  }

  private void rotate(LogWriter log) {
    Path rotated = path.resolveSibling(path.getFileName() + "." + next);
    int way = random.nextInt(3);
    story
        .append(way == 0 ? " renamed" : way == 1 ? " compressed" : " copied")
        .append('@')
        .append(next);
    if (way == 2) {
      copy(rotated);
      log.truncate();
    } else {
      log.rotateTo(rotated.getFileName().toString());
      if (way == 1) Packer.pack(rotated, Compression.GZIP);
    }
  }

  private void copy(Path rotated) {
    try {
      Files.copy(path, rotated);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of the last line, or {@link #UNKNOWN} while there are more to come. */
  long last() {
    return last;
  }

  /** Waits for so long, but not longer than until the log is written. */
  void awaitWritten(Duration atMost) {
    try {
      written.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while a log is written", e);
    }
  }

  /** What has happened to the log. */
  @Override
  public String toString() {
    return name + story;
  }
}
