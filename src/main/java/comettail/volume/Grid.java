package comettail.volume;

import java.time.ZoneId;
import java.util.Arrays;

/** The buckets of a stretch of time, one after the other. Immutable. */
public final class Grid {
  /** How many buckets there are at most. */
  public static final int MAX_BUCKETS = 1_000;

  private final Step step;
  private final long[] edges; // each bucket begins at one, and ends at the next

  private Grid(Step step, long[] edges) {
    this.step = step;
    this.edges = edges;
  }

  /**
   * Returns the buckets that cover {@code [from, to)}, both in milliseconds since 1970: the
   * narrowest of which there are at most {@code most}. If even the widest would be more, the
   * earliest are left out.
   *
   * @param least how wide they are at least
   * @param most from 1 to {@link #MAX_BUCKETS}
   */
  static Grid of(long from, long to, Step least, int most, ZoneId zone) {
    for (Step step : Step.values()) {
      if (step.compareTo(least) < 0 || (to - from) / step.millis() > most) continue;
      Grid grid = of(from, to, step, zone);
      if (grid.buckets() <= most) return grid;
    }
    Step widest = Step.WEEKS_4;
    return of(Math.max(from, to - (most - 1) * widest.millis()), to, widest, zone);
  }

  private static Grid of(long from, long to, Step step, ZoneId zone) {
    long[] edges = new long[2 + (int) ((to - from) / step.millis())];
    int count = 0;
    long edge = step.floor(from, zone);
    while (true) {
      if (count == edges.length) edges = Arrays.copyOf(edges, 2 * count);
      edges[count++] = edge;
      if (edge >= to && count > 1) return new Grid(step, Arrays.copyOf(edges, count));
      edge = step.next(edge, zone);
    }
  }

  /** Returns how wide the buckets are. */
  public Step step() {
    return step;
  }

  /** Returns how many buckets there are, 1 or more. */
  public int buckets() {
    return edges.length - 1;
  }

  /** Returns when bucket {@code i} begins, and the one before it ends. */
  public long start(int i) {
    return edges[i];
  }

  /** Returns when the first bucket begins. */
  public long from() {
    return edges[0];
  }

  /** Returns when the last bucket ends. */
  public long to() {
    return edges[buckets()];
  }

  /** Returns the bucket that {@code millis} is in, or -1 if it is in none. */
  int indexOf(long millis) {
    if (millis < from() || millis >= to()) return -1;
    int found = Arrays.binarySearch(edges, millis);
    return found >= 0 ? found : -found - 2;
  }
}
