package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.LogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are renamed while they are followed, onto each other, again and again, and back. */
@ParameterizedClass(name = "watch={0}")
@ValueSource(booleans = {true, false})
final class RenameTest {
  private static final Start FROM_START = new Start.FirstByte();

  @TempDir Path directory;

  private final boolean watch;
  private Tailing tailing;

  RenameTest(boolean watch) {
    this.watch = watch;
  }

  @BeforeEach
  void begin() {
    tailing = new Tailing(directory, watch);
  }

  @AfterEach
  void end() {
    tailing.close();
  }

  @Test
  void aLogThatIsRenamedOntoAnotherFollowedLogIsReadUnderBothNames() throws IOException {
    try (LogWriter a = tailing.writer("a");
        LogWriter b = tailing.writer("b")) {
      CollectingReader readerOfA = tailing.lines("a", FROM_START);
      CollectingReader readerOfB = tailing.lines("b", FROM_START);
      a.line("x");
      readerOfA.awaits("x");
      b.line("b of old");
      readerOfB.awaits("b of old");
      Files.move(a.path(), b.path(), REPLACE_EXISTING);
      readerOfB.awaits("x");
      try (LogWriter anew = tailing.writer("a")) {
        anew.line("x2");
        readerOfA.awaits("x2");
        a.line("y"); // to the file that was a and is b
        readerOfB.awaits("y");
        readerOfA.awaits("y"); // a late line of its old file
        anew.line("z");
        readerOfA.awaits("z");
      }
      assertEquals(List.of("x", "x2", "y", "z"), Delivered.lines(readerOfA));
      assertEquals(List.of("b of old", "x", "y"), Delivered.lines(readerOfB));
    }
  }

  @Test
  void aFileThatIsRenamedAgainAndAgainIsReadOnWhileNoOtherHasItsName() throws IOException {
    try (LogWriter log = tailing.writer("a")) {
      CollectingReader reader = tailing.lines("a", FROM_START);
      log.line("A");
      reader.awaits("A");
      Files.move(directory.resolve("a"), directory.resolve("b"));
      log.line("B");
      reader.awaits("B");
      Files.move(directory.resolve("b"), directory.resolve("c"));
      log.line("C");
      reader.awaits("C");
      Files.delete(directory.resolve("c"));
      log.line("D");
      reader.awaits("D");
      assertEquals(List.of("A", "B", "C", "D"), Delivered.lines(reader));
    }
  }

  @Test
  void aFileThatIsWrittenOverWhileItIsAwayIsReadAnewWhenItComesBack() throws IOException {
    Path away = directory.resolve("away");
    try (LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.line("tailed");
      reader.awaits("tailed");
      Files.move(log.path(), away);
      log.truncate();
      log.line("new content");
      Files.move(away, log.path());
      log.line("more");
      reader.awaits("more");
      assertEquals(List.of("tailed", "new content", "more"), Delivered.lines(reader));
    }
  }

  @Test
  void aFileThatComesBackAfterAnotherHadItsNameIsReadOn() throws IOException {
    try (LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.line("one");
      reader.awaits("one");
      try (LogWriter old = log.rotateKeeping("away")) {
        log.line("of the other");
        reader.awaits("of the other");
        Files.move(old.path(), log.path(), REPLACE_EXISTING);
        old.line("two");
        reader.awaits("two");
      }
      assertEquals(List.of("one", "of the other", "two"), Delivered.lines(reader));
    }
  }

  @Test
  void aCopyThatTakesALogsNameIsANewFile() throws IOException {
    Path backup = directory.resolve("backup");
    try (LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.lines(3);
      reader.awaits(numbered(3));
      Files.move(log.path(), backup);
      Files.copy(backup, log.path());
      try (LogWriter copy = tailing.writer("app.log")) {
        copy.line("end");
        reader.awaits("end");
      }
      List<String> expected = new ArrayList<>(Delivered.numbered(1, 3));
      expected.addAll(Delivered.numbered(1, 3));
      expected.add("end");
      assertEquals(expected, Delivered.lines(reader));
    }
  }

