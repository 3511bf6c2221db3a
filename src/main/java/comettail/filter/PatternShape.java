package comettail.filter;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What can be told of a pattern before it is compiled: how large it becomes, and a text that is in
 * whatever it matches. Immutable.
 *
 * <p>The library expands {@code (x{100}){100}} to 10,000 instructions without a bound, and each
 * character of a line may cost a step for each of them; so the size is told first.
 *
 * @param required the longest text that is told easily, or empty
 * @param instructions about how many instructions it becomes
 */
record PatternShape(String required, int instructions) {
  /** How many instructions a pattern may have, those of what is repeated counted each time. */
  static final int MAX_INSTRUCTIONS = 500;

  /** How deep groups may be within groups; the library goes into them by recursion. */
  static final int MAX_DEPTH = 50;

  /**
   * @throws BadTermException if it is too large or too deep, or its parentheses do not match
   */
  static PatternShape of(String pattern, boolean ignoresCase) throws BadTermException {
    Scan scan = new Scan(pattern, ignoresCase);
    scan.run();
    return new PatternShape(scan.isCertain ? scan.longest : "", (int) scan.total());
  }

  /** One pass over a pattern (the syntax page of RE2). */
  private static final class Scan {
    private final String pattern;
    private final boolean ignoresCase;
    private int at;

    // A group, or the whole pattern: how many instructions it has, and its last part.
    private static final class Group {
      final int start;
      long size;
      long last;

      Group(int start) {
        this.start = start;
      }
    }

    private Group group = new Group(0);
    private final Deque<Group> outer = new ArrayDeque<>();

    // Of what is outside of all groups.
    boolean isCertain = true; // no alternatives, and nothing that this pass does not understand
    String longest = "";
    private final StringBuilder run = new StringBuilder();
    private int lastLength; // how many characters of the run the last part is

    Scan(String pattern, boolean ignoresCase) {
      this.pattern = pattern;
      this.ignoresCase = ignoresCase;
    }

    void run() throws BadTermException {
      while (at < pattern.length()) {
        int start = at;
        part();
        if (total() > MAX_INSTRUCTIONS) {
          String bound = "at most " + MAX_INSTRUCTIONS + " steps, repeated ones counted each time";
          throw BadTermException.inPattern(start, "the pattern becomes too large, " + bound);
        }
      }
      endRun();
      if (!outer.isEmpty()) throw BadTermException.inPattern(group.start, "missing closing )");
    }

    private long total() {
      long total = group.size;
      for (Group each : outer) total += each.size;
      return total;
    }

    private void part() throws BadTermException {
      int c = pattern.codePointAt(at);
      switch (c) {
        case '\\' -> escape();
        case '[' -> characterClass();
        case '(' -> open();
        case ')' -> close();
        case '|' -> {
          if (outer.isEmpty()) isCertain = false;
          at++;
          other(1);
        }
        case '*', '?' -> {
          at++;
          repeat(0, 1, 1);
        }
        case '+' -> {
          at++;
          repeat(1, 1, 1);
        }
        case '{' -> braces();
        case '.', '^', '$' -> {
          at++;
          other(1);
        }
        default -> {
          at += Character.charCount(c);
          literal(c);
        }
      }
    }

    private void escape() {
      if (at + 1 == pattern.length()) {
        at++; // refused by the library
        return;
      }
      int c = pattern.codePointAt(at + 1);
      boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      at += 1 + Character.charCount(c);
      if (c == 'Q') {
        quotation();
        return;
      }
      if (c >= '0' && c <= '9') isCertain = false; // of how many digits is not told here
      if (c == 'p' || c == 'P' || c == 'x') {
        boolean inBraces = at < pattern.length() && pattern.charAt(at) == '{';
        int end = inBraces ? pattern.indexOf('}', at) + 1 : at + (c == 'x' ? 2 : 1);
        at = end == 0 ? pattern.length() : Math.min(end, pattern.length());
      }
      if (isLetter || c >= '0' && c <= '9') other(1);
      else literal(c);
    }

    /** Reads what stands between {@code \Q} and {@code \E}, or the end. */
    private void quotation() {
      isCertain = false;
      int end = pattern.indexOf("\\E", at);
      if (end < 0) end = pattern.length();
      group.size += end - at;
      group.last = 1;
      at = Math.min(end + 2, pattern.length());
      endRun();
    }

    private void characterClass() {
      at++;
      if (is('^')) at++;
      if (is(']')) at++;
      while (at < pattern.length() && !is(']')) {
        if (is('\\')) at++;
        else if (pattern.startsWith("[:", at)) {
          int end = pattern.indexOf(":]", at + 2);
          if (end >= 0) at = end + 1;
        }
        at++;
      }
      at = Math.min(at + 1, pattern.length());
      other(1);
    }

    private void open() throws BadTermException {
      endRun();
      if (outer.size() == MAX_DEPTH) {
        throw BadTermException.inPattern(at, "more than " + MAX_DEPTH + " groups in each other");
      }
      outer.push(group);
      group = new Group(at++);
      group.size = 2;
      if (!is('?')) return;
      if (pattern.startsWith("?P<", at) || pattern.startsWith("?<", at)) {
        at = Math.max(at + 1, pattern.indexOf('>', at) + 1);
      } else if (pattern.startsWith("?:", at)) {
        at += 2;
      } else {
        isCertain = false; // flags, which change what comes after them
        at++;
      }
    }

    private void close() throws BadTermException {
      if (outer.isEmpty()) throw BadTermException.inPattern(at, "no ( belongs to this )");
      at++;
      long size = group.size;
      group = outer.pop();
      other(size);
    }

    /** Reads {@code {n}}, {@code {n,}} or {@code {n,m}}; another brace is a character. */
    private void braces() {
      int end = pattern.indexOf('}', at);
      String inner = end < 0 ? "" : pattern.substring(at + 1, end);
      if (!inner.matches("\\d+(,\\d*)?")) {
        at++;
        literal('{');
        return;
      }
      at = end + 1;
      String[] bounds = inner.split(",", -1);
      long min = count(bounds[0]);
      long max = bounds.length == 1 ? min : bounds[1].isEmpty() ? min + 1 : count(bounds[1]);
      repeat(min, Math.max(1, Math.max(min, max)), Math.max(0, max - min));
    }

    private static long count(String digits) {
      return digits.length() > 4 ? 10_000 : Long.parseLong(digits); // 1,000 is the library's bound
    }

    /**
     * Repeats the last part, at least {@code min} times: {@code copies} of it with so many {@code
     * branches}.
     */
    private void repeat(long min, long copies, long branches) {
      if (is('?')) at++; // as few as possible
      group.size += group.last * (copies - 1) + branches;
      group.last = group.last * copies + branches;
      if (min == 0) run.setLength(run.length() - lastLength);
      endRun();
    }

    private void literal(int c) {
      group.size += group.last = 1;
      boolean known = outer.isEmpty() && (c < 0x80 || !ignoresCase);
      if (!known) {
        endRun();
        return;
      }
      run.appendCodePoint(c);
      lastLength = Character.charCount(c);
    }

    /** Takes a part that is no character. */
    private void other(long size) {
      group.size += group.last = size;
      endRun();
    }

    private void endRun() {
      if (run.length() > longest.length()) longest = run.toString();
      run.setLength(0);
      lastLength = 0;
    }

    private boolean is(char c) {
      return at < pattern.length() && pattern.charAt(at) == c;
    }
  }
}
