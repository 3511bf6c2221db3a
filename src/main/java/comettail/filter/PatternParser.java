package comettail.filter;

import comettail.filter.PatternNode.Chars;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a pattern that the library has accepted (the syntax page of RE2), for an {@link Automaton}.
 * Used by one thread.
 */
final class PatternParser {
  private static final Chars DIGITS = Chars.of('0', '9');
  private static final Chars LETTERS = Chars.of('A', 'Z').and(Chars.of('a', 'z'));
  private static final Chars WORD = DIGITS.and(LETTERS).and(Chars.of('_'));
  private static final Chars SPACE = Chars.of("\t\n\f\r ");

  private final String pattern;
  private int at;
  private boolean ignoresCase;
  private boolean exact = true;

  /** Thrown when a pattern has something that is not told here. */
  static final class UntoldException extends Exception {
    private static final long serialVersionUID = 1;

    UntoldException() {
      super(null, null, false, false);
    }
  }

  PatternParser(String pattern, boolean ignoresCase) {
    this.pattern = pattern;
    this.ignoresCase = ignoresCase;
  }

  /**
   * Returns what the pattern is, or more than that.
   *
   * @throws UntoldException if it has something that is not told here
   */
  PatternNode parse() throws UntoldException {
    PatternNode all = either();
    if (at < pattern.length()) throw new UntoldException();
    return all;
  }

  /** Returns whether it is no more than the pattern in lines of ASCII. */
  boolean isExact() {
    return exact;
  }

  private PatternNode either() throws UntoldException {
    List<PatternNode> any = new ArrayList<>();
    do any.add(sequence());
    while (take('|'));
    return any.size() == 1 ? any.get(0) : new PatternNode.Any(any);
  }

  private PatternNode sequence() throws UntoldException {
    List<PatternNode> all = new ArrayList<>();
    while (at < pattern.length() && !is('|') && !is(')')) {
      if (pattern.startsWith("\\Q", at)) quotation(all);
      else all.add(repeated(part()));
    }
    return new PatternNode.All(all);
  }

  private void quotation(List<PatternNode> all) throws UntoldException {
    int end = pattern.indexOf("\\E", at);
    String quoted = pattern.substring(at + 2, end < 0 ? pattern.length() : end);
    at = end < 0 ? pattern.length() : end + 2;
    if (quoted.isEmpty()) throw new UntoldException(); // what is repeated is before it
    int[] characters = quoted.codePoints().toArray();
    for (int i = 0; i < characters.length - 1; i++) all.add(character(characters[i]));
    all.add(repeated(character(characters[characters.length - 1])));
  }

  private PatternNode part() throws UntoldException {
    int c = next();
    return switch (c) {
      case '(' -> group();
      case '[' -> characterClass();
      case '.' -> Chars.ANY;
      case '^' -> new PatternNode.Begin();
      case '$' -> new PatternNode.End();
      case '\\' -> escape();
      default -> character(c);
    };
  }

  /** Returns {@code c} itself, in either case perhaps. */
  private PatternNode character(int c) {
    if (ignoresCase) return inAnyCase(Chars.of(c));
    if (c <= 0x7F || c == 0xFFFD) return Chars.of(c); // which stands for what is malformed, too
    byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
    List<PatternNode> all = new ArrayList<>();
    for (byte b : bytes) all.add(new PatternNode.Byte(b & 0xFF));
    return new PatternNode.All(all);
  }

  private Chars inAnyCase(Chars some) {
    Chars all = some.inAnyCase();
    if (some.beyond() && !all.sameAscii(some)) exact = false;
    return all;
  }

  private PatternNode group() throws UntoldException {
    boolean before = ignoresCase;
    if (take('?')) {
      if (take('P')) name();
      else if (is('<')) name();
      else if (flags()) return new PatternNode.All(List.of()); // until the group around it ends
    }
    PatternNode inner = either();
    if (!take(')')) throw new UntoldException();
    ignoresCase = before;
    return inner;
  }

  private void name() throws UntoldException {
    int end = pattern.indexOf('>', at);
    if (end < 0) throw new UntoldException();
    at = end + 1;
  }

  /** Takes flags, and returns whether they stand alone. */
  private boolean flags() throws UntoldException {
    boolean on = true;
    while (true) {
      switch (next()) {
        case 'i' -> ignoresCase = on;
        case 'm', 's', 'U' -> {} // a line has no newline, and whether it matches is all
        case '-' -> on = false;
        case ':' -> {
          return false;
        }
        case ')' -> {
          return true;
        }
        default -> throw new UntoldException();
      }
    }
  }

  private PatternNode escape() throws UntoldException {
    int c = next();
    switch (c) {
      case 'A':
        return new PatternNode.Begin();
      case 'z':
        return new PatternNode.End();
      case 'b', 'B':
        exact = false;
        return new PatternNode.All(List.of());
      default:
        Chars some = escaped(c);
        if (some == null) return character(escapedCharacter(c));
        return ignoresCase ? inAnyCase(some) : some;
    }
  }

