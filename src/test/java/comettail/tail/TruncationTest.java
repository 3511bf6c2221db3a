package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import comettail.harness.LogWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are cut short or written over while they are followed. */
@ParameterizedClass(name = "watch={0}")
@ValueSource(booleans = {true, false})
final class TruncationTest {
  private static final Start FROM_START = new Start.FirstByte();

  @TempDir Path directory;

  private final boolean watch;
  private Tailing tailing;
  private LogWriter log;

  TruncationTest(boolean watch) {
    this.watch = watch;
  }

  @BeforeEach
  void begin() {
    tailing = new Tailing(directory, watch);
    log = tailing.writer("app.log");
  }

  @AfterEach
  void end() {
    tailing.close();
    log.close();
  }

  @Test
  void aLogThatIsTruncatedAndHasGrownPastTheOldOffsetIsReadAnew() {
    CollectingReader reader = tailing.lines("app.log", FROM_START);
    log.line("a long line, so that there is an offset to grow past");
    log.line("end");
    reader.awaits("end");
    log.truncate();
    log.lines(50);
    reader.awaits(numbered(50));
    assertEquals("(truncated)", reader.lines().get(2));
    assertEquals(Delivered.numbered(1, 50), reader.lines().subList(3, 53));
  }

  @Test
  void aLogThatIsWrittenAnewWithFewerLinesIsReadAnew() {
    CollectingReader reader = tailing.lines("app.log", new Start.LastLines(10));
    reader.awaits(log.lines(10));
    log.truncate();
    reader.awaits(log.lines(5));
    assertEquals(Delivered.numbered(1, 15), Delivered.lines(reader));
    assertEquals(List.of("truncated"), reader.events());
  }

  @Test
  void aLogThatIsWrittenOverWithAsManyOtherBytesIsReadAnew() throws IOException {
    CollectingReader reader = tailing.lines("app.log", FROM_START);
    log.line("file data");
    reader.awaits("file data");
    try (FileChannel other = FileChannel.open(log.path(), WRITE)) {
      other.write(ByteBuffer.wrap("same data\n".getBytes(UTF_8)), 0);
    }
    reader.awaits("same data");
    assertEquals(List.of("file data", "(truncated)", "same data"), reader.lines());
  }

  @Test
  void aLogThatIsWrittenOverWithTheSameBytesSaysNothing() throws IOException {
    CollectingReader reader = tailing.lines("app.log", FROM_START);
    log.line("foobar");
    reader.awaits("foobar");
    try (FileChannel other = FileChannel.open(log.path(), WRITE)) {
      other.write(ByteBuffer.wrap("foobar\n".getBytes(UTF_8)), 0);
    }
    log.line("next");
    reader.awaits("next");
    assertEquals(List.of("foobar", "next"), reader.lines());
  }

  @Test
  void aLogThatIsTouchedSaysNothing() throws IOException {
    CollectingReader reader = tailing.lines("app.log", FROM_START);
    log.line("one");
    reader.awaits("one");
    for (int i = 1; i < 20; i++) {
      Files.setLastModifiedTime(log.path(), FileTime.from(Instant.ofEpochSecond(1_000L * i)));
      // The other log's line shows that the directory has been looked at.
      try (LogWriter other = tailing.writer("other" + i + ".log")) {
        other.line("x");
        tailing.lines("other" + i + ".log", FROM_START).awaits("x");
      }
    }
    log.line("two");
    reader.awaits("two");
    assertEquals(List.of("one", "two"), reader.lines());
  }

  @Test
  void anEmptyLogThatIsTruncatedSaysNothing() {
    CollectingReader reader = tailing.lines("app.log", FROM_START);
    log.truncate();
    log.line("x");
    reader.awaits("x");
    assertEquals(List.of("x"), reader.lines());
  }

  @Test
  void anUnfinishedLineAtATruncationIsNotDropped() {
    CollectingReader reader = tailing.lines("app.log", FROM_START);
    CollectingReader bytes = tailing.bytes("app.log", FROM_START);
    log.text("one\nunfinished");
    bytes.awaitsBytes("one\nunfinished".length());
    log.truncate();
    log.line("two");
    reader.awaits("two");
    assertEquals(List.of("one", "unfinished~", "(truncated)", "two"), reader.lines());
  }

