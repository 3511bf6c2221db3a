package comettail.line;

import comettail.line.Level.Found;
import comettail.line.LevelWord.Use;

/**
 * The places in the head of a line where a level word is a level, told by what stands on its left
 * and on its right. Words in capitals may stand in more of them, since sentences have few of those.
 * An index {@code left} is that of the byte before a word, {@code right} of the one after it,
 * colours aside.
 */
final class LevelPlace {
  private static final WordTable<Boolean> FACILITIES =
      WordTable.of(
          "kern user mail daemon auth authpriv syslog lpr news uucp cron ftp"
              + " local0 local1 local2 local3 local4 local5 local6 local7");

  private LevelPlace() {}

  /** Returns whether what stands before {@code left} is set apart from what follows. */
  static boolean isSeparated(LineBytes line, int left) {
    int before = line.at(line.beforeBlanks(left + 1) - 1);
    return before != 0 && ":|])>,;-=".indexOf(before) >= 0;
  }

  /**
   * Returns whether the colon at {@code i} is that of an exception ({@code SQLException: …}) or of
   * what PostgreSQL says more about the line above ({@code DETAIL: …}).
   */
  static boolean isTitle(LineBytes line, int i) {
    if (line.isAt(i - 9, "Exception")) return true;
    if (line.isAt(i - 5, "Error") && line.isLetter(i - 6)) return true;
    return line.isAt(i + 1, "  ") && isCapitals(line, i - 4, i);
  }

  /** Returns the level that is the value of the key {@code [start, end)}, or null. */
  static Found value(LineBytes line, int start, int end) {
    boolean colon = line.at(end) == ':' && !line.isAt(start, "at");
    if (!colon && line.at(end) != '=' || !isKey(line, start)) return null;
    int value = colon ? line.afterBlanks(end + 1) : end + 1;
    boolean quoted = line.at(value) == '"';
    value = line.afterColours(quoted ? value + 1 : value);
    int last = line.afterLetters(value);
    int right = line.afterColours(last);
    boolean ends = line.isGap(right) || "\",;)]}>+-".indexOf(line.at(right)) >= 0;
    Level level = ends ? LevelWord.value(line.bytes(), value, last) : null;
    return level == null ? null : new Found(level, value, last);
  }

  /** A key begins where nothing is before it, or after {@code log.} or {@code log_}. */
  private static boolean isKey(LineBytes line, int start) {
    int before = line.at(start - 1);
    if (before == '.' || before == '_') {
      return line.isAt(start - 4, "log") && line.isGap(start - 5);
    }
    return line.isGap(start - 1) || "[({,;@".indexOf(before) >= 0;
  }

  /** Returns the level of {@code status=503}, whose key ends at {@code end}, or null. */
  static Found status(LineBytes line, int left, int end) {
    boolean said = line.isGap(left) && line.at(end) == '=' && line.isGap(end + 4);
    return said ? LevelStatus.at(line, end + 1) : null;
  }

  /** Returns whether the level word {@code [start, end)} is a level, as far as its sides tell. */
  static boolean isLevel(LineBytes line, Use use, int start, int end, int left, int right) {
    boolean capitals = isCapitals(line, start, end);
    return switch (use) {
      case LEVEL, ORDINARY ->
          capitals
              ? begins(line, left, right) && ends(line, start, left, right)
              : isSetOff(line, left, right)
                  || use == Use.LEVEL && isWritten(line, start, end, left, right);
      case LOG ->
          capitals
              && (line.isAt(right, ":  ")
                  || line.isAt(right, " [")
                  || inBrackets(line, left, right));
      case BRACKETED -> inBrackets(line, left, right);
      case BEGINNING -> !capitals && left < line.from() && isMessage(line, right);
      case PARENTHESISED -> capitals && line.at(left) == '(' && line.at(right) == ')';
      case KEY, STATUS, METHOD -> false;
    };
  }

