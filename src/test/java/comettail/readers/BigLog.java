package comettail.readers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A large log that rests, of the lines that the load program knows. Immutable.
 *
 * @param path its place; who serves it has a link to it
 */
record BigLog(Path path, long bytes, long lines) {
  static final String NAME = "big";

  private static final int LINE_BYTES = 120;
  private static final long GIGABYTE = 1_000_000_000;

  /** Writes one of a gigabyte, so that it is in the system's cache as well. */
  static BigLog write(Path path) throws IOException {
    long lines = GIGABYTE / LINE_BYTES;
    byte[] line =
        ("2026-11-22T10:15:42.123Z INFO [worker-1] @%09d:0; order-accepted".formatted(0)
                + ".".repeat(LINE_BYTES))
            .substring(0, LINE_BYTES - 1)
            .concat("\n")
            .getBytes(StandardCharsets.US_ASCII);
    int lastDigit = new String(line, StandardCharsets.US_ASCII).indexOf(':', 30) - 1;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20)) {
      for (long i = 0; i < lines; i++) {
        out.write(line);
        increment(line, lastDigit);
      }
    }
    return new BigLog(path, lines * LINE_BYTES, lines);
  }

  private static void increment(byte[] digits, int last) {
    while (digits[last] == '9') digits[last--] = '0';
    digits[last]++;
  }

  /** Puts the log into a directory from which it is served. */
  void linkInto(Path directory) throws IOException {
    Path link = directory.resolve(NAME + "-0.log");
    if (!Files.exists(link)) Files.createLink(link, path);
  }

  /** What a reader of the whole log reached: its rate, and what of the log it did not get. */
  Sample judged(Sample read, boolean linesWereCounted) {
    double missing =
        linesWereCounted
            ? lines - read.get("lines") + read.get("lost")
            : Math.ceil(Math.abs(bytes - read.get("bodyBytes")) / LINE_BYTES);
    return read.with("lost", missing).with("logBytesPerSecond", bytes / read.get("seconds"));
  }
}
