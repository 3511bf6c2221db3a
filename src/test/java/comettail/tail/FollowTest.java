package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.Await;
import comettail.harness.LogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a reader gets of a log that grows, rotates, is truncated, goes and comes; with the doorbell
 * and without.
 */
final class FollowTest {
  private static final Start FROM_START = new Start.FirstByte();

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void appendedLinesComeOnceAndInOrder(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(100);
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      for (int i = 0; i < 50; i++) log.lines(40);
      reader.awaits(numbered(2100));
      assertEquals(numbers(1, 2100), reader.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLastLinesAreThoseBeforeTheReaderCame(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(20_000);
      CollectingReader reader = tailing.lines("app.log", new Start.LastLines(10));
      reader.awaits(numbered(20_000));
      log.lines(1);
      reader.awaits(numbered(20_001));
      assertEquals(numbers(19_991, 20_001), reader.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lateReadersBeginBetweenTwoLinesAndMissNone(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(5);
      List<CollectingReader> readers = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        readers.add(tailing.lines("app.log", new Start.LastLines(3)));
        log.lines(7);
      }
      for (CollectingReader reader : readers) {
        reader.awaits(numbered(215));
        int first = Integer.parseInt(reader.lines().get(0).substring(5));
        assertEquals(numbers(first, 215), reader.lines());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEmptyFileThatGrowsIsReadFromItsFirstByte(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", new Start.LastLines(10));
      log.lines(3);
      assertEquals(numbers(1, 3), reader.awaits(numbered(3)).lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUnfinishedLineIsHeldUntilItsNewlineComes(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      log.text("whole\nun");
      CollectingReader lines = tailing.lines("app.log", FROM_START);
      CollectingReader bytes = tailing.bytes("app.log", FROM_START);
      bytes.awaitsBytes(8); // bytes are not held
      log.text("finis");
      bytes.awaitsBytes(13);
      log.text("hed\n");
      lines.awaits("unfinished");
      assertEquals(List.of("whole", "unfinished"), lines.lines());
      assertEquals("whole\nunfinished\n", new String(bytes.awaitsBytes(17).bytes(), UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aQuietUnfinishedLineComesAsPartialAndItsRestAsContinued(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.text("prompt? ");
      reader.awaits("prompt? ~");
      log.text("yes\nnext\n");
      reader.awaits("next");
      assertEquals(List.of("prompt? ~", "~yes", "next"), reader.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLineOverTheBoundComesInPiecesWithNoneOfItLost(boolean watch) {
    TailLimits limits = new TailLimits(1024, Duration.ofMillis(20), Duration.ofMillis(2), watch);
    try (Tailing tailing = new Tailing(directory, limits);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader live = tailing.lines("app.log", FROM_START);
      String line = "\u00e4".repeat(50_000);
      log.line(line);
      log.line("end");
      live.awaits("end");
      CollectingReader behind = tailing.lines("app.log", FROM_START).awaits("end");
      for (CollectingReader reader : List.of(live, behind)) {
        List<String> pieces = reader.lines().subList(0, reader.lines().size() - 1);
        String joined = String.join("", pieces).replace("~", "");
        assertEquals(line, joined);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyByteComesAsItIsWhateverItIs(boolean watch) {
    byte[] all = new byte[256 * 300];
    for (int i = 0; i < all.length; i++) all[i] = (byte) (i * 7 + i / 256);
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.bytes("app.log", FROM_START);
      log.bytes(all);
      assertArrayEquals(all, reader.awaitsBytes(all.length).bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void linesWrittenToTheOldFileAfterARotationComeToo(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.lines(50);
      reader.awaits(numbered(50));
      try (LogWriter old = log.rotateKeeping("app.log.1")) {
        log.line("new 1");
        reader.awaits("new 1");
        for (int i = 0; i < 20; i++) old.line("late " + i);
        reader.awaits("late 19");
        log.line("new 2");
        reader.awaits("new 2");
      }
      List<String> expected = new ArrayList<>(numbers(1, 50));
      expected.addAll(List.of("(rotated)", "new 1"));
      IntStream.range(0, 20).forEach(i -> expected.add("late " + i));
      expected.add("new 2");
      assertEquals(expected, reader.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBurstJustBeforeARotationComesWhole(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.lines(1);
      reader.awaits(numbered(1));
      log.lines(15_000);
      log.rotateTo("app.log.1");
      log.lines(10);
      reader.awaits(numbered(15_011));
      List<String> got = new ArrayList<>(reader.lines());
      got.remove("(rotated)");
      assertEquals(numbers(1, 15_011), got);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPartialLineAtARotationIsNotDropped(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.text("one\ntwo without end");
      reader.awaits("one");
      log.rotateTo("app.log.1");
      log.line("three");
      reader.awaits("three");
      assertEquals(List.of("one", "two without end~", "(rotated)", "three"), reader.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUnfinishedLineOfTheNewFileIsKeptApartFromALateLineOfTheOldOne(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      CollectingReader bytes = tailing.bytes("app.log", FROM_START);
      log.line("old");
      reader.awaits("old");
      try (LogWriter old = log.rotateKeeping("app.log.1")) {
        log.text("unfin");
        bytes.awaitsBytes("old\nunfin".length());
        old.line("late");
        bytes.awaitsBytes("old\nunfinlate\n".length());
        log.line("ished");
        reader.awaits("~ished");
      }
      assertEquals(List.of("old", "(rotated)", "unfin~", "late", "~ished"), reader.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTruncatedFileIsReadFromItsNewStart(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.lines(20);
      reader.awaits(numbered(20));
      log.truncate();
      log.line("after");
      reader.awaits("after");
      List<String> expected = new ArrayList<>(numbers(1, 20));
      expected.addAll(List.of("(truncated)", "after"));
      assertEquals(expected, reader.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileTruncatedAndRegrownPastTheOldEndIsNoticed(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.lines(10);
      reader.awaits(numbered(10));
      log.truncate();
      log.lines(1000);
      reader.awaits(numbered(1010));
      List<String> expected = new ArrayList<>(numbers(1, 10));
      expected.add("(truncated)");
      expected.addAll(numbers(11, 1010));
      assertEquals(expected, reader.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDeletedFileIsReadOnThroughItsHandleAndItsSuccessorAfterIt(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.lines(5);
      reader.awaits(numbered(5));
      log.remove();
      reader.awaits("(vanished)");
      log.lines(5); // through the handle of the deleted file
      reader.awaits(numbered(10));
      log.appear();
      log.lines(5);
      reader.awaits(numbered(15));
      List<String> expected = new ArrayList<>(numbers(1, 5));
      expected.add("(vanished)");
      expected.addAll(numbers(6, 10));
      expected.add("(appeared)");
      expected.addAll(numbers(11, 15));
      assertEquals(expected, reader.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileDeletedAndMadeAnewAtOnceIsReadFromItsFirstByte(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      for (int i = 0; i < 20; i++) {
        log.lines(50);
        reader.awaits(numbered(50 * (i + 1)));
        log.remove();
        log.appear();
      }
      List<String> got = new ArrayList<>(reader.lines());
      got.removeIf(line -> line.startsWith("("));
      assertEquals(numbers(1, 1000), got);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileRenamedAwayAndBackGoesOnWhereItWas(boolean watch) throws IOException {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.lines(5);
      reader.awaits(numbered(5));
      Files.move(log.path(), directory.resolve("away"));
      reader.awaits("(vanished)");
      log.lines(5);
      Files.move(directory.resolve("away"), log.path());
      reader.awaits("(appeared)");
      log.lines(5);
      reader.awaits(numbered(15));
      List<String> got = new ArrayList<>(reader.lines());
      got.removeIf(line -> line.startsWith("("));
      assertEquals(numbers(1, 15), got);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLogThatIsNotThereYetIsWaitedFor(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch)) {
      CollectingReader reader = tailing.lines("new/app.log", new Start.LastLines(10));
      reader.awaits("(waiting)");
      try (LogWriter log = tailing.writer("new/app.log")) {
        log.lines(30);
        reader.awaits(numbered(30));
        List<String> expected = new ArrayList<>(List.of("(waiting)", "(appeared)"));
        expected.addAll(numbers(1, 30));
        assertEquals(expected, reader.lines());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBoundedReadEndsWithTheUnfinishedLine(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(10);
      log.text("unfinished");
      CollectingReader reader = tailing.read("app.log", new Start.LastLines(3), true, false);
      Await.until(Await.SOON, reader::isFinished, "the end of a bounded read");
      assertEquals(List.of(numbered(9), numbered(10), "unfinished~"), reader.lines());
      log.lines(1);
      CollectingReader all = tailing.read("app.log", FROM_START, false, false);
      Await.until(Await.SOON, all::isFinished, "the end of a bounded read");
      assertArrayEquals(contents(log.path()), all.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStalledReaderGetsEverythingFromTheFileWhenItReadsAgain(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader slow = tailing.lines("app.log", FROM_START);
      CollectingReader quick = tailing.lines("app.log", FROM_START);
      log.lines(1);
      slow.awaits(numbered(1));
      slow.stall();
      for (int i = 0; i < 100; i++) log.lines(3_000); // far more than is kept in memory
      quick.awaits(numbered(300_001));
      slow.goOn();
      slow.awaits(numbered(300_001));
      assertEquals(numbers(1, 300_001), slow.lines());
    }
  }

  private static byte[] contents(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(LogWriter::numbered).toList();
  }
}