  @Test
  void bothOldFilesOfTwoRotationsAreReadOn() {
    try (LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.line("first");
      reader.awaits("first");
      try (LogWriter oldest = log.rotateKeeping("app.log.2")) {
        oldest.line("late of the first");
        log.line("second");
        reader.awaits("second");
        try (LogWriter older = log.rotateKeeping("app.log.1")) {
          older.line("late of the second");
          log.line("third");
          reader.awaits("third");
          oldest.line("later of the first");
          reader.awaits("later of the first");
          older.line("later of the second");
          reader.awaits("later of the second");
        }
      }
      assertEquals(
          List.of(
              "first",
              "late of the first",
              "second",
              "late of the second",
              "third",
              "later of the first",
              "later of the second"),
          Delivered.lines(reader));
    }
  }

  @Test
  void severalLogsThatRotateAtOnceAreEachReadWhole() throws InterruptedException {
    List<LogWriter> logs =
        IntStream.range(0, 3).mapToObj(i -> tailing.writer("app" + i + ".log")).toList();
    List<CollectingReader> readers =
        IntStream.range(0, 3).mapToObj(i -> tailing.lines("app" + i + ".log", FROM_START)).toList();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      LogWriter log = logs.get(i);
      CollectingReader reader = readers.get(i);
      writers.add(new Thread(() -> rotateThrice(log, reader)));
    }
    writers.forEach(Thread::start);
    for (Thread writer : writers) writer.join();
    for (int i = 0; i < 3; i++) {
      readers.get(i).awaits(numbered(100));
      assertEquals(Delivered.numbered(1, 100), Delivered.lines(readers.get(i)));
      logs.get(i).close();
    }
  }

  private static void rotateThrice(LogWriter log, CollectingReader reader) {
    reader.awaits(log.lines(1));
    for (int i = 3; i > 0; i--) {
      for (int j = 0; j < 30; j++) log.lines(1);
      log.rotateTo(log.path().getFileName() + "." + i);
    }
    log.lines(9);
  }

  @Test
  void aLogThatIsReplacedFiveHundredTimesIsReadEachTime() throws IOException {
    Path path = directory.resolve("app.log");
    Path next = directory.resolve("next");
    Files.writeString(path, "");
    TailLimits quick = new TailLimits(1 << 20, Duration.ofMillis(5), Duration.ofMillis(1), watch);
    List<String> expected = new ArrayList<>();
    try (Tailing often = new Tailing(directory, quick)) {
      CollectingReader reader = often.lines("app.log", FROM_START);
      for (int i = 0; i < 500; i++) {
        Files.writeString(next, "replaced " + i + "\n");
        Files.move(next, path, REPLACE_EXISTING);
        try (LogWriter log = LogWriter.to(path)) {
          log.line("appended " + i);
        }
        reader.awaits("appended " + i);
        expected.addAll(List.of("replaced " + i, "appended " + i));
      }
      assertEquals(expected, Delivered.lines(reader));
    }
  }

  @Test
  void followingOutlivesReplacementsThatNobodyCanSee() throws IOException {
    Path path = directory.resolve("app.log");
    Path next = directory.resolve("next");
    Files.writeString(path, "first\n");
    CollectingReader reader = tailing.lines("app.log", FROM_START).awaits("first");
    for (int i = 0; i < 200; i++) {
      Files.writeString(next, "");
      Files.move(next, path, REPLACE_EXISTING);
    }
    try (LogWriter log = LogWriter.to(path)) {
      log.line("last");
      reader.awaits("last");
    }
    assertEquals(List.of("first", "last"), Delivered.lines(reader));
  }

  @Test
  void oneOfManyLogsThatIsMadeAnewHarmsNoOther() throws IOException {
    List<CollectingReader> readers = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      Files.writeString(directory.resolve(i + ".log"), "");
      readers.add(tailing.lines(i + ".log", FROM_START));
    }
    Files.move(directory.resolve("1.log"), directory.resolve("away"));
    for (int i = 1; i <= 9; i++) {
      try (LogWriter log = tailing.writer(i + ".log")) {
        log.line("x" + i);
        readers.get(i - 1).awaits("x" + i);
      }
    }
    for (int i = 1; i <= 9; i++) {
      assertEquals(List.of("x" + i), Delivered.lines(readers.get(i - 1)));
    }
  }
}
