package comettail.filter;

import java.util.BitSet;
import java.util.regex.Matcher;

/**
 * What is looked for in a line: a text, or a pattern. It is found in a line's text, never in two
 * lines at once, nor in two pieces of one. Immutable; any thread.
 */
public sealed interface Term permits TextTerm, PatternTerm {
  /** How long a term is at most, in characters. */
  int MAX_LENGTH = 1_000;

  /** What {@link #parse} takes, in the words of a refusal. */
  String ALLOWED = "a text, or a pattern between slashes such as /time.?out/i";

  /**
   * Returns the term that a client wrote: a pattern if it stands between slashes, an {@code i}
   * after them perhaps, else a text. It ignores case if it has that flag, or no upper-case letter.
   *
   * @throws BadTermException if it is empty, too long or too large, has a newline, or is no pattern
   */
  static Term parse(String written) throws BadTermException {
    if (written.isEmpty()) throw new BadTermException("it is found in every line");
    if (written.length() > MAX_LENGTH) {
      throw new BadTermException("it has more than " + MAX_LENGTH + " characters");
    }
    if (written.indexOf('\n') >= 0) throw new BadTermException("no line has a newline in it");
    Matcher pattern = PatternTerm.WRITTEN.matcher(written);
    if (!pattern.matches()) return TextTerm.of(written);
    return PatternTerm.of(pattern.group(1), !pattern.group(2).isEmpty());
  }

  /** Returns a text that is in every line in which this is found, or null. */
  TextTerm required();

  /** Returns how many steps it may take for each byte, as far as they count: 0 for a text. */
  int stepsPerByte();

  /**
   * Sets in {@code found} the lines of {@code text} in which this is found, at least those that are
   * in {@code wanted}, which does not change.
   */
  void find(SearchText text, BitSet wanted, BitSet found);
}
