package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Footprint;
import comettail.harness.LogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What following holds of the system, however often a log is rotated or its directory made anew.
 */
final class HeldResourcesTest {
  private static final int ROTATIONS = 1000;
  private static final int HELD_FOR_LATE_LINES = 8; // and the current file
  private static final long PID = ProcessHandle.current().pid();

  @TempDir Path directory;

  @Test
  void aThousandRotationsLeaveFilesAndWatchesFlat() throws IOException {
    long watchesBefore = Footprint.of(PID).watches();
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      for (int i = 1; i <= ROTATIONS; i++) {
        reader.awaits(log.lines(1));
        Files.deleteIfExists(tailing.path("app.log.1"));
        log.rotateTo("app.log.1");
        if (i % 100 == 0) holdsNoMoreThanItMay(watchesBefore);
      }
      reader.awaits(log.lines(1));
      assertEquals(ROTATIONS, reader.events().stream().filter("rotated"::equals).count());
      List<String> lines = reader.lines().stream().filter(line -> !line.startsWith("(")).toList();
      assertEquals(ROTATIONS + 1, lines.size());
      assertEquals(numbered(ROTATIONS + 1), lines.get(ROTATIONS));
    }
    assertEquals(List.of(), Footprint.of(PID).filesUnder(directory.toRealPath()));
    assertEquals(watchesBefore, Footprint.of(PID).watches());
  }

  private void holdsNoMoreThanItMay(long watchesBefore) throws IOException {
    Footprint held = Footprint.of(PID);
    // The writer has one open, and a look may be about to close one.
    int most = 1 + HELD_FOR_LATE_LINES + 1 + 1;
    List<String> files = held.filesUnder(directory.toRealPath());
    assertTrue(files.size() <= most, files::toString);
    assertTrue(held.watches() <= watchesBefore + 1, held.watches() + " watches");
  }

  @Test
  void aDirectoryThatIsMadeAnewAgainAndAgainIsWatchedOnce() throws IOException {
    Path inner = directory.resolve("service");
    long watchesBefore = Footprint.of(PID).watches();
    try (Tailing tailing = new Tailing(directory, true)) {
      Files.createDirectory(inner);
      Files.writeString(inner.resolve("app.log"), "made 0\n");
      CollectingReader reader = tailing.lines("service/app.log", new Start.FirstByte());
      reader.awaits("made 0");
      for (int i = 1; i <= 50; i++) {
        if (i % 2 == 0) Files.delete(inner.resolve("app.log"));
        if (i % 2 == 0) Files.delete(inner); // its watch ends
        else Files.move(inner, directory.resolve("service-" + i)); // its watch goes with it
        Files.createDirectory(inner);
        Files.writeString(inner.resolve("app.log"), "made " + i + "\n");
        reader.awaits("made " + i);
      }
      Await.until(
          Await.SOON,
          () -> Footprint.of(PID).watches() == watchesBefore + 1,
          () -> Footprint.of(PID).watches() + " watches, and " + watchesBefore + " before");
    }
  }
}
