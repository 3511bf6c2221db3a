package comettail.tail;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import comettail.harness.LogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that are symbolic or hard links, and links that are turned to other files. */
@ParameterizedClass(name = "watch={0}")
@ValueSource(booleans = {true, false})
final class LinkTest {
  private static final Start FROM_START = new Start.FirstByte();

  @TempDir Path outside;

  private final boolean watch;
  private Path directory;
  private Tailing tailing;

  LinkTest(boolean watch) {
    this.watch = watch;
  }

  @BeforeEach
  void begin() throws IOException {
    directory = Files.createDirectory(outside.resolve("root"));
    Files.createDirectory(directory.resolve("elsewhere"));
    tailing = new Tailing(directory, watch);
  }

  @AfterEach
  void end() {
    tailing.close();
  }

  @Test
  void aLinkIsFollowedAsItsTargetGrows() throws IOException {
    try (LogWriter target = tailing.writer("elsewhere/target")) {
      turn("elsewhere/target");
      CollectingReader reader = tailing.lines("link", FROM_START);
      for (String line : List.of("a", "b", "c")) {
        target.line(line);
        reader.awaits(line);
      }
      assertEquals(List.of("a", "b", "c"), reader.lines());
    }
  }

  @Test
  void aLinkWhoseTargetIsNotThereYetIsWaitedFor() throws IOException {
    turn("elsewhere/target");
    CollectingReader reader = tailing.lines("link", FROM_START).awaits("(waiting)");
    try (LogWriter target = tailing.writer("elsewhere/target")) {
      target.line("X");
      reader.awaits("X");
    }
    assertEquals(List.of("(waiting)", "(appeared)", "X"), reader.lines());
  }

  @Test
  void aLinkThatIsTurnedToAnotherFileIsARotation() throws IOException {
    try (LogWriter one = tailing.writer("elsewhere/one");
        LogWriter two = tailing.writer("elsewhere/two")) {
      turn("elsewhere/one");
      CollectingReader reader = tailing.lines("link", FROM_START);
      one.line("before");
      reader.awaits("before");
      turn("elsewhere/two");
      one.line("late, in the old target");
      two.line("in the new target");
      reader.awaits("in the new target").awaits("late, in the old target");
      one.line("later");
      reader.awaits("later");
      assertEquals(
          List.of("before", "in the new target", "late, in the old target", "later"),
          Delivered.lines(reader).stream().sorted().toList());
      assertEquals(List.of("rotated"), reader.events());
    }
  }

  @Test
  void aLinkThatIsTurnedToAFileThatIsNotThereYetIsReadThereOnceItIs() throws IOException {
    Files.writeString(directory.resolve("elsewhere/one"), "X1\n");
    turn("elsewhere/one");
    CollectingReader reader = tailing.lines("link", FROM_START).awaits("X1");
    turn("elsewhere/two");
    reader.awaits("(vanished)");
    Files.writeString(directory.resolve("elsewhere/two"), "X2\n");
    reader.awaits("X2");
    assertEquals(List.of("X1", "(vanished)", "(appeared)", "X2"), reader.lines());
  }

  @Test
  void aLogThatIsReplacedByALinkWithinTheRootIsReadThere() throws IOException {
    try (LogWriter log = tailing.writer("link");
        LogWriter target = tailing.writer("elsewhere/target")) {
      CollectingReader reader = tailing.lines("link", FROM_START);
      log.line("foo");
      reader.awaits("foo");
      turn("elsewhere/target");
      target.line("bar");
      reader.awaits("bar");
      assertEquals(List.of("foo", "(rotated)", "bar"), reader.lines());
    }
  }

  @Test
  void aLogThatIsReplacedByALinkOutOfTheRootIsNotReadThere() throws IOException {
    Path secret = Files.writeString(outside.resolve("secret"), "the secret\n");
    try (LogWriter log = tailing.writer("link")) {
      CollectingReader reader = tailing.lines("link", FROM_START);
      log.line("foo");
      reader.awaits("foo");
      turn(secret.toString());
      reader.awaits("(vanished)");
      log.line("late");
      reader.awaits("late");
      turn("elsewhere/target");
      Files.writeString(directory.resolve("elsewhere/target"), "bar\n");
      reader.awaits("bar");
      assertFalse(reader.lines().contains("the secret"), reader::toString);
      assertEquals(List.of("foo", "late", "bar"), Delivered.lines(reader));
    }
  }

  @Test
  void everyNameOfAFileHasItsLines() throws IOException {
    try (LogWriter log = tailing.writer("elsewhere/target")) {
      turn("elsewhere/target");
      Files.createLink(directory.resolve("hard"), log.path());
      List<CollectingReader> readers =
          List.of(
              tailing.lines("elsewhere/target", FROM_START),
              tailing.lines("link", FROM_START),
              tailing.lines("hard", FROM_START));
      for (String line : List.of("file data", "more data", "same data")) {
        log.line(line);
        for (CollectingReader reader : readers) reader.awaits(line);
      }
      for (CollectingReader reader : readers) {
        assertEquals(List.of("file data", "more data", "same data"), reader.lines());
      }
    }
  }

  /** Makes {@code link} lead to this target, at once, whatever it was before. */
  private void turn(String target) throws IOException {
    Path next = Files.createSymbolicLink(directory.resolve("next"), Path.of(target));
    Files.move(next, directory.resolve("link"), ATOMIC_MOVE);
  }
}