  private static boolean isCapitals(LineBytes line, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!line.isCapital(i)) return false;
    }
    return true;
  }

  /** Returns whether a level in capitals may begin after {@code left}. */
  private static boolean begins(LineBytes line, int left, int right) {
    return switch (line.at(left)) {
      case 0, ' ', '\t', '[', ']', '(', ')', '<', '>', '{', '}', '|', ':', ';', ',', '"', '*' ->
          true;
      case '=' -> left == line.from(); // =ERROR REPORT====, of Erlang
      case '.' -> line.at(line.from()) == '[' && line.at(right) == ':'; // app.ERROR:, of Monolog
      case '/' -> isThread(line, left, right);
      default -> false;
    };
  }

  /** {@code [Server thread/WARN]}, of Minecraft, and no path. */
  private static boolean isThread(LineBytes line, int slash, int right) {
    int i = slash - 1;
    while (line.at(i) == ' ' || line.at(i) == '-' || line.isLetter(i) || line.isDigit(i)) i--;
    return line.at(right) == ']' && line.at(i) == '[';
  }

  /** Returns whether a level in capitals may end before {@code right}. */
  private static boolean ends(LineBytes line, int start, int left, int right) {
    return switch (line.at(right)) {
      case 0, ' ', '\t', ']', '[', '|', ';', '}' -> true;
      case ':' -> !isZero(line, right + 1);
      case ')' -> line.at(left) == '(';
      case '"' -> line.at(left) == '"';
      case '*' -> line.at(left) == '*';
      case '>' -> line.at(left) == '<' || line.isGap(right + 1); // ERROR> of Log4perl
      case ',' -> !line.isGap(right + 1) || line.at(left) == ',';
      case '+' -> line.isDigit(right + 1); // ERROR+4, of Go's slog
      case '!' -> line.isAt(start, "ERR!"); // of npm
      case '/' -> line.at(left - 1) == ':' && line.isCapital(right + 1); // of Celery
      case '\\' -> line.at(right + 1) == 't';
      case '1', '2', '3', '4', '5' -> line.isAt(start, "DEBUG") && line.at(right + 1) == ':';
      default -> false;
    };
  }

  /** {@code ERROR: 0} counts errors. */
  private static boolean isZero(LineBytes line, int i) {
    int value = line.afterBlanks(i);
    return line.at(value) == '0' && (line.at(value + 1) == 0 || line.at(value + 1) == ',');
  }

  /** Returns whether a level in lower case is in brackets or has the same sign on both sides. */
  private static boolean isSetOff(LineBytes line, int left, int right) {
    int before = line.beforeBlanks(left + 1) - 1;
    int after = line.afterBlanks(right);
    if (inBrackets(line, left, right) || isLast(line, left, right)) return true;
    if (line.at(left) == '\t' || left < line.from()) {
      return line.at(right) == '\t' || line.isAt(right, "\\t");
    }
    if (line.at(left) == '<') return line.at(right) == '>' && line.at(left - 1) == ' ';
    if (line.at(before) == '|') return line.at(after) == '|';
    if (line.isAt(before - 1, " - ")) return line.isAt(after - 1, " - ");
    boolean column = line.isAt(left - 1, "  ") || line.isAt(left - 1, ", ");
    return column && line.isAt(right, "  ");
  }

  /** {@code [error]}, {@code [ warn]}. */
  private static boolean inBrackets(LineBytes line, int left, int right) {
    return line.at(line.beforeBlanks(left + 1) - 1) == '['
        && line.at(line.afterBlanks(right)) == ']';
  }

  /** {@code [core:error]}, of Apache; {@code [ns_server:error,2026-…}, of Couchbase. */
  private static boolean isLast(LineBytes line, int left, int right) {
    if (line.at(left) != ':' || line.at(right) != ']' && line.at(right) != ',') return false;
    int i = left - 1;
    while (line.isLetter(i) || line.isDigit(i) || line.at(i) == '_') i--;
    return i < left - 1 && line.at(i) == '[';
  }

  /** Returns whether a level in lower case stands as programs write it before a message. */
  private static boolean isWritten(LineBytes line, int start, int end, int left, int right) {
    int before = line.at(line.beforeBlanks(left + 1) - 1);
    if (line.at(left) == '.') return line.at(right) == ' ' && isFacility(line, left);
    if (line.isAt(right, " :") || line.isAt(right, "  ")) { // kern  :err   : message
      return before == ':' && line.at(line.afterBlanks(right)) == ':';
    }
    if (!line.isGap(left)) return false;
    if (line.at(right) == '/') return before == ']' && line.isCapital(right + 1); // of Icinga
    if (line.at(right) == '[') { // error[E0308]: of rustc
      return left < line.from() && line.at(right + 1) == 'E' && line.isDigit(right + 2);
    }
    if (line.isAt(right, " error: ")) return line.isAt(start + 1, "atal"); // of PHP, and Go
    return isMessage(line, right);
  }

  /** {@code daemon.err}, of BusyBox. */
  private static boolean isFacility(LineBytes line, int dot) {
    int start = dot;
    while (line.isLetter(start - 1) || line.isDigit(start - 1)) start--;
    return line.isGap(start - 1) && FACILITIES.at(line.bytes(), start, dot) != null;
  }

  /** A message has several words, or an event's number; {@code debug: true} is none. */
  private static boolean isMessage(LineBytes line, int colon) {
    if (line.at(colon) != ':' || !line.isGap(colon + 1) || isZero(line, colon + 1)) return false;
    int end = line.afterToken(line.afterBlanks(colon + 1));
    return line.at(end - 1) == ']' || line.at(line.afterBlanks(end)) != 0;
  }
}
