package comettail.volume;

import java.util.List;

/**
 * How much a log holds, by buckets of time, as far as it was counted. Immutable.
 *
 * @param grid the buckets; null if the log is {@link #isTimeless}
 * @param counts what is in each of them, and what is estimated to be
 * @param progress how far it was counted
 */
public record Volume(Grid grid, List<Counts> counts, Progress progress) {
  /**
   * How far a log was counted.
   *
   * @param bytes how many bytes were counted, compressed ones as they are on the disk
   * @param ofBytes of how many
   * @param lostBytes how many can't be read, and so are not counted
   * @param complete whether all was counted
   * @param sampled whether some of what is told is estimated
   */
  public record Progress(
      long bytes, long ofBytes, long lostBytes, boolean complete, boolean sampled) {}

  public Volume {
    counts = List.copyOf(counts);
  }

  /** Returns whether no line of the log has a time that can be read. */
  public boolean isTimeless() {
    return grid == null;
  }

  /** Returns how many lines the bucket has that has most. */
  public long peak() {
    return counts.stream().mapToLong(Counts::lines).max().orElse(0);
  }
}
