package comettail.filter;

import java.util.List;

/** A part of a pattern, as far as an {@link Automaton} can tell it. Immutable. */
sealed interface PatternNode {
  /**
   * One character of a set.
   *
   * @param low which of U+0000 to U+003F are in it, a bit for each
   * @param high which of U+0040 to U+007F
   * @param beyond whether any beyond ASCII may be
   */
  record Chars(long low, long high, boolean beyond) implements PatternNode {
    private static final long K_AND_S = 1L << 'K' - 64 | 1L << 'S' - 64;

    static final Chars NONE = new Chars(0, 0, false);
    static final Chars ANY = new Chars(-1, -1, true);

    static Chars of(int from, int to) {
      Chars all = NONE;
      for (int c = from; c <= Math.min(to, 0x7F); c++) all = all.and(of(c));
      return to > 0x7F ? new Chars(all.low, all.high, true) : all;
    }

    static Chars of(int c) {
      if (c > 0x7F) return new Chars(0, 0, true);
      return c < 64 ? new Chars(1L << c, 0, false) : new Chars(0, 1L << c - 64, false);
    }

    /** Returns the characters of {@code text}, which are ASCII. */
    static Chars of(String text) {
      Chars all = NONE;
      for (int i = 0; i < text.length(); i++) all = all.and(of(text.charAt(i)));
      return all;
    }

    Chars and(Chars other) {
      return new Chars(low | other.low, high | other.high, beyond | other.beyond);
    }

    /** Returns all others; beyond ASCII, where not all are known, any may be one. */
    Chars others() {
      return new Chars(~low, ~high, true);
    }

    boolean sameAscii(Chars other) {
      return low == other.low && high == other.high;
    }

    boolean has(int c) {
      return c < 64 ? (low >>> c & 1) != 0 : (high >>> c - 64 & 1) != 0;
    }

    /**
     * Returns these in either case. The sign for Kelvins and the long s are the other case of ASCII
     * letters (the Unicode Character Database's CaseFolding.txt).
     */
    Chars inAnyCase() {
      long letters = 0x07FFFFFEL; // A to Z from U+0040, and a to z from U+0060
      long upper = high & letters;
      long lower = high >>> 32 & letters;
      long either = upper | lower;
      if (beyond) either |= K_AND_S;
      return new Chars(low, high | either | either << 32, beyond || (either & K_AND_S) != 0);
    }
  }

  /** One byte of a character beyond ASCII. */
  record Byte(int value) implements PatternNode {}

  /** All of them, one after the other; none is found everywhere. */
  record All(List<PatternNode> parts) implements PatternNode {}

  /** Any of them. */
  record Any(List<PatternNode> parts) implements PatternNode {}

  /**
   * The same several times.
   *
   * @param max how often at most, or -1
   */
  record Repeat(PatternNode part, int min, int max) implements PatternNode {}

  /** Where a line begins. */
  record Begin() implements PatternNode {}

  /** Where a line ends. */
  record End() implements PatternNode {}
}