  /** Returns the characters that an escape stands for, or null if it stands for one. */
  private Chars escaped(int c) throws UntoldException {
    switch (c) {
      case 'd':
        return DIGITS;
      case 'D':
        return DIGITS.others();
      case 's':
        return SPACE;
      case 'S':
        return SPACE.others();
      case 'w':
        return WORD;
      case 'W':
        return WORD.others();
      case 'p', 'P':
        if (next() == '{') {
          int end = pattern.indexOf('}', at);
          if (end < 0) throw new UntoldException();
          at = end + 1;
        }
        exact = false;
        return Chars.ANY;
      default:
        return null;
    }
  }

  private int escapedCharacter(int c) throws UntoldException {
    return switch (c) {
      case 'a' -> 0x07;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      case 'x' -> hexadecimal();
      default -> {
        if (c <= 0x7F && WORD.has(c) && c != '_') throw new UntoldException();
        yield c;
      }
    };
  }

  private int hexadecimal() throws UntoldException {
    boolean inBraces = take('{');
    int end = inBraces ? pattern.indexOf('}', at) : at + 2;
    try {
      int c = Integer.parseInt(pattern.substring(at, end), 16);
      at = inBraces ? end + 1 : end;
      return c;
    } catch (NumberFormatException | StringIndexOutOfBoundsException none) {
      throw new UntoldException();
    }
  }

  private PatternNode characterClass() throws UntoldException {
    boolean others = take('^');
    Chars all = Chars.NONE;
    for (boolean first = true; first || !is(']'); first = false) {
      if (pattern.startsWith("[:", at)) all = all.and(named());
      else all = all.and(range());
    }
    at++;
    if (ignoresCase) all = inAnyCase(all);
    if (!others) return all;
    return exact ? all.others() : Chars.ANY; // of more than there is the others are too few
  }

  private Chars range() throws UntoldException {
    int from = next();
    if (from == '\\') {
      int escape = next();
      Chars some = escaped(escape);
      if (some != null) return some;
      from = escapedCharacter(escape);
    }
    boolean isRange = is('-') && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']';
    if (!isRange) return Chars.of(from, from);
    at++;
    int to = next();
    if (to == '\\') to = escapedCharacter(next());
    return Chars.of(from, to);
  }

  private Chars named() throws UntoldException {
    int end = pattern.indexOf(":]", at + 2);
    if (end < 0) throw new UntoldException();
    String name = pattern.substring(at + 2, end);
    at = end + 2;
    boolean others = name.startsWith("^");
    Chars some =
        switch (others ? name.substring(1) : name) {
          case "alnum" -> LETTERS.and(DIGITS);
          case "alpha" -> LETTERS;
          case "ascii" -> Chars.of(0, 0x7F);
          case "blank" -> Chars.of("\t ");
          case "cntrl" -> Chars.of(0, 0x1F).and(Chars.of(0x7F));
          case "digit" -> DIGITS;
          case "graph" -> Chars.of('!', '~');
          case "lower" -> Chars.of('a', 'z');
          case "print" -> Chars.of(' ', '~');
          case "punct" -> Chars.of("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
          case "space" -> SPACE.and(Chars.of(0x0B));
          case "upper" -> Chars.of('A', 'Z');
          case "word" -> WORD;
          case "xdigit" -> DIGITS.and(Chars.of('A', 'F')).and(Chars.of('a', 'f'));
          default -> throw new UntoldException();
        };
    if (!others) return some;
    if (ignoresCase) exact = false;
    return some.others();
  }

  private PatternNode repeated(PatternNode part) throws UntoldException {
    PatternNode all = part;
    while (at < pattern.length()) {
      if (take('*')) all = new PatternNode.Repeat(all, 0, -1);
      else if (take('+')) all = new PatternNode.Repeat(all, 1, -1);
      else if (take('?')) all = new PatternNode.Repeat(all, 0, 1);
      else if (!is('{')) return all;
      else {
        int end = pattern.indexOf('}', at);
        String inner = end < 0 ? "" : pattern.substring(at + 1, end);
        if (!inner.matches("\\d{1,4}(,\\d{0,4})?")) return all; // the brace is a character
        at = end + 1;
        String[] bounds = inner.split(",", -1);
        int min = Integer.parseInt(bounds[0]);
        int max = bounds.length == 1 ? min : bounds[1].isEmpty() ? -1 : Integer.parseInt(bounds[1]);
        all = new PatternNode.Repeat(all, min, max);
      }
      take('?'); // as few as possible, which are as many lines
    }
    return all;
  }

  private int next() throws UntoldException {
    if (at >= pattern.length()) throw new UntoldException();
    int c = pattern.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private boolean is(char c) {
    return at < pattern.length() && pattern.charAt(at) == c;
  }

  private boolean take(char c) {
    if (!is(c)) return false;
    at++;
    return true;
  }
}
