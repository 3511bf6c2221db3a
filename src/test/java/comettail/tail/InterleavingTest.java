package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.file.Compression;
import comettail.harness.LogWriter;
import comettail.harness.MeddledSource.Moment;
import comettail.harness.Packer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rotations that are taken apart, and go on by a step or by some whenever a look asks something of
 * the file system: so they meet a look at every moment of it, as one in a million does otherwise.
 * {@code -Dcomet.interleavingSeconds=600} plays so long instead of a moment, {@code
 * -Dcomet.interleavingSeed=N} one history again.
 */
final class InterleavingTest {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("comet.interleavingSeconds", 12));
  @TempDir Path directory;

  /** How a log is rotated; each keeps to its own way, as logs do. */
  private enum Way {
    COPIED,
    RENAMED,
    PACKED
  }

  @ParameterizedTest
  @EnumSource
  void everyLineComesOnceAndInOrder(Way way) {
    Long given = Long.getLong("comet.interleavingSeed");
    long deadline = System.nanoTime() + TIME.dividedBy(Way.values().length).toNanos();
    int histories = 0;
    do {
      long seed = given != null ? given : System.nanoTime();
      Path room = directory.resolve("" + histories++);
      room.toFile().mkdirs();
      try (History history = new History(room, way, new Random(seed))) {
        history.play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("with -Dcomet.interleavingSeed=" + seed + ", " + way, e);
      }
    } while (given == null && System.nanoTime() < deadline);
    System.out.println(histories + " interleavings, " + way);
  }

  /** A step of a rotation, or a write. */
  private interface Step {
    void take() throws IOException;
  }

  /** One log's history. */
  private static final class History implements AutoCloseable {
    private static final int MOST_ROTATIONS = 6;
    private static final int MOST_LINES = 60;
    private static final int LOOKS_TO_REST = 12; // so one of them at least meets nothing
    private static final String END = "the end";

    private final Path room;
    private final Random random;
    private final LogWriter log;
    private final Queue<Step> steps = new ArrayDeque<>();
    private final List<String> story = new ArrayList<>();

    private int restingFor; // so many more looks

    History(Path room, Way way, Random random) {
      this.room = room;
      this.random = random;
      this.log = LogWriter.to(path(""));
      int rotations = random.nextInt(1, MOST_ROTATIONS + 1);
      for (int segments = 0; segments < rotations; segments++) {
        write();
        for (int i = segments; i > 0; i--) shift(i, way == Way.PACKED ? ".gz" : "");
        switch (way) {
          case COPIED -> copyAndTruncate();
          case RENAMED -> rename();
          case PACKED -> {
            rename();
            pack();
          }
        }
        write();
        steps.add(() -> restingFor = LOOKS_TO_REST);
      }
      write();
      add("end", () -> log.line(END));
    }

    private Path path(String end) {
      return room.resolve("app.log" + end);
    }

    private void add(String name, Step step) {
      steps.add(
          () -> {
            story.add("<" + name + ">");
            step.take();
          });
    }

    private void write() {
      int lines = random.nextInt(MOST_LINES + 1);
      add(lines + " lines", () -> log.lines(lines));
    }

    private void shift(int number, String end) {
      Path to = path("." + (number + 1) + end);
      add("shift " + number, () -> Files.move(path("." + number + end), to));
    }

    private void copyAndTruncate() {
      add("begin a copy", () -> Files.createFile(path(".1")));
      add("copy", () -> Files.write(path(".1"), Files.readAllBytes(path(""))));
      add("truncate", log::truncate);
    }

    private void rename() {
      add("rename", () -> Files.move(path(""), path(".1")));
      if (random.nextInt(4) == 0) write(); // to the old file, whose name it does not know
      add("create", log::appear);
    }

    private void pack() {
      if (random.nextBoolean()) write();
      add("begin to pack", () -> Files.createFile(path(".1.gz")));
      add(
          "pack",
          () -> {
            byte[] bytes = Files.readAllBytes(path(".1"));
            Files.write(path(".1.gz"), Packer.packed(bytes, Compression.GZIP));
          });
      add("remove", () -> Files.delete(path(".1")));
    }

    void play() {
      while (random.nextInt(3) == 0) step();
      try (Tailing tailing = new Tailing(room, quick(random.nextBoolean()))) {
        tailing.meddle(this::meddle);
        CollectingReader reader = tailing.lines("app.log", new Start.FirstByte()).awaits(END);
        assertEquals("1-" + log.count(), runs(reader.lines()));
      } catch (AssertionError e) {
        throw new AssertionError(toString(), e);
      }
    }

    private static TailLimits quick(boolean watch) {
      return new TailLimits(1 << 20, Duration.ofMillis(2), Duration.ofMillis(1), watch);
    }

    /** Returns the numbers of the lines, those that follow one another as one. */
    private static String runs(List<String> lines) {
      List<String> runs = new ArrayList<>();
      int first = 0;
      int last = 0;
      for (String line : lines) {
        if (line.equals(END) || line.startsWith("(")) continue; // an event
        int number = Integer.parseInt(line.substring("line ".length()));
        if (number != last + 1) {
          if (first > 0) runs.add(first + "-" + last);
          first = number;
        } else if (first == 0) {
          first = number;
        }
        last = number;
      }
      runs.add(first + "-" + last);
      return String.join(", ", runs);
    }

    private synchronized void meddle(Moment moment) {
      story.add(moment.toString());
      if (moment == Moment.LOOK && restingFor > 0) restingFor--;
      if (restingFor > 0 || random.nextInt(4) > 0) return;
      do {
        step();
      } while (restingFor == 0 && random.nextInt(3) > 0);
    }

    private void step() {
      Step step = steps.poll();
      if (step == null) return;
      try {
        step.take();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public synchronized String toString() {
      return String.join(" ", story);
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
