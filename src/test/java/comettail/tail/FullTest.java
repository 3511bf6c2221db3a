package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.Compression;
import comettail.harness.Await;
import comettail.harness.Footprint;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import comettail.tail.Followers.FullException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when as much is followed or held open as may be: others are refused. */
final class FullTest {
  @TempDir Path directory;

  @Test
  void aLogMoreThanMayBeFollowedIsRefusedAndOneThatIsFollowedIsNot() {
    LogWriter.to(directory.resolve("a.log")).close();
    LogWriter.to(directory.resolve("b.log")).close();
    try (Tailing tailing = tailing(1, 10)) {
      tailing.leaseOnce("a.log", new Start.FirstByte());
      String sentence = refusal(tailing, "b.log", new Start.FirstByte());
      assertEquals("There are 1 logs being read, as many as there may be.", sentence);
      tailing.leaseOnce("a.log", new Start.FirstByte());
    }
  }

  @Test
  void whileTooManyFilesAreHeldOpenOnlyTheEndOfALogCanBeRead() throws Exception {
    try (LogWriter log = LogWriter.to(directory.resolve("app.log"));
        Tailing tailing = tailing(10, 1)) {
      log.lines(50_000);
      log.rotateTo("app.log.1");
      log.lines(10);
      Packer.pack(directory.resolve("app.log.1"), Compression.GZIP);
      Lease behind = tailing.placed("app.log", new Start.FirstByte());
      Tailing.step(behind.cursor());

      String sentence = refusal(tailing, "app.log", new Start.LastLines(10));
      assertEquals("There are 1 readers of older files, as many as there may be.", sentence);
      tailing.leaseOnce("app.log", new Start.LastLines(0));

      while (Tailing.step(behind.cursor()) != Cursor.Outcome.CAUGHT_UP) {}
      assertTrue(heldOpen().stream().noneMatch(name -> name.endsWith(".gz")), heldOpen()::toString);
      tailing.leaseOnce("app.log", new Start.LastLines(10));
      behind.close();
    }
    Await.until(Await.SOON, () -> heldOpen().isEmpty(), () -> "held open: " + heldOpen());
  }

  private List<String> heldOpen() {
    return Footprint.of(ProcessHandle.current().pid()).filesUnder(directory);
  }

  private static String refusal(Tailing tailing, String log, Start start) {
    return assertThrows(FullException.class, () -> tailing.leaseOnce(log, start)).getMessage();
  }

  private Tailing tailing(int maxFollowed, int maxHeldSegments) {
    Duration poll = Duration.ofMillis(20);
    Duration batch = Duration.ofMillis(2);
    return new Tailing(
        directory, new TailLimits(1 << 20, poll, batch, true, maxFollowed, maxHeldSegments));
  }
}
