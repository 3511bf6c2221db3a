package comettail.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import comettail.harness.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose files' names carry the date is the newest of them, and moves on at midnight. */
final class CurrentFileTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path root;
  private int folders;

  @Test
  void theNewestDateIsTheLogsFile() throws IOException {
    write("catalina.2026-11-09.log", "catalina.2026-11-10.log", "catalina.2026-11-11.log.gz");
    write("localhost.2026-11-12.log", "archive/catalina.2026-11-12.log");
    LogSource catalina = source("catalina.log");
    assertStandsFor("catalina.2026-11-10.log", catalina);
    assertEquals(
        List.of(
            "catalina.2026-11-09.log",
            "catalina.2026-11-11.log.gz",
            "archive/catalina.2026-11-12.log"),
        catalina.segments().stream().map(Sibling::fileName).toList());
  }

  @Test
  void atMidnightTheNextFileIsTheLogs() throws IOException {
    write("access_log.2026-11-21");
    LogSource log = source("access_log");
    assertStandsFor("access_log.2026-11-21", log);
    for (int day = 22; day <= 30; day++) {
      write("access_log.2026-11-" + day);
      awaitStandsFor("access_log.2026-11-" + day, log);
    }
  }

  @Test
  void theHighestNumberOfTheDayIsTheLogsFile() throws IOException {
    write("app.2026-11-21.log", "app.2026-11-21.1.log");
    LogSource log = source("app.log");
    awaitStandsFor("app.2026-11-21.1.log", log);
    write("app.2026-11-21.10.log", "app.2026-11-21.9.log");
    awaitStandsFor("app.2026-11-21.10.log", log);
    touch("app.2026-11-21.1.log"); // written late
    assertStandsFor("app.2026-11-21.10.log", source("app.log"));
  }

  @Test
  void theFileOfTheLogsOwnNameGoesBeforeAnyDate() throws IOException {
    write("app-2026-11-21.log");
    LogSource log = source("app.log");
    assertStandsFor("app-2026-11-21.log", log);
    write("app.log");
    assertStandsFor("app.log", log);
    Files.delete(root.resolve("app.log"));
    // It is being rotated; an old file is not read anew meanwhile.
    assertThrows(NoSuchFileException.class, log::look);
    assertThrows(NoSuchFileException.class, log::open);
  }

  @Test
  void theLogNeverGoesBackToAnOlderDate() throws IOException {
    write("app-2026-11-20.log", "app-2026-11-21.log");
    LogSource log = source("app.log");
    assertStandsFor("app-2026-11-21.log", log);
    Files.delete(root.resolve("app-2026-11-21.log"));
    assertNull(look(log));
    letReadingsGrowOld();
    assertNull(look(log));
    write("app-2026-11-19.log");
    letReadingsGrowOld();
    assertNull(look(log));
    write("app-2026-11-21.log");
    awaitStandsFor("app-2026-11-21.log", log);
  }

  @Test
  void numbersAloneMakeNoCurrentFile() throws IOException {
    write("app.log.1", "app.log.2", "app.log-1732194000", "app.log.old");
    assertThrows(NoSuchFileException.class, () -> source("app.log").look());
    assertEquals(4, source("app.log").segments().size());
  }

  @Test
  void aLinkOutOfTheRootIsNoDatedFile() throws IOException {
    Path log = Files.createDirectories(root.resolve("root")).resolve("app-2026-11-21.log");
    write("secret.log");
    Files.createSymbolicLink(log, root.resolve("secret.log"));
    LogSource source = LogRoot.at(root.resolve("root")).source(new LogName("app.log"));
    assertThrows(NoSuchFileException.class, source::look);
    assertThrows(NoSuchFileException.class, source::open);
  }

  @Test
  void aDatedFileThatIsTurnedIntoALinkOutOfTheRootIsNotOpened() throws IOException {
    Path log = Files.createDirectories(root.resolve("root")).resolve("app-2026-11-21.log");
    write("secret.log", "root/app-2026-11-21.log");
    LogSource source = LogRoot.at(root.resolve("root")).source(new LogName("app.log"));
    source.open().close();
    Files.delete(log);
    Files.createSymbolicLink(log, root.resolve("secret.log"));
    assertThrows(NoSuchFileException.class, source::open);
  }

  @Test
  void aSegmentIsALogByItsOwnName() throws IOException {
    write("app.log.1", "app.log", "catalina.2026-11-21.log");
    assertStandsFor("app.log.1", source("app.log.1"));
    assertStandsFor("catalina.2026-11-21.log", source("catalina.2026-11-21.log"));
  }

  @Test
  void aDirectoryThatHasNotChangedIsNotReadAgain() throws IOException {
    write("app-2026-11-20.log");
    Files.setLastModifiedTime(root, LONG_AGO);
    LogSource log = source("app.log");
    assertStandsFor("app-2026-11-20.log", log);
    write("app-2026-11-21.log");
    letReadingsGrowOld();
    Files.setLastModifiedTime(root, LONG_AGO);
    assertStandsFor("app-2026-11-20.log", log);
    Files.setLastModifiedTime(root, FileTime.from(LONG_AGO.toInstant().plusSeconds(1)));
    awaitStandsFor("app-2026-11-21.log", log);
  }

  @Test
  void aChangeInTheSameTickOfTheClockIsSeen() throws IOException {
    write("app-2026-11-20.log");
    LogSource log = source("app.log");
    assertStandsFor("app-2026-11-20.log", log);
    FileTime tick = Files.getLastModifiedTime(root);
    write("app-2026-11-21.log");
    Files.setLastModifiedTime(root, tick);
    awaitStandsFor("app-2026-11-21.log", log);
  }

  /** Waits until what was read of this small directory is not taken for new any more. */
  private void letReadingsGrowOld() throws IOException {
    for (int i = 0; i < 5; i++) {
      String folder = "other/" + folders++ + "/";
      write(folder + "app-2026-11-20.log");
      LogSource other = source(folder + "app.log");
      assertStandsFor(folder + "app-2026-11-20.log", other);
      write(folder + "app-2026-11-21.log");
      awaitStandsFor(folder + "app-2026-11-21.log", other);
    }
  }

  private void assertStandsFor(String file, LogSource log) throws IOException {
    FileState expected = FileState.of(root.resolve(file));
    assertEquals(expected, log.look());
    try (SegmentFile opened = log.open()) {
      assertEquals(expected.id(), opened.id());
    }
  }

  private void awaitStandsFor(String file, LogSource log) throws IOException {
    FileState expected = FileState.of(root.resolve(file));
    Await.until(Await.SOON, () -> expected.equals(look(log)), file + " is not the log's");
    assertStandsFor(file, log);
  }

  /** Returns what the log is now, or null. */
  private static FileState look(LogSource log) throws IOException {
    try {
      return log.look();
    } catch (NoSuchFileException nothing) {
      return null;
    }
  }

  private LogSource source(String log) throws IOException {
    return LogRoot.at(root).source(new LogName(log));
  }

  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "a line of " + name + "\n");
    }
  }

  private void touch(String name) throws IOException {
    Files.setLastModifiedTime(root.resolve(name), FileTime.from(Instant.now().plusSeconds(60)));
  }
}
