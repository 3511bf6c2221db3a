package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** The directory of a followed log comes, goes, is renamed and is made anew. */
@ParameterizedClass(name = "watch={0}")
@ValueSource(booleans = {true, false})
final class DirectoryChangesTest {
  private static final Start LAST_LINES = new Start.LastLines(10);

  @TempDir Path root;

  private final boolean watch;
  private Tailing tailing;

  DirectoryChangesTest(boolean watch) {
    this.watch = watch;
  }

  @BeforeEach
  void begin() {
    tailing = new Tailing(root, watch);
  }

  @AfterEach
  void end() {
    tailing.close();
  }

  @Test
  void aLogInADirectoryThatIsMadeAndRemovedAgainAndAgainIsReadEachTime() {
    CollectingReader reader = tailing.lines("dir/app.log", LAST_LINES).awaits("(waiting)");
    for (int i = 0; i < 4; i++) {
      try (LogWriter log = tailing.writer("dir/app.log")) {
        log.line("written " + i);
        reader.awaits("written " + i);
        log.line("and more " + i);
        reader.awaits("and more " + i);
        remove("dir/app.log", "dir");
      }
    }
    assertEquals(
        List.of(
            "written 0",
            "and more 0",
            "written 1",
            "and more 1",
            "written 2",
            "and more 2",
            "written 3",
            "and more 3"),
        Delivered.lines(reader));
  }

  @Test
  void theEndOfADirectoryIsToldAndSoIsItsReturn() {
    CollectingReader reader;
    try (LogWriter log = tailing.writer("dir/app.log")) {
      log.line("inotify");
      reader = tailing.lines("dir/app.log", LAST_LINES).awaits("inotify");
      remove("dir/app.log", "dir");
      reader.awaits("(vanished)");
    }
    try (LogWriter log = tailing.writer("dir/app.log")) {
      reader.awaits("(appeared)");
      log.line("again");
      reader.awaits("again");
      log.line("and again");
      reader.awaits("and again");
    }
    assertEquals(
        List.of("inotify", "(vanished)", "(appeared)", "again", "and again"), reader.lines());
  }

  @Test
  void aDirectoryThatIsRotatedAwayIsReadOnAndItsSuccessorToo() throws IOException {
    try (LogWriter old = tailing.writer("dir/app.log")) {
      CollectingReader reader = tailing.lines("dir/app.log", LAST_LINES);
      old.line("one");
      reader.awaits("one");
      Files.move(root.resolve("dir"), root.resolve("dir.old"));
      try (LogWriter log = tailing.writer("dir/app.log")) {
        old.line("late");
        log.line("two");
        reader.awaits("two");
        for (int i = 0; i < 5; i++) {
          log.line("new " + i);
          reader.awaits("new " + i);
        }
        old.line("later");
        reader.awaits("later");
      }
      assertEquals(
          List.of("one", "late", "two", "new 0", "new 1", "new 2", "new 3", "new 4", "later"),
          Delivered.lines(reader));
    }
  }

  @Test
  void aDirectoryThatIsRenamedAwayAndBackHasLostNothing() throws IOException {
    try (LogWriter log = tailing.writer("dir/app.log")) {
      CollectingReader reader = tailing.lines("dir/app.log", LAST_LINES);
      log.line("one");
      reader.awaits("one");
      Files.move(root.resolve("dir"), root.resolve("away"));
      log.line("two");
      reader.awaits("two");
      Files.move(root.resolve("away"), root.resolve("dir"));
      log.line("three");
      reader.awaits("three");
      assertEquals(List.of("one", "two", "three"), Delivered.lines(reader));
    }
  }

  @Test
  void aFileInADirectorysPlaceIsWaitedOut() throws IOException {
    Files.writeString(root.resolve("dir"), "a file");
    CollectingReader reader = tailing.lines("dir/app.log", LAST_LINES);
    remove("dir");
    try (LogWriter log = tailing.writer("dir/app.log")) {
      log.line("one");
      reader.awaits("one");
    }
    assertEquals(List.of("one"), Delivered.lines(reader));
  }

  private void remove(String... names) {
    try {
      for (String name : names) Files.delete(root.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
