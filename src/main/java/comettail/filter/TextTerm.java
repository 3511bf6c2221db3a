package comettail.filter;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * A text that is looked for in all of a block at once. If it ignores case, it ignores that of ASCII
 * letters and has no others. Immutable.
 *
 * @param needle its UTF-8, a character for each byte; in lower case if it ignores case
 * @param ignoresCase whether capitals are found too
 */
record TextTerm(String needle, boolean ignoresCase) implements Term {
  // The two characters beyond ASCII of which an ASCII letter is the other case (the Unicode
  // Character Database's CaseFolding.txt).
  private static final String KELVIN_SIGN = bytes("\u212A");
  private static final String LONG_S = bytes("\u017F");

  /** Returns a term that finds {@code text}, in any case if it has no upper-case letter. */
  static Term of(String text) throws BadTermException {
    if (!isSmall(text)) return new TextTerm(bytes(text), false);
    if (isAscii(text)) return new TextTerm(text, true);
    return PatternTerm.of(com.google.re2j.Pattern.quote(text), true);
  }

  /** Returns whether {@code text} has no upper-case letter. */
  static boolean isSmall(String text) {
    return text.codePoints().noneMatch(Character::isUpperCase);
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** Returns the UTF-8 of {@code text}, a character for each byte. */
  static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns whether a pattern that needs this text may match where this is not found: in {@code
   * text}, a character for each byte, there is a letter beyond ASCII that is one of ours in its
   * other case.
   */
  boolean mayMissIn(String text) {
    if (!ignoresCase) return false;
    return needle.indexOf('k') >= 0 && text.contains(KELVIN_SIGN)
        || needle.indexOf('s') >= 0 && text.contains(LONG_S);
  }

  @Override
  public TextTerm required() {
    return this;
  }

  @Override
  public int stepsPerByte() {
    return 0;
  }

  @Override
  public void find(SearchText text, BitSet wanted, BitSet found) {
    int[] hits = text.hits(this);
    if (hits != null) {
      findAt(hits, text, found);
      return;
    }
    String all = ignoresCase ? text.lowered() : text.all();
    int line = 0;
    int at = all.indexOf(needle);
    while (at >= 0) {
      while (text.next(line) <= at) line++;
      boolean within = isWithin(text, line, at);
      if (within) found.set(line);
      at = all.indexOf(needle, within ? text.next(line) : at + 1);
    }
  }

  private void findAt(int[] hits, SearchText text, BitSet found) {
    int line = 0;
    for (int at : hits) {
      while (text.next(line) <= at) line++;
      if (isWithin(text, line, at)) found.set(line);
    }
  }

  private boolean isWithin(SearchText text, int line, int at) {
    return at >= text.start(line) && at + needle.length() <= text.end(line);
  }
}
