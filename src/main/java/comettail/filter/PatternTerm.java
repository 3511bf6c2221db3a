package comettail.filter;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.BitSet;

/**
 * A pattern in the syntax of RE2, which takes a time linear in the text whatever it is. If there is
 * a text in whatever it matches, only the lines that have that are looked at; of these an automaton
 * tells which may match, and the library which do, where that is not sure. Immutable.
 *
 * @param pattern the pattern; two of the same text and flags are equal
 * @param automata its automata
 * @param required a text that is in whatever the pattern matches, or null
 * @param stepsPerByte how many instructions it has, each of which may take its step
 */
record PatternTerm(Pattern pattern, Automata automata, TextTerm required, int stepsPerByte)
    implements Term {
  /** A pattern as a client writes it, and its flag. */
  static final java.util.regex.Pattern WRITTEN =
      java.util.regex.Pattern.compile("/(.+)/(i?)", java.util.regex.Pattern.DOTALL);

  // What begins with a backslash: a capital in it is none that is looked for.
  private static final java.util.regex.Pattern ESCAPE =
      java.util.regex.Pattern.compile(
          "\\\\(?:[pPx]\\{[^}]*}|[pP].|x..|.)", java.util.regex.Pattern.DOTALL);

  /**
   * Returns a term that finds what the pattern {@code text} matches, in any case if it is {@code
   * small} or has no upper-case letter.
   *
   * @throws BadTermException if it is no pattern, or too large
   */
  static PatternTerm of(String text, boolean small) throws BadTermException {
    boolean ignoresCase = small || TextTerm.isSmall(ESCAPE.matcher(text).replaceAll(""));
    PatternShape shape = PatternShape.of(text, ignoresCase); // first, since it knows the bounds
    Pattern pattern = compiled(text, ignoresCase ? Pattern.CASE_INSENSITIVE : 0);
    int steps = shape.instructions();
    Automata automata = new Automata(text, ignoresCase);
    if (shape.required().isEmpty()) return new PatternTerm(pattern, automata, null, steps);
    String needle = ignoresCase ? SearchText.lowered(shape.required()) : shape.required();
    TextTerm required = new TextTerm(TextTerm.bytes(needle), ignoresCase);
    return new PatternTerm(pattern, automata, required, steps);
  }

  private static Pattern compiled(String text, int flags) throws BadTermException {
    try {
      return Pattern.compile(text, flags);
    } catch (PatternSyntaxException fault) {
      throw BadTermException.inPattern(place(text, fault), fault.getDescription());
    }
  }

  /**
   * Returns the index of what is wrong with {@code text}. The library tells only what it looks
   * like, which may be there several times; the first that it stumbles over is found by halves,
   * since compiling is slow.
   */
  private static int place(String text, PatternSyntaxException fault) {
    String wrong = fault.getPattern();
    if (wrong.isEmpty()) return text.length() - 1;
    int low = text.indexOf(wrong);
    int high = text.lastIndexOf(wrong);
    while (low < high) {
      int middle = text.lastIndexOf(wrong, (low + high) / 2);
      if (fails(text.substring(0, middle + wrong.length()), fault)) high = middle;
      else low = text.indexOf(wrong, middle + 1);
    }
    return Math.max(low, 0);
  }

  private static boolean fails(String prefix, PatternSyntaxException fault) {
    try {
      Pattern.compile(prefix);
      return false;
    } catch (PatternSyntaxException same) {
      return same.getDescription().equals(fault.getDescription());
    }
  }

  @Override
  public void find(SearchText text, BitSet wanted, BitSet found) {
    BitSet tried = wanted;
    if (required != null && !required.mayMissIn(text.all())) {
      tried = new BitSet(text.lines());
      required.find(text, wanted, tried);
      tried.and(wanted);
    }
    Automaton automaton = tried.isEmpty() ? null : automata.take();
    if (automaton == null) {
      findAlone(text, tried, found);
      return;
    }
    BitSet likely = new BitSet(text.lines());
    byte[] bytes = text.bytes();
    for (int i = tried.nextSetBit(0); i >= 0; i = tried.nextSetBit(i + 1)) {
      if (!automaton.mayMatch(bytes, text.start(i), text.end(i))) continue;
      boolean sure = automaton.isSure() && isAscii(bytes, text.start(i), text.end(i));
      (sure ? found : likely).set(i);
    }
    automata.giveBack(automaton);
    findAlone(text, likely, found);
  }

  /** Does the same with the library alone. */
  private void findAlone(SearchText text, BitSet tried, BitSet found) {
    Matcher matcher = pattern.matcher("");
    for (int i = tried.nextSetBit(0); i >= 0; i = tried.nextSetBit(i + 1)) {
      if (matcher.reset(text.line(i)).find()) found.set(i);
    }
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) return false;
    }
    return true;
  }
}
