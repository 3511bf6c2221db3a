package comettail.volume;

import comettail.filter.LineFilter;
import comettail.line.Block;
import comettail.line.Level;
import comettail.tail.Archive.LostException;
import comettail.tail.StretchReader;
import comettail.time.TimeForm;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;

/**
 * One stretch of a log within a count: which of its bytes are counted, what was, and what the rest
 * may be. Used by one thread at a time.
 */
final class Part {
  /** How far beyond a place that halving finds lines are read, since they may be out of order. */
  private static final int MARGIN_BYTES = StretchReader.CHUNK_BYTES + StretchReader.DISORDER_BYTES;

  /** How much earlier than the first line of a stretch, or later than the next one's, lines are. */
  private static final long DISORDER_MILLIS = 60_000;

  private final StretchReader stretch;
  private final long firstTime;

  // What of it is counted, once that is known.
  private Grid grid;
  private long endTime;
  private long start;
  private long end;
  private TallyKey key;
  private Tally tally; // null while nothing is to be counted, or if it was lost
  private Estimate estimate; // null if there is none
  private boolean counted;
  private boolean lost;

  /**
   * @param firstTime when its first line was written, or {@link TimeForm#NONE} if none has a time
   */
  Part(StretchReader stretch, long firstTime) {
    this.stretch = stretch;
    this.firstTime = firstTime;
  }

  StretchReader stretch() {
    return stretch;
  }

  /** Returns when its first line was written, or {@link TimeForm#NONE} if none has a time. */
  long firstTime() {
    return firstTime;
  }

  /** Says that it can't be read. */
  void lose() {
    lost = true;
    counted = true;
    tally = null;
    estimate = null;
  }

  /**
   * Finds what is to be counted, and goes on with what {@code cache} has of it.
   *
   * @param since when the first line was written that it has, or that the one it goes on with has
   * @param until when the last line was written, about
   * @param log the log's name and charset
   */
  void prepare(
      Grid all,
      long since,
      long until,
      String log,
      LineFilter filter,
      ZoneId zone,
      TallyCache cache)
      throws IOException, LostException {
    grid = all;
    endTime = until;
    boolean cutBefore = since < grid.from();
    boolean cutAfter = until >= grid.to();
    if (until + DISORDER_MILLIS < grid.from() || since - DISORDER_MILLIS >= grid.to()) {
      counted = true; // there is nothing in it
      return;
    }
    boolean searches = !stretch.isCompressed() && firstTime != TimeForm.NONE;
    start = stretch.offset();
    end = stretch.endOffset();
    if (cutBefore && searches) {
      start = Math.max(start, stretch.placeOf(grid.from()) - StretchReader.DISORDER_BYTES);
    }
    if (cutAfter && searches) end = Math.min(end, stretch.placeOf(grid.to()) + MARGIN_BYTES);
    long from = cutBefore ? grid.from() : Long.MIN_VALUE;
    long to = cutAfter ? grid.to() : Long.MAX_VALUE;
    key = new TallyKey(log, stretch.fileId(), stretch.offset(), grid.step(), filter, from, to);
    tally = known(cache);
    counted = tally != null && tally.isFinal();
    boolean whole = start == stretch.offset();
    if (tally == null) tally = new Tally(grid.step(), zone, filter, from, to, start, whole);
  }

  /** Returns what was counted of it earlier, all of it by narrower buckets perhaps, or null. */
  private Tally known(TallyCache cache) throws IOException, LostException {
    for (int i = grid.step().ordinal(); i >= 0; i--) {
      TallyKey narrower = key.with(Step.values()[i]);
      boolean same = narrower.step() == grid.step();
      Tally found = same ? cache.take(narrower) : cache.finished(narrower);
      if (found == null) continue;
      if (found.isFinal(stretch.stamp()) || !found.isFinal() && goesOnWith(found)) {
        key = narrower;
        return found;
      }
      cache.drop(narrower, found);
    }
    return null;
  }

  /** Returns whether what was counted earlier is what the stretch begins with. */
  private boolean goesOnWith(Tally found) throws IOException, LostException {
    if (found.place() == null || found.offset() > stretch.endOffset()) return false;
    return !stretch.isCompressed() && stretch.holds(found.place());
  }

  /** Lets samples be taken of what is not counted; a compressed stretch has none. */
  void estimateFrom(int samples, LineFilter filter, ZoneId zone) {
    if (samples == 0 || stretch.isCompressed()) return;
    estimate = new Estimate(stretch, filter, zone, tally.offset(), end, samples);
  }

  /** Takes one more sample, and returns whether there may be more to take. */
  boolean sample() throws IOException, LostException {
    return estimate != null && estimate.step();
  }

  /** Counts some more, and returns how many bytes that were. */
  long count() throws IOException, LostException {
    long before = tally.offset();
    Block block = before < end ? stretch.lines(before) : null;
    if (block != null && block.lines() > 0) {
      tally.add(block, stretch.form(), stretch.zone());
      return tally.offset() - before;
    }
    counted = true;
    estimate = null;
    tally.finish(stretch.stamp());
    return 0;
  }

  /** Returns whether all of it is counted, or lost. */
  boolean isCounted() {
    return counted;
  }

  /** Lets others go on with what was counted. */
  void giveTo(TallyCache cache) {
    if (tally != null && key != null) cache.give(key, tally);
  }

  /** Returns how many bytes are still to be counted, as they are on the disk. */
  long leftBytes() {
    return ofBytes() - bytes();
  }

  /** Returns how many bytes there are to count, as they are on the disk. */
  long ofBytes() {
    if (tally == null) return 0;
    return stretch.isCompressed() ? stretch.diskBytes() : end - start;
  }

  /** Returns how many bytes were counted, as they are on the disk. */
  long bytes() {
    if (tally == null || counted) return ofBytes();
    return stretch.isCompressed() ? 0 : Math.max(0, tally.offset() - start);
  }

  /** Returns how many bytes can't be read. */
  long lostBytes() {
    return lost ? stretch.diskBytes() : 0;
  }

  /** Returns whether some of what it adds is estimated. */
  boolean isEstimated() {
    return estimate != null;
  }

  /**
   * What stands above a stretch.
   *
   * @param time of the last line that has one, or {@link TimeForm#NONE} if there is none
   * @param level of the last line that has one, or null
   */
  record Above(long time, Level level) {
    /** Above the first stretch of a log. */
    static final Above NOTHING = new Above(TimeForm.NONE, null);

    /** Above a stretch that comes after one that is not counted. */
    static final Above UNKNOWN = new Above(Long.MAX_VALUE, null);
  }

  /**
   * Adds to {@code counts} what was counted, and what is estimated of the rest.
   *
   * @return what stands above the next part
   */
  Above addTo(Counts[] counts, Above above) {
    if (tally == null) return Above.UNKNOWN;
    for (Map.Entry<Long, Counts> bucket : tally.buckets().entrySet()) {
      add(bucket.getValue(), above.level, bucket.getKey(), counts);
    }
    long time = above.equals(Above.NOTHING) ? firstTime : above.time;
    add(tally.above(), above.level, time, counts);
    if (estimate != null) {
      estimate.addTo(grid, counts, tally.offset(), tally.lastTime(), endTime);
    }
    boolean timed = tally.lastTime() != TimeForm.NONE;
    Level level = tally.lastLevel() != null ? tally.lastLevel() : above.level;
    return new Above(timed ? tally.lastTime() : above.time, level);
  }

  private void add(Counts more, Level level, long time, Counts[] counts) {
    int bucket = grid.indexOf(time);
    if (bucket >= 0) counts[bucket].addBelow(more, level);
  }
}
