package comettail.line;

import comettail.line.Level.Found;
import java.util.HashMap;
import java.util.Map;

/**
 * The level of a JSON object, told by the keys that logging libraries give it. A key counts where
 * they put it: most of them only in the outermost object, since what lies deeper is what the line
 * is about. Used by one thread, for one object.
 */
final class LevelFields {
  private enum Key {
    /** A level, in the outermost object or in that of a {@link #PARENT}. */
    LEVEL,
    /** A level that is no number, in the same places. */
    SEVERITY,
    /** A level wherever it stands. */
    LEVEL_ANYWHERE,
    /** A number from 1 to 24, of OpenTelemetry. */
    OTEL_NUMBER,
    /** A severity of syslog in quotes, of systemd's journal. */
    PRIORITY,
    /** A letter, of MongoDB. */
    MONGO,
    /** An HTTP status. */
    STATUS,
    STATUS_ANYWHERE,
    /** An object that has a level within; Docker has a line as text there. */
    LOG,
    PARENT,
    /** The name of a level that is an object. */
    NAME,
    GELF,
    VERSION,
    CLEF_TIME,
    CLEF_TEXT
  }

  private static final WordTable<Key> KEYS = new WordTable<>(keys());
  private static final int PARENT_OF_LEVEL = 1;
  private static final int PARENT_OF_NAME = 2;

  private final LineBytes line;
  private final int from;
  private final boolean escaped; // a quote is \" since the object is within a string

  private int depth;
  private long parents; // two bits for each object and array around this place
  private int parent; // of what a key may have opened

  private int numberAt; // a number that is a level in GELF
  private boolean gelf;
  private boolean clefTime;
  private boolean clefText;
  private Found status;
  private int logAt;

  private LevelFields(LineBytes line, int from, boolean escaped) {
    this.line = line;
    this.from = from;
    this.escaped = escaped;
  }

  /** Returns whether an object may begin at {@code i}. */
  static boolean isObject(LineBytes line, int i) {
    return line.at(i) == '{' && line.at(line.afterBlanks(i + 1)) == '"';
  }

  /** Returns the level of the object at {@code from}, or null. */
  static Found find(LineBytes line, int from) {
    return new LevelFields(line, from, false).find();
  }

  private Found find() {
    for (int i = from; i < line.to(); ) {
      switch (line.at(i)) {
        case '{', '[' -> open();
        case '}', ']' -> {
          depth--;
          parents >>>= 2;
        }
        case '"', '\\' -> {
          int start = i + quote();
          int end = stringEnd(start);
          i = Math.min(end + quote(), line.to());
          int colon = line.afterBlanks(i);
          if (line.at(colon) != ':') continue;
          i = line.afterBlanks(colon + 1);
          Found found = field(KEYS.at(line.bytes(), start, end), i);
          if (found != null) return found;
          continue;
        }
        default -> {}
      }
      i++;
    }
    return last();
  }

  private void open() {
    depth++;
    parents = parents << 2 | parent;
    parent = 0;
  }

  private int quote() {
    return escaped ? 2 : 1;
  }

  /** Returns where the string that begins at {@code i} ends: at its quote, or with the line. */
  private int stringEnd(int start) {
    byte[] bytes = line.bytes();
    int i = start;
    while (i < line.to() && bytes[i] != '"') {
      if (bytes[i] != '\\') i++;
      else if (!escaped) i += 2;
      else if (line.at(i + 1) == '"') return i;
      else if (line.at(i + 1) != '\\') i += 2;
      else i += line.at(i + 2) == '\\' ? 4 : 3; // what is escaped within, twice
    }
    return Math.min(i, line.to());
  }

  /** Takes note of a key whose value begins at {@code i}, and returns its level, if it is one. */
  private Found field(Key key, int i) {
    parent = 0;
    if (key == null) return null;
    boolean outermost = depth == 1;
    switch (key) {
      case LEVEL -> {
        if (outermost || isWithin(PARENT_OF_LEVEL)) return level(i);
      }
      case SEVERITY -> {
        if (outermost || isWithin(PARENT_OF_LEVEL)) return word(i);
      }
      case LEVEL_ANYWHERE -> {
        return level(i);
      }
      case NAME -> {
        if (isWithin(PARENT_OF_NAME)) return word(i);
      }
      case OTEL_NUMBER -> {
        return openTelemetry(i);
      }
      case PRIORITY -> {
        if (outermost) return priority(i);
      }
      case MONGO -> {
        if (outermost && line.isAt(from, "{\"t\":")) return mongo(i);
      }
      case STATUS -> {
        if (outermost) keepStatus(i);
      }
      case STATUS_ANYWHERE -> keepStatus(i);
      case LOG -> {
        parent = PARENT_OF_LEVEL;
        if (outermost && line.at(i) == '"') logAt = i + 1;
      }
      case PARENT -> parent = PARENT_OF_LEVEL;
      case GELF -> gelf = true;
      case VERSION -> gelf |= line.isAt(i + quote(), "1.1");
      case CLEF_TIME -> clefTime = true;
      case CLEF_TEXT -> clefText = true;
    }
    return null;
  }

