package comettail.time;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads the parts of a time from a line, one after the other; each step returns whether its part
 * was there, and takes nothing if it was not. Used by one thread at a time.
 */
final class TimeScanner {
  /** Stands for a part that the line does not say. */
  static final int UNSAID = Integer.MIN_VALUE;

  private static final int MONTH_LETTERS = 3;
  private static final byte[] MONTHS =
      "JanFebMarAprMayJunJulAugSepOctNovDec".getBytes(StandardCharsets.US_ASCII);

  /**
   * Hours from UTC of the abbreviations that are in RFC 5322, section 4.3, and of those in Europe
   * and Asia that stand for one zone only in what servers write.
   */
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("WET", 0),
          Map.entry("CET", 1),
          Map.entry("WEST", 1),
          Map.entry("CEST", 2),
          Map.entry("EET", 2),
          Map.entry("EEST", 3),
          Map.entry("MSK", 3),
          Map.entry("JST", 9),
          Map.entry("EST", -5),
          Map.entry("EDT", -4),
          Map.entry("CST", -6),
          Map.entry("CDT", -5),
          Map.entry("MST", -7),
          Map.entry("MDT", -6),
          Map.entry("PST", -8),
          Map.entry("PDT", -7));

  private static final int SHORTEST_ZONE = 3;
  private static final int LONGEST_ZONE = 4;

  private byte[] bytes;
  private int at;
  private int to;
  private long number; // that was read last
  private int digits; // it had

  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;
  int millis;
  int offsetSeconds; // east of UTC
  long epochMillis; // instead of all these, or UNSAID

  /** Goes to {@code bytes[from, to)}, of which nothing is read yet. */
  void start(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
    year = UNSAID;
    month = day = 1;
    hour = minute = second = millis = 0;
    offsetSeconds = UNSAID;
    epochMillis = UNSAID;
  }

  /** Returns the number that was read last. */
  long number() {
    return number;
  }

  /** Returns how many digits it had. */
  int digits() {
    return digits;
  }

  private int peek() {
    return at < to ? bytes[at] : -1;
  }

  /** Takes {@code c}. */
  boolean take(char c) {
    if (peek() != c) return false;
    at++;
    return true;
  }

  /** Takes any of {@code characters}, and returns it, or 0. */
  char takeAny(String characters) {
    int c = peek();
    if (c < 0 || characters.indexOf(c) < 0) return 0;
    at++;
    return (char) c;
  }

  /** Takes digits, at least {@code min} and at most {@code max}; no other digit may follow. */
  boolean digits(int min, int max) {
    int from = at;
    long n = 0;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && at - from <= max) {
      n = 10 * n + bytes[at++] - '0';
    }
    digits = at - from;
    number = n;
    if (digits >= min && digits <= max) return true;
    at = from;
    return false;
  }

  /** Takes {@code count} digits, whatever follows. */
  private boolean exactly(int count) {
    if (to - at < count) return false;
    long n = 0;
    for (int i = at; i < at + count; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') return false;
      n = 10 * n + bytes[i] - '0';
    }
    at += count;
    number = n;
    return true;
  }

  boolean year() {
    if (!exactly(4)) return false;
    year = (int) number;
    return year >= 1970 && year < 2200;
  }

  /** Takes the month as two digits. */
  boolean month() {
    if (!exactly(2)) return false;
    month = (int) number;
    return month >= 1 && month <= 12;
  }

  /** Takes the month as three letters in English. */
  boolean monthName() {
    if (to - at < MONTH_LETTERS) return false;
    for (int i = 0; i < MONTHS.length; i += MONTH_LETTERS) {
      if (bytes[at] == MONTHS[i]
          && bytes[at + 1] == MONTHS[i + 1]
          && bytes[at + 2] == MONTHS[i + 2]) {
        at += MONTH_LETTERS;
        month = i / MONTH_LETTERS + 1;
        return true;
      }
    }
    return false;
  }

  /** Takes the day as two digits. */
  boolean day() {
    return exactly(2) && setDay();
  }

  /** Takes the day as one or two digits, after a second blank perhaps. */
  boolean shortDay() {
    take(' ');
    return digits(1, 2) && setDay();
  }

  private boolean setDay() {
    day = (int) number;
    return day >= 1 && day <= 31;
  }

  /**
   * Takes {@code 10:15:42}, and a fraction if there is one; {@code AM} or {@code PM} may follow.
   */
  boolean clock() {
    if (!digits(1, 2) || !setHour() || !take(':')) return false;
    if (!exactly(2) || !setMinute() || !take(':')) return false;
    if (!exactly(2) || !setSecond()) return false;
    fraction();
    halfOfDay();
    return !isDigit(peek());
  }

  /** Takes {@code 101542}, and a fraction if there is one. */
  boolean compactClock() {
    if (!exactly(2) || !setHour() || !exactly(2) || !setMinute()) return false;
    if (!exactly(2) || !setSecond()) return false;
    fraction();
    return !isDigit(peek());
  }

  private boolean setHour() {
    hour = (int) number;
    return hour < 24;
  }

  private boolean setMinute() {
    minute = (int) number;
    return minute < 60;
  }

  private boolean setSecond() {
    second = (int) number;
    return second <= 60; // a leap second
  }

  /** Takes a fraction of a second, of which milliseconds count, if there is one. */
  void fraction() {
    int from = at;
    if (takeAny(".,:") == 0 || !isDigit(peek())) {
      at = from;
      return;
    }
    millis = 0;
    for (int scale = 100; isDigit(peek()); scale /= 10) millis += (bytes[at++] - '0') * scale;
  }

  private void halfOfDay() {
    int from = at;
    take(' ');
    char half = takeAny("APap");
    if (half == 0 || takeAny("Mm") == 0 || isLetter(peek()) || hour == 0 || hour > 12) {
      at = from;
      return;
    }
    hour = hour % 12 + (half == 'P' || half == 'p' ? 12 : 0);
  }

  /** Takes the zone, if there is one: {@code Z}, {@code +0100}, {@code -05:30}, {@code CET}. */
  void zone() {
    if (take('Z')) {
      offsetSeconds = 0;
      return;
    }
    int from = at;
    take(' ');
    if (!offset() && !abbreviation()) at = from;
  }

  private boolean offset() {
    char sign = takeAny("+-");
    if (sign == 0 || !exactly(2)) return false;
    long hours = number;
    boolean colon = take(':');
    long minutes = 0;
    if (exactly(2)) minutes = number;
    else if (colon || at < to && bytes[at - 3] == '-') return false; // as in " -12 items"
    if (hours > 14 || minutes > 59 || isDigit(peek())) return false;
    int seconds = (int) (hours * 60 + minutes) * 60;
    offsetSeconds = sign == '-' ? -seconds : seconds;
    return true;
  }

  private boolean abbreviation() {
    int from = at;
    while (at < to && bytes[at] >= 'A' && bytes[at] <= 'Z') at++;
    int length = at - from;
    if (length < SHORTEST_ZONE || length > LONGEST_ZONE) return false;
    Integer hours = ZONES.get(new String(bytes, from, length, StandardCharsets.US_ASCII));
    if (hours == null) return false;
    offsetSeconds = hours * 3600;
    return true;
  }

  /** Returns whether nothing of a word or a number goes on here. */
  boolean ends() {
    return !isDigit(peek()) && !isLetter(peek());
  }

  /** Returns where the scanner is, to come {@link #back} to. */
  int place() {
    return at;
  }

  /** Goes back to {@code place}, and returns true. */
  boolean back(int place) {
    at = place;
    return true;
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(int c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }
}
