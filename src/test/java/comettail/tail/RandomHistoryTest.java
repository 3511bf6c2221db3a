package comettail.tail;

import static org.junit.jupiter.api.Assertions.fail;

import comettail.harness.Await;
import comettail.harness.LogWriter;
import comettail.line.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of a log, against a model: what is delivered equals what was written. {@code
 * -Dcomet.historySeconds=3600} runs it for an hour, {@code -Dcomet.historySeed=N} runs one history
 * again.
 */
final class RandomHistoryTest {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("comet.historySeconds", 5));

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsDeliveredEqualsWhatWasWritten(boolean watch) {
    Long given = Long.getLong("comet.historySeed");
    long deadline = System.nanoTime() + TIME.toNanos();
    int round = 0;
    do {
      long seed = given != null ? given : System.nanoTime();
      System.out.println("history seed " + seed);
      Path room = directory.resolve("room" + round++);
      room.toFile().mkdirs();
      try {
        new History(room, watch, new Random(seed)).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("with -Dcomet.historySeed=" + seed + ", watch " + watch, e);
      }
    } while (given == null && System.nanoTime() < deadline);
  }

  /** One log's history, its readers, and what they ought to have got. */
  private static final class History {
    private final Random random;
    private final Path room;
    private final boolean watch;
    private final List<String> written = new ArrayList<>();
    private final List<String> resumed = new ArrayList<>(); // what the readers that came back got
    private Position last; // where the reader that comes back was
    private int number;
    private Tailing tailing;
    private CollectingReader steady;
    private CollectingReader restless;
    private LogWriter log;

    History(Path room, boolean watch, Random random) {
      this.room = room;
      this.watch = watch;
      this.random = random;
    }

    void run() {
      try (Tailing opened = new Tailing(room, watch);
          LogWriter writer = opened.writer("app.log")) {
        tailing = opened;
        log = writer;
        steady = opened.lines("app.log", new Start.FirstByte());
        restless = opened.lines("app.log", new Start.FirstByte());
        Await.until(Await.SOON, () -> steady.position() != null, "the first look");
        Await.until(Await.SOON, () -> restless.position() != null, "the first look");
        append();
        int steps = random.nextInt(5, 40);
        for (int i = 0; i < steps; i++) step();
        append();
        catchUp();
        assertDelivered("who stayed", lines(steady));
        resumed.addAll(lines(restless));
        assertDelivered("who came back", resumed);
      }
    }

    private void assertDelivered(String who, List<String> got) {
      if (got.equals(written)) return;
      int first = 0;
      while (first < Math.min(got.size(), written.size())
          && got.get(first).equals(written.get(first))) first++;
      fail(who + " got " + around(got, first) + " instead of " + around(written, first));
    }

    private static String around(List<String> lines, int place) {
      List<String> shown = lines.subList(Math.max(0, place - 3), Math.min(lines.size(), place + 5));
      return shown.stream().map(line -> line.replaceAll("x{5,}", "x..")).toList().toString();
    }

    private void step() {
      switch (random.nextInt(11)) {
        case 0, 1, 2 -> append();
        case 3 -> {
          String text = next();
          int cut = random.nextInt(text.length());
          log.text(text.substring(0, cut)); // a line in two writes
          log.text(text.substring(cut) + "\n");
          written.add(text);
        }
        case 4 -> rotate();
        case 5 -> rotateAndWriteLate();
        case 8 -> log.rotateTo("app.log." + ++number); // nobody looks before the next, perhaps
        case 9 -> copyAndTruncate();
        case 6 -> {
          // Whatever was not read before a truncation is gone; and so with a deletion that nobody
          // sees.
          catchUp();
          log.truncate();
        }
        case 7 -> {
          catchUp();
          log.remove();
          log.appear();
          append();
          catchUp();
        }
        default -> comeBack();
      }
    }

    /** Rotates after what was perhaps a burst; a look comes before the next rotation. */
    private void rotate() {
      log.rotateTo("app.log." + ++number);
      append();
      catchUp();
    }

    /** As logrotate's copytruncate does, to a file that was read in part. */
    private void copyAndTruncate() {
      append();
      catchUp();
      append();
      try {
        Files.copy(log.path(), log.path().resolveSibling("app.log." + ++number));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      log.truncate();
      append();
      catchUp();
    }

    /**
     * Rotates; lines written through the old handle come before anything that is written to the new
     * file.
     */
    private void rotateAndWriteLate() {
      try (LogWriter old = log.rotateKeeping("app.log." + ++number)) {
        int lines = random.nextInt(1, 50);
        for (int i = 0; i < lines; i++) {
          String text = next();
          old.line(text);
          written.add(text);
        }
      }
      append();
      catchUp();
    }

    private void append() {
      StringBuilder text = new StringBuilder();
      int lines = random.nextInt(4) == 0 ? random.nextInt(1, 3_000) : random.nextInt(1, 30);
      for (int i = 0; i < lines; i++) {
        String line = next();
        written.add(line);
        text.append(line).append('\n');
      }
      log.text(text.toString());
    }

    private String next() {
      return "line "
          + ++number
          + " "
          + "x".repeat(random.nextInt(3) == 0 ? random.nextInt(400) : 0);
    }

    /** Lets the restless reader go, at whatever place it is, and come back there. */
    private void comeBack() {
      restless.close();
      resumed.addAll(lines(restless));
      Position here = restless.position() != null ? restless.position() : last;
      last = here;
      restless = tailing.lines("app.log", new Start.At(here));
    }

    private void catchUp() {
      for (CollectingReader reader : List.of(steady, restless)) {
        Await.until(
            Await.SOON,
            () -> reader.lines().contains(written.get(written.size() - 1)) || had(reader),
            () -> written.get(written.size() - 1) + " in " + reader);
      }
    }

    /** Returns whether the reader that came back had everything before it left. */
    private boolean had(CollectingReader reader) {
      return reader == restless
          && !resumed.isEmpty()
          && resumed.get(resumed.size() - 1).equals(written.get(written.size() - 1));
    }

    private static List<String> lines(CollectingReader reader) {
      // A line that was cut by a rotation or by a second of quiet is one line all the same.
      List<String> lines = new ArrayList<>();
      for (String line : reader.lines()) {
        if (line.startsWith("(")) {
          if (line.equals("(gap)")) lines.add(line);
        } else if (line.startsWith("~")) {
          int last = lines.size() - 1;
          lines.set(last, lines.get(last).replaceAll("~$", "") + line.substring(1));
        } else {
          lines.add(line);
        }
      }
      return lines;
    }
  }
}
