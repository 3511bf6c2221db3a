package comettail.volume;

import comettail.filter.LineFilter;
import comettail.line.Block;
import comettail.line.LineText;
import comettail.tail.Archive.LostException;
import comettail.tail.StretchReader;
import comettail.time.TimeForm;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a stretch may hold, from some evenly spread samples of it. Each tells at what time its place
 * was written and what lines are like there; what lies between two of them was written between
 * their times. Used by one thread at a time.
 */
final class Estimate {
  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

  private final StretchReader stretch;
  private final LineFilter filter;
  private final ZoneId zone;
  private final long start;
  private final long end;
  private final int wanted;
  private final List<Sample> samples = new ArrayList<>();
  private int taken;

  /**
   * @param time of its first line that has one
   * @param lines what is in it
   * @param bytes how many bytes these are
   */
  private record Sample(long offset, long time, Counts lines, int bytes) {}

  /** An estimate of {@code [start, end)} of {@code stretch}, of {@code wanted} samples. */
  Estimate(
      StretchReader stretch, LineFilter filter, ZoneId zone, long start, long end, int wanted) {
    this.stretch = stretch;
    this.filter = filter;
    this.zone = zone;
    this.start = start;
    this.end = end;
    this.wanted = wanted;
  }

  /** Takes one more sample, and returns whether there may be more to take. */
  boolean step() throws IOException, LostException {
    if (taken == wanted) return false;
    long offset = start + (end - start) / wanted * spread(taken++);
    Block block = stretch.lines(offset);
    long time = firstTime(block);
    int bytes = block.whole() - block.start();
    if (time == TimeForm.NONE || bytes == 0) return true;
    Tally tally =
        new Tally(Step.WEEKS_4, zone, filter, Long.MIN_VALUE, Long.MAX_VALUE, offset, true);
    tally.add(block, stretch.form(), stretch.zone());
    Counts lines = new Counts();
    lines.add(tally.above(), 1);
    tally.buckets().values().forEach(bucket -> lines.add(bucket, 1));
    samples.add(new Sample(offset, time, lines, bytes));
    samples.sort(Comparator.comparingLong(Sample::offset));
    return true;
  }

  /**
   * Returns which sample is taken as the {@code n}th, so that the first of them are spread, too.
   */
  private int spread(int n) {
    int stride = (int) Math.max(1, Math.round(wanted * GOLDEN_RATIO));
    while (gcd(stride, wanted) > 1) stride++;
    return (int) ((long) n * stride % wanted);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private long firstTime(Block block) throws IOException, LostException {
    TimeForm form = stretch.form();
    LineText text = new LineText(block);
    for (int i = 0; form != null && i < block.lines(); i++) {
      if (block.continued(i)) continue;
      text.read(i);
      long time = form.millis(text.bytes(), text.start(), text.end(), stretch.zone());
      if (time != TimeForm.NONE) return time;
    }
    return TimeForm.NONE;
  }

  /**
   * Adds to {@code counts}, the buckets of {@code grid}, what may be from {@code from} on.
   *
   * @param fromTime when the line before it was written, or {@link TimeForm#NONE}
   * @param endTime when the last line was written, about
   */
  void addTo(Grid grid, Counts[] counts, long from, long fromTime, long endTime) {
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      Sample next = i + 1 < samples.size() ? samples.get(i + 1) : null;
      long bytes = (next == null ? end : next.offset) - Math.max(sample.offset, from);
      if (bytes <= 0) continue;
      long since = sample.offset < from ? Math.max(sample.time, fromTime) : sample.time;
      long until = next == null ? endTime : next.time;
      spread(sample.lines, (double) bytes / sample.bytes, since, until, grid, counts);
    }
  }

  /** Adds {@code times} as many as {@code lines} to the buckets of {@code [since, until)}. */
  private static void spread(
      Counts lines, double times, long since, long until, Grid grid, Counts[] counts) {
    if (until <= since) {
      int bucket = grid.indexOf(since);
      if (bucket >= 0) counts[bucket].add(lines, times);
      return;
    }
    int first = grid.indexOf(Math.max(since, grid.from()));
    for (int i = first; i >= 0 && i < grid.buckets() && grid.start(i) < until; i++) {
      long within = Math.min(until, grid.start(i + 1)) - Math.max(since, grid.start(i));
      counts[i].add(lines, times * within / (until - since));
    }
  }
}
