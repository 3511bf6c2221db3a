package comettail.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.catalog.LogName;
import comettail.catalog.LogRoot;
import comettail.filter.LineFilter;
import comettail.harness.Await;
import comettail.line.Level;
import comettail.line.LogCharset;
import comettail.tail.End;
import comettail.tail.Followers;
import comettail.tail.Lease;
import comettail.tail.Start;
import comettail.tail.StretchReader;
import comettail.tail.TailLimits;
import comettail.tail.Wanted;
import comettail.time.TimeForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some samples of a log show what all of it would. */
final class EstimateTest {
  private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");
  private static final int QUIET = 120; // seconds, before the burst

  @TempDir Path directory;

  @Test
  void aBurstIsSeenWhereItIs() throws Exception {
    List<String> lines = new ArrayList<>();
    Grid grid = grid();
    long[] exact = new long[grid.buckets()];
    for (int second = 0; second < 600; second++) {
      boolean burst = second >= QUIET && second < QUIET + 60;
      for (int i = 0; i < (burst ? 1_000 : 50); i++) {
        Instant time = FIRST.plusSeconds(second);
        lines.add(time + (burst ? " ERROR" : " INFO ") + " order " + i + "x".repeat(100));
        exact[grid.indexOf(time.toEpochMilli())]++;
      }
    }
    Files.write(directory.resolve("app.log"), lines);
    Counts[] counts = estimate(grid, 64);
    for (int i = 0; i < exact.length; i++) {
      // Beside the burst a bucket may have some of it.
      boolean beside = i == QUIET / 30 - 1 || i == QUIET / 30 + 2;
      double most = beside ? 3_000 : 0.2 * exact[i];
      double off = Math.abs(counts[i].lines() - exact[i]);
      assertTrue(off < most, "bucket " + i + ": " + counts[i].lines() + " of " + exact[i]);
    }
    long all = Arrays.stream(counts).mapToLong(Counts::lines).sum();
    assertEquals(lines.size(), all, lines.size() / 50.0);
    long errors = counts[QUIET / 30].of(Level.ERROR);
    assertTrue(errors > 0.9 * counts[QUIET / 30].lines(), () -> errors + " errors in the burst");
  }

  private static Grid grid() {
    long from = FIRST.toEpochMilli();
    return Grid.of(from, from + 600_000, Step.SECONDS_30, 100, ZoneOffset.UTC);
  }

  private Counts[] estimate(Grid grid, int samples) throws Exception {
    LogRoot root = LogRoot.at(directory);
    TailLimits limits = new TailLimits(1 << 20, Duration.ofMillis(20), Duration.ZERO, true);
    Wanted all = new Wanted(new Start.FirstByte(), new End.Now(), true);
    try (Followers followers = new Followers(limits);
        Lease lease =
            followers.follow(
                root.source(new LogName("app.log")), LogCharset.UTF_8, all, () -> {})) {
      Await.until(Await.SOON, () -> lease.cursor().survey() != null, "to join");
      StretchReader stretch = lease.cursor().survey().stretches(ZoneOffset.UTC).get(0);
      Estimate estimate =
          new Estimate(stretch, LineFilter.ALL, ZoneOffset.UTC, 0, stretch.endOffset(), samples);
      while (estimate.step()) {}
      Counts[] counts = new Counts[grid.buckets()];
      Arrays.setAll(counts, i -> new Counts());
      long end = FIRST.plusSeconds(600).toEpochMilli();
      estimate.addTo(grid, counts, 0, TimeForm.NONE, end);
      return counts;
    }
  }
}
