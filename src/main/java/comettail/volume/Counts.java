package comettail.volume;

import comettail.line.Level;

/**
 * How many lines there are, by level, and how many of them match. Whole numbers, unless some were
 * estimated. Used by one thread at a time, and not changed any more once it is published.
 */
public final class Counts {
  private static final int LEVELS = Level.values().length;

  private final double[] lines = new double[LEVELS + 1]; // the last is of those without a level
  private double matched;

  /** Adds a line of {@code level}, or of none if that is null. */
  void addLine(Level level) {
    lines[level == null ? LEVELS : level.ordinal()]++;
  }

  /** Says that the line that was added last matches. */
  void addMatch() {
    matched++;
  }

  /** Adds {@code times} as many as {@code more} has. */
  void add(Counts more, double times) {
    for (int i = 0; i <= LEVELS; i++) lines[i] += times * more.lines[i];
    matched += times * more.matched;
  }

  /** Adds {@code more}, which stands below a line of {@code level}, or of none if that is null. */
  void addBelow(Counts more, Level level) {
    for (int i = 0; i < LEVELS; i++) lines[i] += more.lines[i];
    lines[level == null ? LEVELS : level.ordinal()] += more.lines[LEVELS];
    matched += more.matched;
  }

  /** Returns how many lines there are. */
  public long lines() {
    long all = other();
    for (Level level : Level.values()) all += of(level);
    return all;
  }

  /** Returns how many have this level. */
  public long of(Level level) {
    return Math.round(lines[level.ordinal()]);
  }

  /** Returns how many have no level, as far as is known. */
  public long other() {
    return Math.round(lines[LEVELS]);
  }

  /** Returns how many match. */
  public long matched() {
    return Math.round(matched);
  }
}
