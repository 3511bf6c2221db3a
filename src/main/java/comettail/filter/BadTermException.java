package comettail.filter;

/** A term that can't be looked for. Its message ends a sentence that says so. */
public final class BadTermException extends Exception {
  private static final long serialVersionUID = 1;

  BadTermException(String why) {
    super(why, null, false, false);
  }

  /**
   * @param at the index in the pattern where the fault is
   */
  static BadTermException inPattern(int at, String why) {
    // Counted from 1, after the slash before the pattern.
    return new BadTermException("at its character " + (at + 2) + ": " + why);
  }
}
