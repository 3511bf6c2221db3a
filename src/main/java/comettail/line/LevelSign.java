package comettail.line;

import comettail.line.Level.Found;

/**
 * Levels that are no words: the priority of syslog, a letter as glog, Android and MongoDB write it,
 * the signs of Redis, the digits of Cisco's messages.
 */
final class LevelSign {
  private static final int MOST_PRIORITY = 191; // local7.debug

  private LevelSign() {}

  /**
   * Returns the message of a line that containerd wrote, {@code 2026-…Z stderr F message}, or the
   * line itself.
   */
  static LineBytes message(LineBytes line) {
    int from = line.from();
    if (line.at(from + 10) != 'T' || !line.isDigit(from)) return line;
    int end = line.afterToken(from + IsoDate.LENGTH);
    if (!line.isAt(end, " stderr ") && !line.isAt(end, " stdout ")) return line;
    boolean tagged = line.at(end + 8) == 'F' || line.at(end + 8) == 'P';
    if (!tagged || line.at(end + 9) != ' ') return line;
    return new LineBytes(line.bytes(), end + 10, line.to());
  }

  /** Returns the level that stands where the line begins, or null. */
  static Found first(LineBytes line) {
    int from = line.from();
    if (line.at(from) == '<') return priority(line);
    return line.isDigit(from) ? redis(line) : null;
  }

  /** {@code <131>Nov 22 …}, {@code <11>1 2026-…} and {@code <3>message}: syslog, systemd. */
  private static Found priority(LineBytes line) {
    int start = line.from() + 1;
    int end = line.afterDigits(start);
    if (end == start || end > start + 3 || line.at(end) != '>') return null;
    if (line.at(start) == '0' && end > start + 1) return null;
    int priority = 0;
    for (int i = start; i < end; i++) priority = priority * 10 + line.at(i) - '0';
    if (priority > MOST_PRIORITY) return null;
    return new Found(Level.ofSeverity(priority % 8), start, end);
  }

  /** {@code 4711:M 22 Nov 2026 10:15:42.154 # message}. */
  private static Found redis(LineBytes line) {
    int role = line.afterDigits(line.from()) + 1;
    if (line.at(role - 1) != ':' || !line.isCapital(role) || line.at(role + 1) != ' ') return null;
    int i = role;
    for (int token = 0; token < 5; token++) i = line.afterBlanks(line.afterToken(i));
    if (line.at(i - 5) != '.' || !line.isGap(i + 1)) return null;
    return switch (line.at(i)) {
      case '.', '-' -> new Found(Level.DEBUG, i, i + 1);
      case '*' -> new Found(Level.INFO, i, i + 1);
      case '#' -> new Found(Level.WARN, i, i + 1);
      default -> null;
    };
  }

  /** {@code %LINK-3-UPDOWN:} at {@code i}: Cisco's facility, severity and mnemonic. */
  static Found cisco(LineBytes line, int i) {
    int severity = afterName(line, i + 1) + 1;
    if (severity < i + 4 || line.at(severity - 1) != '-' || !line.isNumber(severity, 1))
      return null;
    int end = afterName(line, severity + 2);
    boolean named = line.at(severity + 1) == '-' && end > severity + 2 && line.at(end) == ':';
    if (!named || line.at(severity) > '7') return null;
    return new Found(Level.ofSeverity(line.at(severity) - '0'), severity, severity + 1);
  }

  private static int afterName(LineBytes line, int i) {
    int end = i;
    while (line.isCapital(end) || line.isDigit(end) || line.at(end) == '_') end++;
    return end;
  }

  /** Returns the level of the single letter at {@code i}, or null if it is just a letter. */
  static Found letter(LineBytes line, int i) {
    Level level = Level.ofLetter(line.at(i));
    if (level == null) return null;
    int before = line.at(i - 1);
    boolean said;
    if (before == '[') said = isTornado(line, i);
    else if (before != 0 && before != ' ') said = false;
    else said = isGlog(line, i) || isAndroid(line, i) || isMongo(line, i) || isApt(line, i);
    return said ? new Found(level, i, i + 1) : null;
  }

  /** {@code E1122 10:15:42.154}, glog; with a year, too; {@code E261122 …}, CockroachDB. */
  private static boolean isGlog(LineBytes line, int i) {
    int end = line.afterDigits(i + 1);
    int digits = end - i - 1;
    return (digits == 4 || digits == 6 || digits == 8) && isTime(line, end + 1);
  }

  /** {@code [E 261122 10:15:42 web:17]}, Tornado; {@code [W 2026-11-22 10:15:42.154 App]}. */
  private static boolean isTornado(LineBytes line, int i) {
    if (line.at(i + 1) != ' ') return false;
    return isTime(line, i + 2) || line.isDigit(i + 2) && isTime(line, line.afterToken(i + 2) + 1);
  }

  /** {@code E: Unable to locate package}. */
  private static boolean isApt(LineBytes line, int i) {
    return i == line.from() && line.isAt(i + 1, ": ") && line.at(i) != 'A' && line.at(i) != 'C';
  }

  /**
   * {@code E/Tag(17): …}, {@code 11-22 10:15:42.154 E/Tag(17): …}, {@code 11-22 10:15:42.154 17 18
   * E Tag: …}, and what Android Studio shows.
   */
  private static boolean isAndroid(LineBytes line, int i) {
    int from = line.from();
    boolean dated = line.isDigit(from) && isTime(line, line.afterToken(from) + 1);
    if (line.at(i + 1) == '/') {
      boolean first = i == from || dated && line.tokenBefore(i) == line.afterToken(from) + 1;
      return first && isTag(line, i + 2);
    }
    if (!dated || line.at(i + 1) != ' ') return false;
    if (line.at(i - 2) == ' ' && line.at(i + 2) == ' ') return true;
    int thread = line.tokenBefore(i);
    int process = line.tokenBefore(thread);
    int time = line.tokenBefore(process);
    return isNumeric(line, thread) && isNumeric(line, process) && isTime(line, time);
  }

  /** A tag is a name before a colon, and before that perhaps a process in parentheses. */
  private static boolean isTag(LineBytes line, int i) {
    int end = i;
    while (line.isLetter(end) || line.isDigit(end) || line.at(end) == '_' || line.at(end) == '.') {
      end++;
    }
    if (end == i) return false;
    int process = line.afterBlanks(end);
    if (line.at(process) != '(') return line.isAt(end, ": ");
    return line.isAt(line.afterDigits(line.afterBlanks(process + 1)), "):");
  }

  /** {@code 2026-11-22T10:15:42.154+0100 E NETWORK [listener] …}. */
  private static boolean isMongo(LineBytes line, int i) {
    int from = line.from();
    if (i < from + IsoDate.LENGTH || line.tokenBefore(i) != from || !isTime(line, from + 11))
      return false;
    int component = line.afterBlanks(i + 1);
    int end = afterName(line, component);
    if (line.at(component) == '-') end = component + 1;
    return end > component && line.at(end) == ' ' && line.at(line.afterBlanks(end)) == '[';
  }

  private static boolean isNumeric(LineBytes line, int i) {
    int end = line.afterDigits(i);
    return end > i && line.isGap(end);
  }

  private static boolean isTime(LineBytes line, int i) {
    return line.isNumber(i, 2)
        && line.at(i + 2) == ':'
        && line.isNumber(i + 3, 2)
        && line.at(i + 5) == ':'
        && line.isNumber(i + 6, 2);
  }
}
