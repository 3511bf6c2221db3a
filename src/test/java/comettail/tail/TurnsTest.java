package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final long INTERVAL = 25_000_000;
  private static final long LOOK = 5_000_000;

  private final List<Lease> leases = new ArrayList<>();
  private final List<AtomicInteger> wakes = new ArrayList<>();
  private final Turns turns = new Turns(0);
  private long now;

  @Test
  void afterQuietAllAreWokenAtOnce() {
    join(1_000);
    turns.announce(leases);
    assertFalse(look(INTERVAL));
    assertEquals(1_000, woken(1));
  }

  @Test
  void underLoadEachLookWakesThoseThatCanBeWrittenToUntilTheNext() {
    join(1_000);
    turns.announce(leases);
    look(INTERVAL);
    for (int round = 2; round <= 4; round++) {
      for (int i = 1; i <= 5; i++) {
        turns.announce(leases);
        assertTrue(look(LOOK), "others wait, since the log grows");
        assertEquals(i * 200, woken(round));
      }
    }
  }

  @Test
  void whoWaitsWhenTheLogStopsGrowingHasItsTurnWithoutMoreNews() {
    join(999);
    turns.announce(leases);
    look(INTERVAL);
    turns.announce(leases);
    int looks = 1;
    while (look(LOOK)) looks++;
    assertEquals(5, looks);
    assertEquals(999, woken(2));
    assertFalse(look(LOOK));
    assertEquals(0, woken(3), "nobody is woken for nothing");
  }

  @Test
  void quietTimeInBetweenLetsAllHaveTheirTurn() {
    join(500);
    turns.announce(leases);
    look(INTERVAL);
    look(LOOK); // finds nothing, and nobody waits
    turns.announce(leases);
    assertFalse(look(INTERVAL - LOOK));
    assertEquals(500, woken(2));
  }

  @Test
  void nobodyWaitsForALookThatCameALittleEarly() {
    join(100);
    turns.announce(leases);
    look(INTERVAL);
    turns.announce(leases);
    assertFalse(look(INTERVAL * 9 / 10));
    assertEquals(100, woken(2));
  }

  @Test
  void aFewAreServedTogether() {
    join(3);
    turns.serve(leases);
    assertEquals(0, woken(1), "there is no news");
    turns.announce(leases);
    turns.serve(leases);
    turns.serve(leases);
    assertEquals(3, woken(1));
    assertEquals(0, woken(2));
  }

  @Test
  void nobodyIsPassedOverWhoeverComesAndGoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    join(300);
    for (int round = 0; round < 200; round++) {
      turns.announce(leases);
      List<Lease> then = List.copyOf(leases);
      int[] before = wakes.stream().mapToInt(AtomicInteger::get).toArray();
      List<AtomicInteger> theirs = List.copyOf(wakes);
      boolean waiting = true;
      while (waiting) {
        if (random.nextInt(3) == 0) comeOrGo(random);
        waiting = look(random.nextLong(INTERVAL) / (1 + random.nextInt(20)));
      }
      for (int i = 0; i < then.size(); i++) {
        boolean served = theirs.get(i).get() > before[i] || !leases.contains(then.get(i));
        assertTrue(served, "seed " + seed + ", round " + round + ", reader " + i);
      }
    }
  }

  private void comeOrGo(Random random) {
    if (random.nextBoolean()) {
      join(1 + random.nextInt(10));
    } else {
      for (int n = random.nextInt(10); n > 0 && !leases.isEmpty(); n--) {
        int gone = random.nextInt(leases.size());
        leases.remove(gone);
        wakes.remove(gone);
      }
    }
    turns.changed(leases);
  }

  private void join(int count) {
    for (int i = 0; i < count; i++) {
      AtomicInteger woken = new AtomicInteger();
      leases.add(new Lease(null, woken::incrementAndGet));
      wakes.add(woken);
    }
  }

  private boolean look(long later) {
    now += later;
    return turns.wake(leases, now, INTERVAL);
  }

  /** Returns how many have been woken so often or more. */
  private long woken(int times) {
    return wakes.stream().filter(count -> count.get() >= times).count();
  }
}
