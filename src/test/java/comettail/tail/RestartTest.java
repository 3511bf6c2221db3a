package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import comettail.harness.LogWriter;
import comettail.line.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a log while the server is down, to a reader that comes back after it. */
final class RestartTest {
  @TempDir Path directory;

  private LogWriter log;

  @BeforeEach
  void write() {
    log = LogWriter.to(directory.resolve("app.log"));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aLineThatWasUnfinishedComesOnceInAll() {
    log.text("whole\npartial");
    CollectingReader reader;
    try (Tailing before = new Tailing(directory, false)) {
      reader = before.lines("app.log", new Start.FirstByte()).awaits("whole");
    }
    log.text(" line\nnext\n");
    String had = String.join("", reader.lines());
    String has = String.join("", after(reader.position(), "next").lines());
    assertEquals("wholepartial linenext", (had + has).replace("~", ""));
  }

  @Test
  void ofALogThatWasCopiedAndTruncatedOnlyWhatIsNewComes() throws IOException {
    log.line("before the restart");
    Position position = positionAfter("before the restart");
    Files.copy(log.path(), directory.resolve("app.log.1"));
    log.truncate();
    log.line("after it was truncated");
    CollectingReader reader = after(position, "after it was truncated");
    assertEquals(List.of("after it was truncated"), Delivered.lines(reader));
  }

  @Test
  void ofALogThatWasRotatedNothingComesTwiceAndNothingIsMissing() {
    String head = "=".repeat(1_000);
    log.line(head);
    log.line("had");
    Position position = positionAfter("had");
    log.line("written when nobody read");
    log.rotateTo("app.log.1");
    log.line(head);
    log.line("end");
    CollectingReader reader = after(position, "end");
    assertEquals(List.of("written when nobody read", head, "end"), Delivered.lines(reader));
    assertFalse(reader.events().contains("gap"), reader::toString);
  }

  private Position positionAfter(String line) {
    try (Tailing before = new Tailing(directory, false)) {
      return before.lines("app.log", new Start.FirstByte()).awaits(line).position();
    }
  }

  /** Returns a reader that has come back to this place, and has read as far as the line. */
  private CollectingReader after(Position position, String line) {
    try (Tailing after = new Tailing(directory, false)) {
      return after.lines("app.log", new Start.At(position)).awaits(line);
    }
  }
}
