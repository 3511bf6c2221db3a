package comettail.line;

import comettail.line.Level.Found;

/**
 * The HTTP status of a request, in the lines of access logs: an error from 500 on, a warning from
 * 400 on, all others are as they should be.
 */
final class LevelStatus {
  private static final int DIGITS = 3;

  private LevelStatus() {}

  /** Returns the level of the status at {@code i}, or null if there is none. */
  static Found at(LineBytes line, int i) {
    if (!line.isNumber(i, DIGITS) || line.at(i) < '1' || line.at(i) > '5') return null;
    Level level = Level.INFO;
    if (line.at(i) == '4') level = Level.WARN;
    if (line.at(i) == '5') level = Level.ERROR;
    return new Found(level, i, i + DIGITS);
  }

  private static Found field(LineBytes line, int i) {
    return line.isGap(i + DIGITS) ? at(line, i) : null;
  }

  /**
   * Returns the level of a line that has something in quotes, at {@code open} and {@code close}, if
   * that is a request: the status stands after it, or further before it.
   */
  static Found quoted(LineBytes line, int open, int close) {
    boolean request = isRequest(line, open + 1, close);
    if (request || line.isAt(open - 2, "] ")) {
      Found after = line.at(close + 1) == ' ' ? field(line, close + 2) : null;
      if (after != null) return after;
    }
    if (!request) return null;
    Found balancer = balancer(line, open);
    return balancer != null ? balancer : haproxy(line, open);
  }

  private static boolean isRequest(LineBytes line, int start, int end) {
    if (line.isAt(end - 8, "HTTP/") || line.isAt(end - 6, "HTTP/")) return true;
    int method = line.afterLetters(start);
    LevelWord word = LevelWord.at(line.bytes(), start, method);
    return word != null && word.use() == LevelWord.Use.METHOD && line.isAt(method, " /");
  }

  /** Of AWS: {@code 0.001 0.002 0.000 503 503 34 366 "GET …}, the first of the two. */
  private static Found balancer(LineBytes line, int open) {
    int sent = line.tokenBefore(open);
    int received = line.tokenBefore(sent);
    int target = line.tokenBefore(received);
    if (!line.isDigit(sent) || !line.isDigit(received)) return null;
    if (!line.isNumber(target, DIGITS) && line.at(target) != '-') return null;
    return field(line, line.tokenBefore(target));
  }

  /** {@code 0/0/0/1/1 503 1543 - - ---- 1/1/0/0/0 0/0 "GET …}, after the five times. */
  private static Found haproxy(LineBytes line, int open) {
    for (int i = line.from(); i < open; i = line.afterBlanks(line.afterToken(i))) {
      if (isTimes(line, i)) return field(line, line.afterToken(i) + 1);
    }
    return null;
  }

  private static boolean isTimes(LineBytes line, int start) {
    int slashes = 0;
    for (int i = start; !line.isGap(i); i++) {
      if (line.at(i) == '/') slashes++;
      else if (!line.isDigit(i) && line.at(i) != '-' && line.at(i) != '+') return false;
    }
    return slashes == 4;
  }

  /** Returns the level of a line with a method at {@code [start, end)} that isn't in quotes. */
  static Found bare(LineBytes line, int start, int end) {
    if (line.at(end) == '\t') return cloudFront(line, end);
    if (line.at(end) != ' ') return null;
    Found squid = squid(line, start);
    if (squid != null || line.at(end + 1) != '/') return squid;
    Found morgan = morgan(line, line.afterToken(end + 1) + 1);
    return morgan != null ? morgan : iis(line, start);
  }

  /** {@code GET⇥d111.cloudfront.net⇥/orders⇥503⇥}. */
  private static Found cloudFront(LineBytes line, int end) {
    int path = line.afterToken(end + 1) + 1;
    return line.at(path) == '/' ? field(line, line.afterToken(path) + 1) : null;
  }

  /** {@code TCP_MISS/503 1543 GET http://…}. */
  private static Found squid(LineBytes line, int start) {
    int size = line.tokenBefore(start);
    int result = line.tokenBefore(size);
    int slash = line.beforeBlanks(size) - DIGITS - 1;
    boolean said = line.isDigit(size) && line.isCapital(result) && line.at(slash) == '/';
    return said ? field(line, slash + 1) : null;
  }

  /** {@code GET /orders 503 12.345 ms - 17}: what Express writes, for developers. */
  private static Found morgan(LineBytes line, int i) {
    Found found = field(line, line.afterColours(i));
    if (found == null) return null;
    int millis = line.afterBlanks(line.afterColours(found.end()));
    return line.isAt(line.afterToken(millis), " ms ") ? found : null;
  }

  /** {@code 2026-11-22 10:15:42 10.0.0.9 GET /orders - … 503 0 0 15}: the fourth from the end. */
  private static Found iis(LineBytes line, int method) {
    int date = line.from();
    int time = line.afterToken(date) + 1;
    int server = line.afterToken(time) + 1;
    boolean dated = line.isNumber(date, 4) && line.at(date + 4) == '-' && line.isNumber(time, 2);
    if (!dated || line.tokenBefore(method) != server) return null;
    int field = line.to();
    for (int n = 0; n < 3; n++) {
      field = line.tokenBefore(field);
      if (!line.isDigit(field) || field <= method) return null;
    }
    return field(line, line.tokenBefore(field));
  }

  /** {@code | 503 |} at {@code i}: Gin, Fiber. */
  static Found column(LineBytes line, int i) {
    return line.isAt(i + 5, " |") && line.at(i + 1) == ' ' ? at(line, i + 2) : null;
  }
}
