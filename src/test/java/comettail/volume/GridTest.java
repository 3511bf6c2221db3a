package comettail.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets cover a stretch of time without a hole, and begin at round times. */
final class GridTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-22T10:00:00Z, 2026-11-22T10:00:01Z, SECOND, 1",
    "2026-11-22T10:00:00Z, 2026-11-22T10:02:00Z, SECOND, 120",
    "2026-11-22T10:00:00Z, 2026-11-22T10:02:01Z, SECONDS_5, 25",
    "2026-11-22T10:07:30Z, 2026-11-22T11:00:00Z, SECONDS_30, 105",
    "2026-11-22T00:00:00Z, 2026-11-23T00:00:00Z, MINUTES_30, 48",
    "2026-01-01T00:00:00Z, 2026-12-31T00:00:00Z, WEEK, 53",
    "1970-01-01T00:00:00Z, 2026-12-31T00:00:00Z, WEEKS_4, 120"
  })
  void theNarrowestBucketsAreTakenOfWhichThereAreNotTooMany(
      Instant from, Instant to, Step step, int buckets) {
    Grid grid = Grid.of(from.toEpochMilli(), to.toEpochMilli(), Step.SECOND, 120, ZoneOffset.UTC);
    assertEquals(step, grid.step());
    assertEquals(buckets, grid.buckets());
    assertTrue(grid.to() >= to.toEpochMilli());
  }

  /** Each of these zones puts its clocks forward and back, one of them by half an hour. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu"})
  void bucketsLieNextToEachOtherWhateverTheClocksDo(String name) {
    ZoneId zone = ZoneId.of(name);
    long seed = System.nanoTime();
    System.out.println("GridTest " + name + " seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      long from = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli() + randomMillis(random, 365);
      long to = from + 1 + randomMillis(random, 1 << random.nextInt(9));
      Grid grid = Grid.of(from, to, Step.SECOND, 1 + random.nextInt(200), zone);
      if (grid.step() != Step.WEEKS_4) assertTrue(grid.from() <= from);
      assertTrue(grid.to() >= to);
      for (int n = 0; n < grid.buckets(); n++) {
        long start = grid.start(n);
        assertTrue(start < grid.start(n + 1));
        assertEquals(start, grid.step().floor(start, zone), () -> "not round: " + start);
        assertEquals(n, grid.indexOf(start));
        assertEquals(n, grid.indexOf(grid.start(n + 1) - 1));
      }
    }
  }

  private static long randomMillis(Random random, int days) {
    return (long) (random.nextDouble() * days * 86_400_000L);
  }

  @Test
  void aDayIsAsLongAsItsClocksSay() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    long from = Instant.parse("2026-10-23T22:00:00Z").toEpochMilli();
    Grid grid = Grid.of(from, from + 4 * 86_400_000L, Step.DAY, 10, zone);
    assertEquals(25 * 3_600_000L, grid.start(2) - grid.start(1));
  }

  @Test
  void whatIsOutsideIsInNoBucket() {
    Grid grid = Grid.of(1_000, 9_000, Step.SECOND, 120, ZoneOffset.UTC);
    assertEquals(-1, grid.indexOf(999));
    assertEquals(0, grid.indexOf(1_000));
    assertEquals(7, grid.indexOf(8_999));
    assertEquals(-1, grid.indexOf(9_000));
    assertEquals(-1, grid.indexOf(Long.MIN_VALUE));
  }
}
