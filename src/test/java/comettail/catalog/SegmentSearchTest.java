package comettail.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log's older segments are found beside it, and nothing else is. */
final class SegmentSearchTest {
  @TempDir Path directory;
  private Path root;
  private long minute = 1_000_000;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectories(directory.resolve("root/app")).getParent();
  }

  @Test
  void segmentsAreReturnedOldestFirst() throws IOException {
    write("app.log.3.gz", "app.log.2.gz", "app.log.1", "app.log");
    write("app.log.2.bz2", "app.log.tmp", "app2.log.1", "other.log.1", ".app.log.1");
    assertEquals(List.of("app.log.3.gz", "app.log.2.gz", "app.log.1"), segments("app/app.log"));
  }

  @Test
  void aLogWithoutItsFileHasItsSegments() throws IOException {
    write("app.log.2", "app.log.1", "app.1.log");
    LogSource source = source("app/app.log");
    assertThrows(NoSuchFileException.class, source::look);
    assertEquals(List.of("app.log.2", "app.log.1"), segments("app/app.log"));
  }

  @Test
  void archivesBelowTheLogsDirectoryHoldItsSegments() throws IOException {
    write("2026-10/app-2026-10-31-1.log.gz", "2026-11/app-2026-11-01-1.log.gz");
    write("old/app-2026-11-02-1.log.gz", "app-2026-11-03-1.log", "app.log");
    write("nginx/app-2026-11-04-1.log", "old/old/app-2026-11-04-1.log");
    write("archive/app-2026-11-05-1.log", "archive/app.log"); // a log of its own
    assertEquals(
        List.of(
            "2026-10/app-2026-10-31-1.log.gz",
            "2026-11/app-2026-11-01-1.log.gz",
            "old/app-2026-11-02-1.log.gz",
            "app-2026-11-03-1.log"),
        segments("app/app.log"));
    for (Sibling segment : source("app/app.log").segments()) {
      try (SegmentFile file = source("app/app.log").open(segment)) {
        assertEquals(segment.state().size(), file.size());
      }
    }
  }

  @Test
  void aFileThatIsJustBeingCompressedIsReturnedOnce() throws IOException {
    write("app.log.2.gz", "app.log.1", "app.log.1.gz", "app.log");
    assertEquals(List.of("app.log.2.gz", "app.log.1"), segments("app/app.log"));
  }

  @Test
  void aFileWithTwoNamesIsReturnedOnce() throws IOException {
    write("app.log.1", "app.log");
    Files.createLink(root.resolve("app/app.log.2"), root.resolve("app/app.log.1"));
    Files.createLink(root.resolve("app/app.log.3"), root.resolve("app/app.log"));
    Files.createSymbolicLink(root.resolve("app/app.log.4"), root.resolve("app/app.log.1"));
    Files.createSymbolicLink(root.resolve("app/app.log.5"), root.resolve("app/app.log"));
    assertEquals(1, segments("app/app.log").size());
  }

  @Test
  void theFileThatALinkStandsForIsNoOlderSegment() throws IOException {
    write("app-2026-11-20.log", "app-2026-11-21.log");
    Files.createSymbolicLink(root.resolve("app/app.log"), Path.of("app-2026-11-21.log"));
    assertEquals(List.of("app-2026-11-20.log"), segments("app/app.log"));
  }

  @Test
  void onlyWhatIsWithinTheRootAndRegularIsASegment() throws Exception {
    write("app.log", "kept/app.log.9", ".hidden/app.log.9");
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("app.log.1"), "secret\n");
    Path app = root.resolve("app");
    Files.createSymbolicLink(app.resolve("app.log.1"), outside.resolve("app.log.1"));
    Files.createSymbolicLink(app.resolve("app.log.2"), app.resolve("kept/app.log.9"));
    Files.createSymbolicLink(app.resolve("app.log.3"), app.resolve(".hidden/app.log.9"));
    Files.createSymbolicLink(app.resolve("app.log.4"), app.resolve("nothing"));
    Files.createDirectories(app.resolve("app.log.5"));
    Process mkfifo = new ProcessBuilder("mkfifo", app.resolve("app.log.6").toString()).start();
    assertTrue(mkfifo.waitFor(5, TimeUnit.SECONDS) && mkfifo.exitValue() == 0, "mkfifo");
    Files.createSymbolicLink(app.resolve("old"), outside);
    Files.createSymbolicLink(app.resolve("archive"), app.resolve("kept"));
    assertEquals(List.of("app.log.2"), segments("app/app.log"));
    LogSource source = source("app/app.log");
    assertEquals(List.of("app.log.2"), source.siblings().stream().map(Sibling::fileName).toList());
  }

  @Test
  void aSegmentThatIsTurnedIntoALinkOutOfTheRootIsNotOpened() throws IOException {
    write("app.log", "app.log.1", "old/app.log.2");
    Path outside = Files.writeString(directory.resolve("secret.log"), "secret\n");
    LogSource source = source("app/app.log");
    List<Sibling> segments = source.segments();
    assertEquals(2, segments.size());
    Files.delete(root.resolve("app/app.log.1"));
    Files.createSymbolicLink(root.resolve("app/app.log.1"), outside);
    Files.delete(root.resolve("app/old/app.log.2"));
    Files.delete(root.resolve("app/old"));
    Files.createSymbolicLink(root.resolve("app/old"), directory);
    Files.writeString(directory.resolve("app.log.2"), "secret\n");
    for (Sibling segment : segments) {
      assertThrows(IOException.class, () -> source.open(segment), segment.fileName());
    }
  }

  @Test
  void everyFileWhoseNameBeginsWithTheLogsIsASibling() throws IOException {
    write("app.log", "app.log.copy", "app.log.1", "app.log.1.gz", "app-20261121.log", "apple.log");
    write("app.log.2.bz2", "old/app.log.3", "old/app.log.copy");
    assertEquals(
        List.of("app-20261121.log", "app.log.1", "app.log.1.gz", "app.log.copy", "old/app.log.3"),
        source("app/app.log").siblings().stream().map(Sibling::fileName).sorted().toList());
  }

  @Test
  void aCompressedFileIsReadByItsOwnNameAndNotFollowed() throws IOException {
    write("app.log", "app.log.2.gz", "app.log.2.gz.1", "old/app.log.3.xz");
    Path outside = directory.resolve("outside.gz");
    Files.writeString(outside, "secret");
    Files.createSymbolicLink(root.resolve("app/app.log.4.gz"), outside);
    Files.createDirectory(root.resolve("app/app.log.5.gz"));
    assertTrue(source("app/app.log").grows());
    for (String name : List.of("app/app.log.2.gz", "app/old/app.log.3.xz", "app/app.log.9.zst")) {
      LogSource source = source(name);
      assertFalse(source.grows(), name);
      assertThrows(NoSuchFileException.class, source::look, name);
      assertThrows(NoSuchFileException.class, source::open, name);
    }
    assertEquals(List.of("app.log.2.gz"), segments("app/app.log.2.gz"));
    assertEquals(List.of("app.log.3.xz"), segments("app/old/app.log.3.xz"));
    Sibling itself = source("app/app.log.2.gz").siblings().get(0);
    source("app/app.log.2.gz").open(itself).close();
    for (String name : List.of("app/app.log.4.gz", "app/app.log.5.gz", "app/app.log.9.zst")) {
      assertEquals(List.of(), segments(name), name);
      assertEquals(List.of(), source(name).siblings(), name);
    }
  }

  @Test
  void aDirectoryThatIsNotThereYetHoldsNothing() throws IOException {
    assertEquals(List.of(), segments("nowhere/app.log"));
    assertEquals(List.of(), source("nowhere/app.log").siblings());
  }

  private List<String> segments(String log) throws IOException {
    return source(log).segments().stream().map(Sibling::fileName).toList();
  }

  private LogSource source(String log) throws IOException {
    return LogRoot.at(root).source(new LogName(log));
  }

  /** Writes files into the directory of the log, each a minute younger than the one before. */
  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = root.resolve("app").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "a line of " + name + "\n");
      Files.setLastModifiedTime(file, FileTime.from(minute++, TimeUnit.MINUTES));
    }
  }
}
