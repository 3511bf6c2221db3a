package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.LogWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that is not there, or whose name stands for something that is no log, is waited for. */
@ParameterizedClass(name = "watch={0}")
@ValueSource(booleans = {true, false})
final class RetryTest {
  private static final Start LAST_LINES = new Start.LastLines(10);

  @TempDir Path directory;

  private final boolean watch;
  private Tailing tailing;

  RetryTest(boolean watch) {
    this.watch = watch;
  }

  /** What a log's name can stand for that is no log. */
  enum NoLog {
    DIRECTORY,
    FIFO,
    SOCKET,
    LINK_TO_NOTHING,
    LINK_TO_ITSELF,
    LINK_TO_A_DEVICE;

    void make(Path path) throws IOException, InterruptedException {
      switch (this) {
        case DIRECTORY -> Files.createDirectory(path);
        case FIFO -> {
          Process mkfifo = new ProcessBuilder("mkfifo", path.toString()).start();
          assertTrue(mkfifo.waitFor(5, TimeUnit.SECONDS) && mkfifo.exitValue() == 0, "mkfifo");
        }
        case SOCKET -> {
          try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
          }
        }
        case LINK_TO_NOTHING -> Files.createSymbolicLink(path, Path.of("nothing"));
        case LINK_TO_ITSELF -> Files.createSymbolicLink(path, path.getFileName());
        case LINK_TO_A_DEVICE -> Files.createSymbolicLink(path, Path.of("/dev/zero"));
      }
    }
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
  void anEmptyFileThatAppearsAndThenGrowsIsReadFromItsFirstByte() {
    CollectingReader reader = tailing.lines("app.log", LAST_LINES).awaits("(waiting)");
    try (LogWriter log = tailing.writer("app.log")) {
      reader.awaits("(appeared)");
      log.line("X1");
      reader.awaits("X1");
      log.truncate();
      log.line("X");
      reader.awaits("X");
      assertEquals(List.of("(waiting)", "(appeared)", "X1", "(truncated)", "X"), reader.lines());
    }
  }

  @Test
  void aFileThatAppearsByARenameIsReadFromItsFirstByte() throws IOException {
    CollectingReader reader = tailing.lines("app.log", LAST_LINES).awaits("(waiting)");
    Path made = Files.writeString(directory.resolve("made"), "one\ntwo\n");
    Files.move(made, directory.resolve("app.log"));
    reader.awaits("two");
    assertEquals(List.of("(waiting)", "(appeared)", "one", "two"), reader.lines());
  }

  @Test
  void aLogThatIsMissingKeepsNobodyFromAnother() {
    CollectingReader missing = tailing.lines("missing.log", LAST_LINES).awaits("(waiting)");
    try (LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", LAST_LINES);
      log.lines(3);
      reader.awaits(LogWriter.numbered(3));
      assertEquals(Delivered.numbered(1, 3), reader.lines());
      assertEquals(List.of("(waiting)"), missing.lines());
    }
  }

  @Test
  void aReaderMayLeaveALogThatIsNotThere() {
    CollectingReader leaver = tailing.lines("app.log", LAST_LINES).awaits("(waiting)");
    CollectingReader stayer = tailing.lines("app.log", LAST_LINES).awaits("(waiting)");
    leaver.close();
    try (LogWriter log = tailing.writer("app.log")) {
      log.line("X");
      stayer.awaits("X");
    }
    assertEquals(List.of("(waiting)"), leaver.lines());
  }

  @ParameterizedTest
  @EnumSource(NoLog.class)
  void whatIsNoLogIsWaitedOut(NoLog what) throws Exception {
    Path path = directory.resolve("app.log");
    what.make(path);
    CollectingReader reader = tailing.lines("app.log", LAST_LINES);
    reader.awaitsEvent();
    Files.delete(path);
    try (LogWriter log = tailing.writer("app.log")) {
      log.line("foo");
      reader.awaits("foo");
      assertEquals(List.of("(appeared)", "foo"), reader.lines().subList(1, 3));
    }
  }

  @ParameterizedTest
  @EnumSource(NoLog.class)
  void whatTakesAFollowedLogsPlaceIsWaitedOut(NoLog what) throws Exception {
    Path path = directory.resolve("app.log");
    CollectingReader reader;
    try (LogWriter log = tailing.writer("app.log")) {
      log.line("foo");
      reader = tailing.lines("app.log", LAST_LINES).awaits("foo");
      log.remove();
      what.make(path);
      log.line("late");
      reader.awaits("late").awaitsEvent();
    }
    Files.delete(path);
    try (LogWriter log = tailing.writer("app.log")) {
      log.line("bar");
      reader.awaits("bar");
    }
    assertEquals(List.of("foo", "late", "bar"), Delivered.lines(reader));
    List<String> events = new ArrayList<>(reader.events());
    assertEquals("appeared", events.remove(events.size() - 1));
  }

  @Test
  void aLogThatComesAndGoesIsReadEachTime() {
    CollectingReader reader = tailing.lines("app.log", LAST_LINES).awaits("(waiting)");
    for (int i = 0; i < 3; i++) {
      try (LogWriter log = tailing.writer("app.log")) {
        log.line("content " + i);
        reader.awaits("content " + i);
        log.remove();
      }
    }
    assertEquals(List.of("content 0", "content 1", "content 2"), Delivered.lines(reader));
  }
}
