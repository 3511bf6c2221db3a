package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.LogWriter;
import comettail.line.Block;
import comettail.line.Place;
import comettail.line.Position;
import comettail.line.TailEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that comes back with its position goes on exactly there, or is told that it can't. */
final class ResumeTest {
  @TempDir Path directory;

  @Test
  void goesOnAfterTheLastLineThatItHad() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(100);
      Position position = after(tailing, numbered(100));
      log.lines(100);
      assertEquals(lines(101, 200), resumed(tailing, position, numbered(200)));
    }
  }

  @Test
  void goesOnAfterARestart() {
    Position position;
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(100);
      position = after(tailing, numbered(100));
      log.lines(100);
    }
    try (Tailing tailing = new Tailing(directory, true)) {
      assertEquals(lines(101, 200), resumed(tailing, position, numbered(200)));
    }
  }

  @Test
  void goesOnInTheOldFileWhenItWasRotatedMeanwhile() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader other = tailing.lines("app.log", new Start.FirstByte());
      log.lines(100);
      Position position = after(tailing, numbered(100));
      log.lines(50);
      log.rotateTo("app.log.1");
      log.lines(50);
      other.awaits(numbered(200));
      List<String> expected = new ArrayList<>(lines(101, 150));
      expected.add("(rotated)");
      expected.addAll(lines(151, 200));
      assertEquals(expected, resumed(tailing, position, numbered(200)));
    }
  }

  @Test
  void goesOnInTheCopyWhenTheLogIsTruncatedJustAsTheReaderComesBack() throws IOException {
    // Nothing is looked at by itself, so that what the follower knows is what it knew at the join.
    TailLimits limits = new TailLimits(1 << 20, Duration.ofMinutes(1), Duration.ZERO, false);
    try (Tailing tailing = new Tailing(directory, limits);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(100);
      CollectingReader first = tailing.lines("app.log", new Start.FirstByte());
      Position position = first.awaits(numbered(100)).positionAfter(numbered(60));
      Lease lease = tailing.joined("app.log", new Start.At(position));
      Files.copy(log.path(), directory.resolve("app.log.1"));
      log.truncate();
      LineSink sink = new LineSink();
      while (Tailing.step(lease.cursor(), sink) != Cursor.Outcome.CAUGHT_UP) {}
      assertEquals(lines(61, 100), sink.lines);
      lease.close();
    }
  }

  /** Keeps the lines, and the events in parentheses. */
  private static final class LineSink implements Sink {
    final List<String> lines = new ArrayList<>();

    @Override
    public void begin(Place start) {}

    @Override
    public void lines(Block block) {
      for (int i = 0; i < block.lines(); i++) {
        int from = block.textStart(i);
        lines.add(new String(block.bytes(), from, block.textEnd(i) - from, US_ASCII));
      }
    }

    @Override
    public void event(TailEvent event, Place next) {
      lines.add("(" + event.kind().word() + ")");
    }
  }

  @Test
  void goesOnBetweenTheNewFileAndLateLinesOfTheOldOne() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      log.line("old 1");
      reader.awaits("old 1");
      try (LogWriter old = log.rotateKeeping("app.log.1")) {
        log.line("new 1");
        reader.awaits("new 1");
        Position position = reader.position();
        old.line("old 2");
        reader.awaits("old 2");
        log.line("new 2");
        reader.awaits("new 2");
        assertEquals(List.of("old 2", "new 2"), resumed(tailing, position, "new 2"));
      }
    }
  }

  @Test
  void isToldOfATruncationOnlyWhenItHadEverythingBefore() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(100);
      Position position = after(tailing, numbered(100));
      log.truncate();
      log.line("after");
      assertEquals(List.of("(truncated)", "after"), resumed(tailing, position, "after"));
    }
  }

  @Test
  void isToldOfAGapWhenThePlaceIsNotThereAnyMore() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(100);
      Position position = after(tailing, numbered(100));
      log.lines(100);
      after(tailing, numbered(200));
      log.truncate();
      log.line("after");
      after(tailing, "after");
      List<String> got = resumed(tailing, position, "after");
      if (got.contains(numbered(101))) { // they were still in memory
        assertEquals(lines(101, 200), got.subList(0, 100));
      } else {
        assertEquals(List.of("(gap)", "(truncated)", "after"), got);
      }
    }
  }

  @Test
  void isToldHowManyBytesAGapHas() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(100);
      CollectingReader live = tailing.bytes("app.log", new Start.FirstByte());
      Position position = after(tailing, numbered(100));
      log.lines(200_000); // more than is kept in memory
      live.awaitsBytes((int) log.path().toFile().length());
      long written = log.path().toFile().length() - position.offset();
      log.truncate();
      log.line("after");
      live.awaits("(truncated)");
      CollectingReader late = tailing.bytes("app.log", new Start.At(position));
      assertEquals(List.of("(gap)", "(truncated)"), late.awaits("after").lines().subList(0, 2));
      long told = late.gapBytes().get(0);
      long delivered = late.bytes().length - "after\n".length();
      assertEquals(written, told + delivered);
    }
  }

  @Test
  void isToldOfAGapWhenOnlyTheHeadOfTheFileIsTheSame() {
    String banner = "=".repeat(400);
    try (LogWriter log = LogWriter.to(directory.resolve("app.log"))) {
      Position position;
      try (Tailing tailing = new Tailing(directory, true)) {
        log.line(banner);
        log.line("before");
        position = after(tailing, "before");
      }
      log.truncate();
      log.line(banner);
      log.line("after it was truncated while nobody followed it");
      log.line("end");
      try (Tailing tailing = new Tailing(directory, true)) {
        List<String> got = resumed(tailing, position, "end");
        assertEquals(List.of("(gap)", banner), got.subList(0, 2));
      }
    }
  }

  @Test
  void anotherLogsPositionIsAGap() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log");
        LogWriter other = tailing.writer("other.log")) {
      log.lines(10);
      other.lines(10); // the same bytes
      Position position = after(tailing, numbered(10));
      CollectingReader reader = tailing.lines("other.log", new Start.At(position));
      assertEquals("(gap)", reader.awaits(numbered(10)).lines().get(0));
    }
  }

  private static Position after(Tailing tailing, String line) {
    return tailing.lines("app.log", new Start.FirstByte()).awaits(line).position();
  }

  private static List<String> resumed(Tailing tailing, Position position, String until) {
    Position parsed = Position.parse(position.toString()).orElseThrow();
    return tailing.lines("app.log", new Start.At(parsed)).awaits(until).lines();
  }

  private static List<String> lines(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(LogWriter::numbered).toList();
  }
}
