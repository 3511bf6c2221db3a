package comettail.tail;

import static org.junit.jupiter.api.Assertions.fail;

import comettail.file.Compression;
import comettail.harness.Await;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
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
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories of a log, against a model: what is delivered equals what was written, whatever
 * happens to the files, the readers and the server. {@code -Dcomet.historySeconds=3600} runs them
 * for an hour instead of a minute, {@code -Dcomet.historySeed=N} runs one history again.
 */
final class RandomHistoryTest {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("comet.historySeconds", 60));

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Content.class)
  void whatIsDeliveredEqualsWhatWasWritten(Content content) {
    Long given = Long.getLong("comet.historySeed");
    long deadline = System.nanoTime() + TIME.dividedBy(Content.values().length).toNanos();
    int round = 0;
    do {
      long seed = given != null ? given : System.nanoTime();
      boolean watch = seed % 2 == 0;
      System.out.println("history seed " + seed + ", " + content);
      Path room = directory.resolve(content + "" + round++);
      room.toFile().mkdirs();
      try {
        new History(room, watch, content, new Random(seed)).run();
      } catch (AssertionError | RuntimeException e) {
        String how = "with -Dcomet.historySeed=" + seed + ", " + content + ", watch " + watch;
        throw new AssertionError(how, e);
      }
    } while (given == null && System.nanoTime() < deadline);
  }

  /** What the lines are; bytes tell files apart least where they are all the same. */
  private enum Content {
    /** No two lines are the same. */
    UNIQUE,
    /** Each file begins with the same lines, longer than what a position knows of them. */
    EQUAL_HEADS,
    /** All lines are the same. */
    EQUAL_LINES
  }

  /** One log's history, its readers, and what they ought to have got. */
  private static final class History {
    private static final String NAME = "app.log";
    private static final String BANNER = "=".repeat(400);

    private final Random random;
    private final Content content;
    private final Path room;
    private final boolean watch;
    private final List<String> written = new ArrayList<>();
    private final List<Returning> readers = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final List<Path> rotated = new ArrayList<>(); // and not compressed yet
    private int number;
    private Tailing tailing;
    private LogWriter log;

    History(Path room, boolean watch, Content content, Random random) {
      this.room = room;
      this.watch = watch;
      this.content = content;
      this.random = random;
    }

    void run() {
      tailing = new Tailing(room, watch);
      try (LogWriter writer = LogWriter.to(room.resolve(NAME))) {
        log = writer;
        for (String who : List.of("who stayed", "who came back", "who was slow")) {
          readers.add(new Returning(who));
        }
        for (Returning reader : readers) reader.begin(new Start.FirstByte());
        beginFile();
        append();
        int steps = random.nextInt(5, 40);
        for (int i = 0; i < steps; i++) step();
        append();
        catchUp();
      } finally {
        tailing.close();
      }
      for (Returning reader : readers) reader.assertHasAll();
    }

    private void step() {
      switch (random.nextInt(16)) {
        case 0, 1, 2 -> append();
        case 3 -> appendInTwoWrites();
        case 4 -> {
          rotate();
          append();
          catchUp(); // else nobody looks before the next rotation, perhaps
        }
        case 5 -> rotate();
        case 6 -> rotateTwice();
        case 7 -> rotateAndWriteLate();
        case 8 -> copyAndTruncate();
        case 9 -> truncate();
        case 10 -> removeAndMakeAnew();
        case 11 -> compress();
        case 12 -> readers.get(1).comeBack();
        case 13 -> readers.get(2).stall();
        case 14 -> readers.get(2).goOn();
        default -> restart();
      }
    }

    private void append() {
      story.add("append");
      StringBuilder text = new StringBuilder();
      int lines = random.nextInt(4) == 0 ? random.nextInt(1, 2_500) : random.nextInt(1, 30);
      for (int i = 0; i < lines; i++) text.append(written(next())).append('\n');
      log.text(text.toString());
    }

    private void appendInTwoWrites() {
      story.add("appendInTwoWrites");
      String text = written(next());
      int cut = random.nextInt(text.length());
      log.text(text.substring(0, cut));
      log.text(text.substring(cut) + "\n");
    }

    private String written(String line) {
      written.add(line);
      return line;
    }

    private String next() {
      if (content == Content.EQUAL_LINES) return "all is well";
      String filler = random.nextInt(3) == 0 ? "x".repeat(random.nextInt(400)) : "";
      return "line " + ++number + " " + filler;
    }

    private void beginFile() {
      if (content == Content.EQUAL_HEADS) log.line(written(BANNER));
    }

    private String nextName() {
      String name = NAME + "." + ++number;
      rotated.add(room.resolve(name));
      return name;
    }

    private void rotate() {
      story.add("rotate");
      log.rotateTo(nextName());
      beginFile();
    }

    private void rotateTwice() {
      story.add("rotateTwice");
      rotate();
      append();
      rotate();
      append();
      catchUp();
    }

    /**
     * Rotates; lines written through the old handle come before anything that is written to the new
     * file.
     */
    private void rotateAndWriteLate() {
      story.add("rotateAndWriteLate");
      try (LogWriter old = log.rotateKeeping(nextName())) {
        int lines = random.nextInt(1, 50);
        for (int i = 0; i < lines; i++) old.line(written(next()));
      }
      beginFile();
      append();
      catchUp();
    }

    /** As logrotate's copytruncate does, to a file that was read in part. */
    private void copyAndTruncate() {
      story.add("copyAndTruncate");
      append();
      append();
      catchUp();
      append();
      try {
        Files.copy(log.path(), room.resolve(nextName()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      log.truncate();
      beginFile();
      // Were more written now than was copied, and all lines the same, nobody could tell.
      if (content == Content.EQUAL_LINES) log.line(written(next()));
      else append();
      catchUp();
    }

    /** Whatever was not read before a truncation is gone, and so it is with a deletion. */
    private void truncate() {
      story.add("truncate");
      append();
      catchUp();
      log.truncate();
      if (content != Content.UNIQUE) readers.forEach(Returning::awaitTruncation);
      beginFile();
      append();
      catchUp();
    }

    private void removeAndMakeAnew() {
      story.add("removeAndMakeAnew");
      catchUp();
      log.remove();
      log.appear();
      beginFile();
      append();
      catchUp();
    }

    /** Compresses a file that was rotated; equal ones could not be told apart then. */
    private void compress() {
      story.add("compress");
      if (rotated.isEmpty() || content == Content.EQUAL_LINES) return;
      catchUp(); // so that each late line has been written
      Packer.pack(rotated.remove(random.nextInt(rotated.size())), Compression.GZIP);
    }

    /** Ends the server, lets things happen that it does not see, and starts it anew. */
    private void restart() {
      story.add("restart");
      append();
      catchUp();
      for (Returning reader : readers) reader.leave();
      tailing.close();
      for (int i = random.nextInt(4); i > 0; i--) {
        append();
        if (random.nextBoolean()) rotate();
        if (random.nextBoolean()) compressUnseen();
      }
      tailing = new Tailing(room, watch);
      for (Returning reader : readers) reader.begin(new Start.At(reader.place));
      catchUp();
    }

    private void compressUnseen() {
      story.add("compressUnseen");
      if (rotated.isEmpty() || content == Content.EQUAL_LINES) return;
      Packer.pack(rotated.remove(rotated.size() - 1), Compression.GZIP);
    }

    private void catchUp() {
      for (Returning reader : readers) reader.awaitAll();
    }

    /** A reader that comes back where it was, each time as another one. */
    private final class Returning {
      private final String who;
      private final List<String> before = new ArrayList<>(); // what it got in its former lives
      private CollectingReader now;
      private Position place;

      Returning(String who) {
        this.who = who;
      }

      void begin(Start start) {
        now = tailing.lines(NAME, start);
        Await.until(Await.SOON, () -> now.position() != null, () -> who + " to begin");
        place = now.position();
      }

      void leave() {
        goOn();
        now.close();
        before.addAll(now.lines());
        place = now.position();
      }

      /** Lets go at whatever place it is, and comes back there. */
      void comeBack() {
        leave();
        begin(new Start.At(place));
      }

      void stall() {
        now.stall();
      }

      void goOn() {
        now.goOn();
      }

      void awaitTruncation() {
        goOn();
        Await.until(
            Await.SOON,
            () -> now.lines().lastIndexOf("(truncated)") >= now.lines().size() - 1,
            () -> "truncated, for " + who + " in " + now);
      }

      void awaitAll() {
        goOn();
        int wanted = written.size();
        Await.until(Await.SOON, () -> got().size() >= wanted, () -> difference(got()));
      }

      void assertHasAll() {
        List<String> got = got();
        if (!got.equals(written)) fail(difference(got));
      }

      private String difference(List<String> got) {
        int first = 0;
        int both = Math.min(got.size(), written.size());
        while (first < both && got.get(first).equals(written.get(first))) first++;
        return who
            + " got "
            + got.size()
            + " lines, "
            + around(got, first)
            + " instead of "
            + written.size()
            + ", "
            + around(written, first)
            + ", after "
            + story
            + "; there: "
            + around(now.lines(), now.lines().indexOf(first < got.size() ? got.get(first) : ""));
      }

      /**
       * Returns the lines it got; one that was cut by a rotation or a pause is one all the same.
       */
      private List<String> got() {
        List<String> all = new ArrayList<>(before);
        all.addAll(now.lines());
        List<String> lines = new ArrayList<>();
        for (String line : all) {
          if (line.startsWith("~")) {
            int last = lines.size() - 1;
            lines.set(last, lines.get(last).replaceAll("~$", "") + line.substring(1));
          } else if (!line.startsWith("(") || line.equals("(gap)")) {
            lines.add(line);
          }
        }
        return lines;
      }
    }

    private static String around(List<String> lines, int place) {
      List<String> shown = lines.subList(Math.max(0, place - 3), Math.min(lines.size(), place + 5));
      return shown.stream()
          .map(line -> line.replaceAll("([x=])\\1{5,}", "$1.."))
          .toList()
          .toString();
    }
  }
}
