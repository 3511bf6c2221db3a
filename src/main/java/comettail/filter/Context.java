package comettail.filter;

/**
 * How many lines around those that pass a reader gets, too.
 *
 * @param before how many before, 0 to {@link #MAX_LINES}
 * @param after how many after, 0 to {@link #MAX_LINES}
 */
public record Context(int before, int after) {
  /** How many lines there are at most on each side. */
  public static final int MAX_LINES = 1_000;

  /** No lines around. */
  public static final Context NONE = new Context(0, 0);

  public Context {
    if (before < 0 || before > MAX_LINES || after < 0 || after > MAX_LINES) {
      throw new IllegalArgumentException("not a number of lines: " + before + ", " + after);
    }
  }

  boolean isNone() {
    return before == 0 && after == 0;
  }
}
