package comettail.line;

/**
 * The bytes of a line, {@code bytes[from, to)}, that can be asked for at any index: beyond the ends
 * of the line there is 0. Immutable; any thread.
 */
record LineBytes(byte[] bytes, int from, int to) {
  private static final int ESCAPE = 0x1B;

  int at(int i) {
    return i >= from && i < to ? bytes[i] : 0;
  }

  /** Returns whether this text, of ASCII, stands at {@code i}. */
  boolean isAt(int i, String text) {
    for (int n = 0; n < text.length(); n++) {
      if (at(i + n) != text.charAt(n)) return false;
    }
    return true;
  }

  boolean isDigit(int i) {
    int b = at(i);
    return b >= '0' && b <= '9';
  }

  boolean isLetter(int i) {
    int b = at(i) | 0x20;
    return b >= 'a' && b <= 'z';
  }

  boolean isCapital(int i) {
    int b = at(i);
    return b >= 'A' && b <= 'Z';
  }

  /** Returns whether there is a blank or a tab at {@code i}, or no more of the line. */
  boolean isGap(int i) {
    int b = at(i);
    return b == ' ' || b == '\t' || b == 0;
  }

  /** Returns whether there are this many digits at {@code i}, and no more. */
  boolean isNumber(int i, int digits) {
    return afterDigits(i) == i + digits;
  }

  int afterDigits(int i) {
    int end = i;
    while (isDigit(end)) end++;
    return end;
  }

  int afterLetters(int i) {
    int end = i;
    while (isLetter(end)) end++;
    return end;
  }

  int afterBlanks(int i) {
    int end = i;
    while (at(end) == ' ' || at(end) == '\t') end++;
    return end;
  }

  /** Returns the index after the blanks that end before {@code i}: after a word, or the start. */
  int beforeBlanks(int i) {
    int end = i;
    while (at(end - 1) == ' ' || at(end - 1) == '\t') end--;
    return end;
  }

  /** Returns the index after what stands at {@code i} without a blank in it. */
  int afterToken(int i) {
    int end = i;
    while (!isGap(end)) end++;
    return end;
  }

  /** Returns the start of the last token that ends before {@code i}, or {@code from}. */
  int tokenBefore(int i) {
    int start = beforeBlanks(i);
    while (!isGap(start - 1)) start--;
    return start;
  }

  /**
   * Returns the index after the colours at {@code i}: control sequences of a terminal (ECMA-48), as
   * they are or with their first byte as JSON writes it.
   */
  int afterColours(int i) {
    if (at(i) != ESCAPE && at(i) != '\\') return i;
    int end = i;
    while (true) {
      int parameters = end + escapeLength(end);
      if (parameters == end || at(parameters) != '[') return end;
      int last = parameters + 1;
      while (isDigit(last) || at(last) == ';') last++;
      if (!isLetter(last)) return end;
      end = last + 1;
    }
  }

  private int escapeLength(int i) {
    if (at(i) == ESCAPE) return 1;
    return isAt(i, "\\u001b") || isAt(i, "\\u001B") ? 6 : 0;
  }
}
