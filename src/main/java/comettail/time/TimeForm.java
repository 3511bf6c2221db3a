package comettail.time;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * How a log's lines say when they were written: the shape of the time, and where in the line it
 * stands. It is found once, from some lines, and then read quickly. Immutable; any thread.
 */
public final class TimeForm {
  /** Stands for the time of a line that has none. */
  public static final long NONE = Long.MIN_VALUE;

  /** How far into a line that is no JSON a time is looked for, in bytes. */
  static final int MAX_COLUMN = 256;

  /** How much further than where it was seen a time may stand: an access log begins with names. */
  private static final int MORE_COLUMNS = 64;

  private static final Set<String> KEYS =
      Set.of(
          "time",
          "ts",
          "@timestamp",
          "timestamp",
          "t",
          "$date",
          "date",
          "datetime",
          "eventtime",
          "asctime",
          "timestampseconds",
          "timemillis",
          "timeunixnano",
          "startutc",
          "logged_at",
          "@t",
          "when");

  private static final int LONGEST_KEY = 16;

  private final TimeShape shape;
  private final boolean json;
  private final int reach; // a time begins before this column

  private TimeForm(TimeShape shape, boolean json, int column) {
    this.shape = shape;
    this.json = json;
    this.reach = Math.min(MAX_COLUMN, column + MORE_COLUMNS);
  }

  /** Counts which forms some lines have. Used by one thread at a time. */
  public static final class Finder {
    private final int[] counts = new int[2 * TimeShape.values().length];
    private final int[] columns = new int[counts.length];
    private final TimeScanner scanner = new TimeScanner();

    /** Takes note of the line {@code bytes[from, to)}, in UTF-8. */
    public void add(byte[] bytes, int from, int to) {
      boolean json = isJson(bytes, from, to);
      for (int i = from; (i = next(bytes, from, i, to, json)) < to; i++) {
        for (TimeShape shape : TimeShape.values()) {
          if (!isAt(shape, bytes, from, i, to, json, scanner)) continue;
          int n = 2 * shape.ordinal() + (json ? 1 : 0);
          counts[n]++;
          columns[n] = Math.max(columns[n], i - from);
          return;
        }
      }
    }

    /** Returns the form that most of the lines have, or null if none has one that is known. */
    public TimeForm form() {
      int most = 0;
      for (int n = 1; n < counts.length; n++) {
        if (counts[n] > counts[most]) most = n;
      }
      if (counts[most] == 0) return null;
      return new TimeForm(TimeShape.values()[most / 2], most % 2 == 1, columns[most]);
    }
  }

  /**
   * Returns when the line {@code bytes[from, to)}, in UTF-8, says that it was written, in
   * milliseconds since 1970, or {@link #NONE}: it may go on with the line above it.
   */
  public long millis(byte[] bytes, int from, int to, LogZone zone) {
    if (from == to || json != isJson(bytes, from, to) || isIndented(bytes[from])) return NONE;
    TimeScanner scanner = new TimeScanner();
    int limit = json ? to : Math.min(to, from + reach);
    for (int i = from; (i = next(bytes, from, i, limit, json)) < limit; i++) {
      if (isAt(shape, bytes, from, i, to, json, scanner)) return zone.millis(scanner);
    }
    return NONE;
  }

  private static boolean isIndented(byte first) {
    return first == ' ' || first == '\t';
  }

  private static boolean isJson(byte[] bytes, int from, int to) {
    return to - from > 1 && bytes[from] == '{' && bytes[to - 1] == '}';
  }

  private static boolean isAt(
      TimeShape shape, byte[] bytes, int from, int i, int to, boolean json, TimeScanner scanner) {
    if (shape == TimeShape.EPOCH && !json && !mayBeEpoch(bytes, from, i)) return false;
    if (shape == TimeShape.GLOG && i > from) return false;
    scanner.start(bytes, i, to);
    return shape.read(scanner);
  }

  /** A bare number is a time where a line begins, and after what stands before a value only. */
  private static boolean mayBeEpoch(byte[] bytes, int from, int i) {
    return i == from || "[(=\"".indexOf(bytes[i - 1]) >= 0;
  }

  /** Returns the first index from {@code i} on at which a time may begin, or {@code to}. */
  private static int next(byte[] bytes, int from, int i, int to, boolean json) {
    return json ? nextValue(bytes, i, to) : nextWord(bytes, from, i, to);
  }

  private static int nextWord(byte[] bytes, int from, int i, int to) {
    int limit = Math.min(to, from + MAX_COLUMN);
    for (int at = i; at < limit; at++) {
      if (isPart(bytes[at]) && (at == from || !isPart(bytes[at - 1]))) return at;
    }
    return to;
  }

  private static boolean isPart(byte b) {
    return TimeScanner.isDigit(b) || TimeScanner.isLetter(b);
  }

  /**
   * Returns the start of the next value of a key that stands for a time. A key within a string is
   * none: its quotes are escaped, so that it ends with a backslash.
   */
  private static int nextValue(byte[] bytes, int i, int to) {
    int at = i;
    while (at < to) {
      while (at < to && bytes[at] != '"') at++;
      int key = ++at;
      while (at < to && bytes[at] != '"' && at - key <= LONGEST_KEY) at++;
      if (at >= to || bytes[at] != '"') continue;
      int value = afterColon(bytes, at + 1, to);
      if (value > 0 && isKey(bytes, key, at)) return value;
    }
    return to;
  }

  /** Returns the index of what comes after a colon, and after a quote, or 0 if there is none. */
  private static int afterColon(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == ' ') at++;
    if (at == to || bytes[at++] != ':') return 0;
    while (at < to && bytes[at] == ' ') at++;
    if (at < to && bytes[at] == '"') at++;
    return at;
  }

  private static boolean isKey(byte[] bytes, int from, int to) {
    String key = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    return KEYS.contains(key.toLowerCase(java.util.Locale.ROOT));
  }
}
