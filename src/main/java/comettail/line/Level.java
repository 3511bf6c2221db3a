package comettail.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How serious a line is, by the level word that its program wrote. */
public enum Level {
  TRACE("TRACE", "FINEST", "FINER", "FINE"),
  DEBUG("DEBUG", "CONFIG"),
  INFO("INFO", "NOTICE"),
  WARN("WARN", "WARNING"),
  ERROR("ERROR", "ERR", "SEVERE", "FATAL", "CRITICAL", "CRIT", "ALERT", "EMERG", "PANIC");

  /** What {@link #named} takes, in the words of a refusal. */
  public static final String ALLOWED = "trace, debug, info, warn or error";

  private static final Level[] ALL = values();
  private static final int SEARCHED_BYTES = 256; // a level stands near the start of a line
  private static final int SHORTEST = 3;
  private static final int LONGEST = 8;

  private final byte[][] words;

  Level(String... words) {
    this.words = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      this.words[i] = words[i].getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Returns the level of this name, in lower case. */
  public static Optional<Level> named(String word) {
    return Arrays.stream(ALL).filter(level -> level.word().equals(word)).findFirst();
  }

  /** Returns the level's name as encoders write it, in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A level word in a line: {@code bytes[start, end)}. */
  public record Found(Level level, int start, int end) {}

  /**
   * Returns the first level word of the line {@code bytes[from, to)}, or null if it has none near
   * its start. A word counts in capitals anywhere, and otherwise only where programs put levels: in
   * brackets, {@code [error]} or {@code [core:error]}, and after {@code level=} or {@code
   * "level":"}. So a path or a sentence that mentions an error does not.
   */
  public static Found find(byte[] bytes, int from, int to) {
    int limit = Math.min(to, from + SEARCHED_BYTES);
    for (int i = from; i < limit; ) {
      if (!isLetter(bytes[i])) {
        i++;
        continue;
      }
      int start = i;
      while (i < to && isLetter(bytes[i])) i++;
      int length = i - start;
      if (length < SHORTEST || length > LONGEST) continue;
      if (isWordCharacter(bytes, start - 1, from) || i < to && isWordCharacter(bytes, i, from))
        continue;
      Level level = of(bytes, start, length);
      if (level == null) continue;
      if (isCapitals(bytes, start, i) || isLevelPlace(bytes, from, start, i, to)) {
        return new Found(level, start, i);
      }
    }
    return null;
  }

  private static Level of(byte[] bytes, int start, int length) {
    for (Level level : ALL) {
      for (byte[] word : level.words) {
        if (word.length == length && isWord(bytes, start, word)) return level;
      }
    }
    return null;
  }

  private static boolean isWord(byte[] bytes, int start, byte[] word) {
    for (int i = 0; i < word.length; i++) {
      if ((bytes[start + i] & ~0x20) != word[i]) return false; // ASCII letters only get here
    }
    return true;
  }

  private static boolean isCapitals(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] >= 'a') return false;
    }
    return true;
  }

  /** Returns whether a lower-case word at {@code [start, end)} stands where programs put levels. */
  private static boolean isLevelPlace(byte[] bytes, int from, int start, int end, int to) {
    if (end < to && bytes[end] == ']' && start > from) {
      byte before = bytes[start - 1];
      if (before == '[' || before == ':') return true;
    }
    int i = start - 1;
    while (i >= from && (bytes[i] == '"' || bytes[i] == '=' || bytes[i] == ':' || bytes[i] == ' '))
      i--;
    boolean separated = start - 1 - i > 0 && contains(bytes, i + 1, start, "=:");
    return separated
        && (endsWith(bytes, from, i + 1, "LEVEL")
            || endsWith(bytes, from, i + 1, "LVL")
            || endsWith(bytes, from, i + 1, "SEVERITY"));
  }

  private static boolean contains(byte[] bytes, int from, int to, String any) {
    for (int i = from; i < to; i++) {
      if (any.indexOf(bytes[i]) >= 0) return true;
    }
    return false;
  }

  private static boolean endsWith(byte[] bytes, int from, int end, String word) {
    int start = end - word.length();
    if (start < from) return false;
    for (int i = 0; i < word.length(); i++) {
      if ((bytes[start + i] & ~0x20) != word.charAt(i)) return false;
    }
    return true;
  }

  private static boolean isLetter(byte b) {
    int c = b | 0x20;
    return c >= 'a' && c <= 'z';
  }

  private static boolean isWordCharacter(byte[] bytes, int i, int from) {
    if (i < from) return false;
    byte b = bytes[i];
    return b >= '0' && b <= '9' || b == '_' || b == '/' || b == '-';
  }
}
