package comettail.volume;

import comettail.file.Compression;
import comettail.harness.Packer;
import comettail.line.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A log of random lines in several segments, and what is in it, told line by line. */
final class RandomLog {
  static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");
  private static final String[] WORDS = {"TRACE", "DEBUG", "INFO ", "WARN ", "ERROR", "plain"};

  private final List<Line> lines = new ArrayList<>();
  private final Random random;
  private final String padding;
  private Instant now = FIRST;
  private Level level;

  /** A line; its time and its level are those of the line above it if it has none. */
  record Line(String text, Instant time, Level level) {}

  RandomLog(Random random) {
    this(random, 0);
  }

  /**
   * @param padding how many bytes longer each line is than it needs to be
   */
  RandomLog(Random random, int padding) {
    this.random = random;
    this.padding = " ".repeat(padding);
  }

  List<Line> lines() {
    return lines;
  }

  /** Writes segments of lines with and without times and levels, the older ones compressed. */
  RandomLog write(Path directory, int segments, int most, Compression compression)
      throws IOException {
    for (int n = segments - 1; n >= 0; n--) {
      Path path = directory.resolve(n == 0 ? "app.log" : "app.log." + n);
      Files.write(path, segment(1 + random.nextInt(most)));
      if (n > 0 && compression != Compression.NONE) Packer.pack(path, compression);
    }
    return this;
  }

  /** Returns the next lines; the first of the log has a time, but not that of each segment. */
  List<String> segment(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean traced = !lines.isEmpty() && random.nextInt(5) == 0;
      if (traced) add("\tat comettail.Line" + lines.size() + "(Line.java:17)", now);
      else timed();
      texts.add(lines.get(lines.size() - 1).text);
    }
    return texts;
  }

  private void timed() {
    now = now.plusMillis(random.nextInt(400));
    Instant written = now.minusMillis(random.nextInt(10) == 0 ? random.nextInt(3_000) : 0);
    if (written.isBefore(FIRST)) written = FIRST;
    int word = random.nextInt(WORDS.length);
    if (word < Level.values().length) level = Level.values()[word];
    now = written;
    add(written + " " + WORDS[word] + " order " + random.nextInt(1_000) + padding, written);
  }

  private void add(String text, Instant time) {
    lines.add(new Line(text, time, level));
  }
}
