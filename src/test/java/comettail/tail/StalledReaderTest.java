package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import comettail.harness.Await;
import comettail.harness.LogWriter;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader whose client takes nothing costs the others nothing. */
final class StalledReaderTest {
  @TempDir Path directory;

  @Test
  void aReaderThatIsStalledIsNotWokenUntilItIsNot() {
    AtomicInteger wakes = new AtomicInteger();
    AtomicBoolean stalled = new AtomicBoolean();
    Reader reader =
        new Reader() {
          @Override
          public void wake() {
            wakes.incrementAndGet();
          }

          @Override
          public boolean isStalled() {
            return stalled.get();
          }
        };
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log");
        Lease lease = tailing.follow("app.log", new Start.FirstByte(), reader)) {
      Await.until(Await.SOON, () -> wakes.get() > 0, "the first wake");
      CollectingReader other = tailing.lines("app.log", new Start.FirstByte());
      log.lines(1);
      other.awaits(numbered(1));
      stalled.set(true);
      assertFalse(lease.isReading());
      int before = wakes.get();
      for (int i = 2; i <= 10; i++) other.awaits(log.lines(1));
      assertEquals(before, wakes.get());
      stalled.set(false);
      other.awaits(log.lines(1));
      Await.until(Await.SOON, () -> wakes.get() > before, "another wake");
    }
  }
}