  /**
   * What was left may as well have been written anew: nobody can tell, and nothing is passed over.
   */
  @Test
  void aLogThatIsCutBackToAnEarlierLineIsReadAgainFromItsStart() throws IOException {
    CollectingReader reader = tailing.lines("app.log", FROM_START);
    log.text("test1\ntest2\ntest3\n");
    reader.awaits("test3");
    try (FileChannel other = FileChannel.open(log.path(), WRITE)) {
      other.truncate("test1\n".length());
    }
    reader.awaits("(truncated)");
    log.line("next");
    reader.awaits("next");
    assertEquals(List.of("test1", "test2", "test3", "test1", "next"), Delivered.lines(reader));
  }

  @Test
  void aWriterThatGoesOnAtItsOldOffsetAfterACopytruncateLeavesNoZeroBytes() throws IOException {
    try (FileChannel stale = FileChannel.open(log.path(), WRITE)) {
      stale.write(ByteBuffer.wrap("before 1\nbefore 2\n".getBytes(UTF_8)));
      CollectingReader reader = tailing.lines("app.log", FROM_START).awaits("before 2");
      Files.copy(log.path(), directory.resolve("app.log.1"));
      log.truncate();
      stale.write(ByteBuffer.wrap("after\n".getBytes(UTF_8)));
      reader.awaits("after");
      assertEquals(List.of("before 1", "before 2", "after"), Delivered.lines(reader));
    }
  }

  @Test
  void whatIsWrittenToTheCopyOfATruncatedLogComesToo() throws IOException {
    Path copy = directory.resolve("app.log.1");
    CollectingReader reader = tailing.lines("app.log", FROM_START);
    log.text("testlog1\ntestlog2\n");
    reader.awaits("testlog2");
    Files.copy(log.path(), copy);
    try (FileChannel toCopy = FileChannel.open(copy, WRITE, APPEND)) {
      log.truncate();
      toCopy.write(ByteBuffer.wrap("testlog3\n".getBytes(UTF_8)));
      log.line("testlog4");
      reader.awaits("testlog3").awaits("testlog4");
    }
    List<String> sorted = Delivered.lines(reader).stream().sorted().toList();
    assertEquals(List.of("testlog1", "testlog2", "testlog3", "testlog4"), sorted);
  }

  @Test
  void aLogThatIsCopiedAndTruncatedAgainAndAgainIsReadWhole() throws IOException {
    CollectingReader reader = tailing.lines("app.log", FROM_START);
    for (int i = 0; i < 10; i++) {
      reader.awaits(log.lines(20));
      log.lines(5); // not read yet, perhaps
      Files.copy(log.path(), directory.resolve("app.log." + i));
      log.truncate();
    }
    reader.awaits(log.lines(1));
    assertEquals(Delivered.numbered(1, 251), Delivered.lines(reader));
  }

  @Test
  void aLogThatMayOnlyBeAppendedToIsFollowed() throws Exception {
    assumeTrue(chattr("+a"), "chattr +a does not work for this user or on this file system");
    try {
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      log.line("one");
      reader.awaits("one");
      log.line("two");
      reader.awaits("two");
      assertEquals(List.of("one", "two"), reader.lines());
    } finally {
      chattr("-a");
    }
  }

  private boolean chattr(String mode) throws Exception {
    Process chattr =
        new ProcessBuilder("sh", "-c", "chattr " + mode + " '" + log.path() + "'").start();
    return chattr.waitFor(5, TimeUnit.SECONDS) && chattr.exitValue() == 0;
  }

  @Test
  void everyNameOfAFileThatIsTruncatedIsReadAnew() throws IOException {
    Files.createLink(directory.resolve("hard.log"), log.path());
    Files.createSymbolicLink(directory.resolve("soft.log"), Path.of("app.log"));
    List<CollectingReader> readers = new ArrayList<>();
    for (String name : List.of("app.log", "hard.log", "soft.log")) {
      readers.add(tailing.lines(name, FROM_START));
    }
    log.line("file data");
    for (CollectingReader reader : readers) reader.awaits("file data");
    log.truncate();
    log.line("less");
    for (CollectingReader reader : readers) {
      reader.awaits("less");
      assertEquals(List.of("file data", "(truncated)", "less"), reader.lines());
    }
  }
}