  private boolean isWithin(int kind) {
    return (parents & 3) == kind;
  }

  private Found level(int i) {
    if (line.isDigit(i)) return number(i);
    if (line.at(i) != '{') return word(i);
    parent = PARENT_OF_NAME;
    return null;
  }

  /** A word in quotes, perhaps coloured or padded, or such as {@code "ERROR+4"}. */
  private Found word(int i) {
    if (line.at(i + quote() - 1) != '"') return null;
    int start = line.afterBlanks(line.afterColours(i + quote()));
    int end = line.afterLetters(start);
    int after = line.afterBlanks(line.afterColours(end));
    boolean whole = line.at(after + quote() - 1) == '"';
    boolean shifted = "+-".indexOf(line.at(end)) >= 0 && line.isDigit(end + 1);
    Level level = whole || shifted ? LevelWord.value(line.bytes(), start, end) : null;
    return level == null ? null : new Found(level, start, end);
  }

  /** Of pino and bunyan, 10 to 60; of Monolog, 100 to 600; of GELF, 0 to 7. */
  private Found number(int i) {
    int end = line.afterDigits(i);
    int first = line.at(i) - '0';
    switch (end - i) {
      case 1 -> numberAt = i;
      case 2 -> {
        if (first >= 1 && first <= 6) return new Found(Level.ofRank(first - 1), i, end);
      }
      case 3 -> {
        if (first >= 1 && first <= 6) return new Found(Level.ofRank(first), i, end);
      }
      default -> {}
    }
    return null;
  }

  /** 1 to 4 is trace, 5 to 8 debug, and so on to 24. */
  private Found openTelemetry(int i) {
    int end = line.afterDigits(i);
    if (end == i || end > i + 2) return null;
    int number = line.at(i) - '0';
    if (end == i + 2) number = number * 10 + line.at(i + 1) - '0';
    return number == 0 ? null : new Found(Level.ofRank((number - 1) / 4), i, end);
  }

  private Found priority(int i) {
    int digit = i + quote();
    boolean said = line.isNumber(digit, 1) && line.at(digit) <= '7';
    return said ? new Found(Level.ofSeverity(line.at(digit) - '0'), digit, digit + 1) : null;
  }

  private Found mongo(int i) {
    int letter = i + quote();
    Level level = Level.ofLetter(line.at(letter));
    return level == null ? null : new Found(level, letter, letter + 1);
  }

  /** A status counts only if there is no level. */
  private void keepStatus(int i) {
    if (status == null) status = LevelStatus.at(line, line.isDigit(i) ? i : i + quote());
  }

  /** Returns what there is when no key has told a level. */
  private Found last() {
    if (gelf && numberAt > 0 && line.at(numberAt) <= '7') {
      return new Found(Level.ofSeverity(line.at(numberAt) - '0'), numberAt, numberAt + 1);
    }
    if (clefTime && clefText) return new Found(Level.INFO, from, from); // as its format says
    if (status != null) return status;
    return logAt > 0 && !escaped ? text() : null;
  }

  /** The line that Docker took from a program. */
  private Found text() {
    int end = stringEnd(logAt);
    LineBytes text = new LineBytes(line.bytes(), logAt, end);
    if (line.isAt(logAt, "{\\\"")) return new LevelFields(text, logAt, true).find();
    return Level.find(line.bytes(), logAt, end);
  }

  private static Map<String, Key> keys() {
    Map<String, Key> keys = new HashMap<>();
    put(keys, Key.LEVEL, "level", "lvl", "loglevel", "log_level");
    put(keys, Key.SEVERITY, "severity");
    put(keys, Key.LEVEL_ANYWHERE, "log.level", "levelname", "level_name", "@level", "@l");
    put(keys, Key.LEVEL_ANYWHERE, "severityText", "severity_text");
    put(keys, Key.OTEL_NUMBER, "severityNumber", "severity_number");
    put(keys, Key.PRIORITY, "PRIORITY");
    put(keys, Key.MONGO, "s");
    put(keys, Key.STATUS, "status");
    put(keys, Key.STATUS_ANYWHERE, "status_code", "statusCode", "response_code", "sc-status");
    put(keys, Key.STATUS_ANYWHERE, "DownstreamStatus");
    put(keys, Key.LOG, "log");
    put(keys, Key.PARENT, "record");
    put(keys, Key.NAME, "name");
    put(keys, Key.GELF, "short_message");
    put(keys, Key.VERSION, "version");
    put(keys, Key.CLEF_TIME, "@t");
    put(keys, Key.CLEF_TEXT, "@mt", "@m");
    return keys;
  }

  private static void put(Map<String, Key> keys, Key key, String... names) {
    for (String name : names) keys.put(name, key);
  }
}
