package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.LogWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More readers of one log than one look serves. */
final class ManyReadersTest {
  private static final int READERS = 500;
  private static final int ROUNDS = 40;

  /** Nobody looks but when the log grows, or because readers wait for their turn. */
  private static final TailLimits NO_POLL =
      new TailLimits(1 << 20, Duration.ofHours(1), Duration.ofMillis(2), true);

  @TempDir Path directory;

  private static final class Woken implements Reader {
    volatile long nanos = Long.MIN_VALUE;
    Lease lease;

    @Override
    public void wake() {
      nanos = System.nanoTime();
    }
  }

  @Test
  void allHaveTheirTurnAlthoughTheLogGrowsNoMoreAndOthersComeAndGo() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Tailing tailing = new Tailing(directory, NO_POLL);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(1);
      List<Woken> readers = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        while (readers.size() < READERS) readers.add(joined(tailing));
        for (int i = random.nextInt(4); i >= 0; i--) {
          long before = System.nanoTime();
          log.lines(1);
          awaitOneWoken(readers, before);
        }
        long written = System.nanoTime();
        log.lines(1);
        for (int i = random.nextInt(20); i > 0; i--) {
          if (round % 2 == 0) readers.add(joined(tailing));
          else readers.remove(random.nextInt(readers.size())).lease.close();
        }
        int now = round;
        Await.until(
            Await.SOON,
            () -> late(readers, written) == 0,
            () -> late(readers, written) + " wait, round " + now + ", seed " + seed);
      }
      assertTrue(readers.size() > READERS / 2);
      readers.forEach(reader -> reader.lease.close());
    }
  }

  private static Woken joined(Tailing tailing) {
    Woken reader = new Woken();
    reader.lease = tailing.follow("app.log", new Start.LastLines(0), reader);
    return reader;
  }

  private static void awaitOneWoken(List<Woken> readers, long since) {
    Await.until(
        Await.SOON, () -> late(readers, since) < readers.size(), "somebody to hear of a line");
  }

  private static long late(List<Woken> readers, long since) {
    return readers.stream().filter(reader -> reader.nanos - since < 0).count();
  }
}
