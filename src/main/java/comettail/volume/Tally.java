package comettail.volume;

import comettail.filter.Context;
import comettail.filter.LineFilter;
import comettail.filter.Sieve;
import comettail.line.Block;
import comettail.line.Level;
import comettail.line.LineText;
import comettail.line.Lines;
import comettail.line.Position;
import comettail.tail.StretchReader.Stamp;
import comettail.time.LogZone;
import comettail.time.TimeForm;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted of one stretch of a log so far, by buckets of time. A line without a time counts
 * to the line above it, and one without a level is as serious as that. Used by one thread at a
 * time, and not changed any more once it is {@link #isFinal}.
 */
final class Tally {
  /** How many buckets there are at most; what is in others is not counted. */
  static final int MAX_BUCKETS = 4_096;

  private static final int BYTES = 500; // it takes, about
  private static final int BUCKET_BYTES = 160;
  private static final int SIEVE_BYTES = 512 * 1024; // with the blocks that it holds lines of

  private final Step step;
  private final ZoneId zone;
  private final long from;
  private final long to;
  private final int sieveBytes;

  private final TreeMap<Long, Counts> buckets = new TreeMap<>(); // by their starts
  private final Counts above = new Counts(); // what belongs to the line above the first with a time
  private final Counts outside = new Counts();

  private Sieve sieve; // null once all is counted
  private Counts bucket; // where the next line without a time goes
  private long bucketStart = Long.MAX_VALUE;
  private long bucketEnd = Long.MIN_VALUE;
  private long lastTime = TimeForm.NONE;
  private Level level; // of the last line that has one, or null

  private long offset; // of what comes next
  private Position place; // there, or null if nothing was counted yet
  private Stamp stamp; // of the file, if all was counted of one that nobody writes to

  /**
   * A tally of what comes from {@code offset} on.
   *
   * @param whole whether the stretch begins there
   * @param from when the first line is that counts, and {@code to} when the first that does not
   */
  Tally(Step step, ZoneId zone, LineFilter filter, long from, long to, long offset, boolean whole) {
    this.step = step;
    this.zone = zone;
    this.from = from;
    this.to = to;
    this.sieve = filter.sieve(Context.NONE);
    this.sieveBytes = filter.isAll() ? 0 : SIEVE_BYTES;
    this.offset = offset;
    this.bucket = whole ? above : outside;
  }

  /**
   * Counts the lines of {@code block}, which come next.
   *
   * @param form the form of their times, or null if they have none
   */
  void add(Block block, TimeForm form, LogZone logZone) {
    BitSet matching = matching(block);
    LineText text = new LineText(block);
    for (int i = 0; i < block.lines(); i++) {
      if (block.continued(i)) continue;
      text.read(i);
      addLine(text, form, logZone);
      if (matching.get(i)) bucket.addMatch();
    }
    offset = block.offset() + block.whole() - block.start();
    place = block.position(block.whole());
  }

  /**
   * Returns which lines of {@code block} match, as far as that is known. Those of earlier blocks
   * that do only now are of an event that has not ended yet, so they count where the last line did.
   */
  private BitSet matching(Block block) {
    BitSet matching = new BitSet(block.lines());
    for (Lines lines : sieve.of(block)) {
      boolean earlier = lines.block().offset() < block.offset();
      for (int n = 0; n < lines.count(); n++) {
        int i = lines.index(n);
        if (!earlier) matching.set(i);
        else if (!lines.block().continued(i)) bucket.addMatch();
      }
    }
    return matching;
  }

  private void addLine(LineText text, TimeForm form, LogZone logZone) {
    byte[] bytes = text.bytes();
    if (form != null) {
      long time = form.millis(bytes, text.start(), text.end(), logZone);
      if (time != TimeForm.NONE) goTo(time);
    }
    Level.Found found = Level.find(bytes, text.start(), text.end());
    if (found != null) level = found.level();
    bucket.addLine(level);
  }

  private void goTo(long time) {
    lastTime = time;
    if (time >= bucketStart && time < bucketEnd) return;
    bucketStart = step.floor(time, zone);
    bucketEnd = step.next(bucketStart, zone);
    boolean counts = time >= from && time < to;
    boolean room = buckets.size() < MAX_BUCKETS || buckets.containsKey(bucketStart);
    bucket = counts && room ? buckets.computeIfAbsent(bucketStart, start -> new Counts()) : outside;
  }

  /** Returns the segment offset of what is to be counted next. */
  long offset() {
    return offset;
  }

  /** Returns the position there, or null if nothing was counted yet. */
  Position place() {
    return place;
  }

  /** Says that this is all of a stretch, of a file that nobody writes to any more. */
  void finish(Stamp of) {
    stamp = of;
    if (isFinal()) sieve = null;
  }

  /** Returns whether it is all of a stretch of the file {@code of}, which may be null. */
  boolean isFinal(Stamp of) {
    return stamp != null && stamp.equals(of);
  }

  /** Returns whether nothing is added any more. */
  boolean isFinal() {
    return stamp != null;
  }

  /** Returns the time of the last line that has one, or {@link TimeForm#NONE}. */
  long lastTime() {
    return lastTime;
  }

  /** Returns the level of the last line that has one, or null. */
  Level lastLevel() {
    return level;
  }

  /** Returns the buckets by their starts. */
  Map<Long, Counts> buckets() {
    return buckets;
  }

  /** Returns what belongs to the line above the stretch. */
  Counts above() {
    return above;
  }

  /** Returns how much memory it takes, about. */
  int bytes() {
    return BYTES + BUCKET_BYTES * buckets.size() + (sieve == null ? 0 : sieveBytes);
  }
}
