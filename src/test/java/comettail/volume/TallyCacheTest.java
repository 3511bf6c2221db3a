package comettail.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.FileId;
import comettail.filter.LineFilter;
import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.Position;
import comettail.line.SegmentId;
import comettail.tail.StretchReader.Stamp;
import comettail.time.LogZone;
import comettail.time.TimeForm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What was counted is kept within its bounds, and is nobody else's while somebody goes on with it.
 */
final class TallyCacheTest {
  private static final Stamp STAMP = new Stamp(new FileId(1, 2, 3), 4, 5);

  @Test
  void thereAreNoMoreThanThereMayBe() {
    TallyCache cache = new TallyCache(1 << 20, 3);
    for (int i = 0; i < 10; i++) cache.give(key(i), tally());
    assertEquals(3, cache.size());
    assertNull(cache.take(key(6)));
    assertTrue(cache.take(key(7)) != null);
  }

  @Test
  void theyTakeNoMoreMemoryThanTheyMay() {
    int bytes = tally().bytes();
    TallyCache cache = new TallyCache(2L * bytes, 100);
    for (int i = 0; i < 10; i++) cache.give(key(i), tally());
    assertEquals(2, cache.size());
    assertEquals(2L * bytes, cache.bytes());
    cache.take(key(9));
    assertEquals(bytes, cache.bytes());
  }

  @Test
  void theOneThatWasUsedLastStays() {
    TallyCache cache = new TallyCache(1 << 20, 2);
    Tally used = finished();
    cache.give(key(0), used);
    cache.give(key(1), finished());
    assertSame(used, cache.take(key(0)));
    cache.give(key(2), finished());
    assertSame(used, cache.take(key(0)));
    assertNull(cache.take(key(1)));
  }

  @Test
  void oneThatIsNotFinalIsTakenOut() {
    TallyCache cache = new TallyCache(1 << 20, 2);
    Tally tally = tally();
    cache.give(key(0), tally);
    assertNull(cache.finished(key(0)));
    assertSame(tally, cache.take(key(0)));
    assertNull(cache.take(key(0)));
  }

  @Test
  void whoHasCountedMostIsKept() {
    TallyCache cache = new TallyCache(1 << 20, 2);
    Tally all = finished();
    cache.give(key(0), all);
    cache.give(key(0), tally());
    assertSame(all, cache.take(key(0)));
    cache.drop(key(0), all);
    assertEquals(0, cache.size());
    assertEquals(0, cache.bytes());
  }

  @Test
  void aTallyHasNoMoreBucketsThanItMay() {
    StringBuilder text = new StringBuilder();
    Instant first = Instant.parse("2026-11-22T10:00:00Z");
    int lines = Tally.MAX_BUCKETS + 100;
    for (int i = 0; i < lines; i++) text.append(first.plusSeconds(i)).append(" INFO\n");
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    SegmentId segment = new SegmentId(1, 0, Arrays.copyOf(bytes, Position.WINDOW));
    Block block = Block.of(segment, 0, 0, bytes, 0, bytes.length, new LineFramer(1 << 20));
    TimeForm.Finder finder = new TimeForm.Finder();
    finder.add(bytes, 0, block.textEnd(0));
    Tally tally = tally();
    tally.add(block, finder.form(), new LogZone(ZoneOffset.UTC, first.toEpochMilli()));
    assertEquals(Tally.MAX_BUCKETS, tally.buckets().size());
  }

  private static TallyKey key(int i) {
    return new TallyKey("app.log", new FileId(1, i, 1), 0, Step.SECOND, LineFilter.ALL, 0, 9);
  }

  private static Tally tally() {
    return new Tally(
        Step.SECOND, ZoneOffset.UTC, LineFilter.ALL, Long.MIN_VALUE, Long.MAX_VALUE, 0, true);
  }

  private static Tally finished() {
    Tally tally = tally();
    tally.finish(STAMP);
    return tally;
  }
}
