package comettail.filter;

/**
 * Tells a line that goes on with the one above it, as those of a stack trace do, by its own text:
 * nothing else need be known of a log, and a search finds the same wherever it begins.
 */
final class Continuation {
  private static final String[] BEGINNINGS = {
    "Caused by: ", // Java
    "Suppressed: ",
    "... ",
    "Traceback (most recent call last)", // Python
    "During handling of the above exception",
    "The above exception was the direct cause",
    "--- End of ", // .NET
  };

  private static final String[] THROWN = {"Exception", "Error", "Throwable", "Warning"};

  private Continuation() {}

  /** Returns whether {@code text[from, to)} is such a line. */
  static boolean is(String text, int from, int to) {
    if (from == to) return false;
    char first = text.charAt(from);
    if (first == ' ' || first == '\t') return true;
    if (first == '}' || first == ')' || first == ']') return isClosing(text, from + 1, to);
    for (String beginning : BEGINNINGS) {
      if (text.startsWith(beginning, from) && to - from >= beginning.length()) return true;
    }
    return isThrown(text, from, to);
  }

  /** Returns whether nothing but a comma or a semicolon follows a closing bracket. */
  private static boolean isClosing(String text, int from, int to) {
    return from == to || from + 1 == to && (text.charAt(from) == ',' || text.charAt(from) == ';');
  }

  /** Returns whether a line begins with what was thrown: {@code java.io.IOException: no space}. */
  private static boolean isThrown(String text, int from, int to) {
    int end = from;
    while (end < to && isNamePart(text.charAt(end))) end++;
    if (end < to && text.charAt(end) != ':') return false;
    for (String thrown : THROWN) {
      int start = end - thrown.length();
      if (start > from && text.startsWith(thrown, start)) return true;
    }
    return false;
  }

  private static boolean isNamePart(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '$';
  }
}
