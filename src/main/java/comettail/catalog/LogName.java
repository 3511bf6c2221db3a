package comettail.catalog;

import java.util.Optional;

/**
 * A log's name as clients write it: relative to the root, its parts parted by {@code /}. A name
 * that exists may still stand for nothing; but no name leads out of the root, to a hidden file or
 * to something a terminal would act on. Immutable.
 */
public record LogName(String text) {
  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 1024;

  public LogName {
    if (!isValid(text)) throw new IllegalArgumentException("not a log name: " + text);
  }

  /** Returns the name that a client wrote as {@code text}, or empty if no log can have it. */
  public static Optional<LogName> parse(String text) {
    return isValid(text) ? Optional.of(new LogName(text)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) return false;
    for (String part : text.split("/", -1)) {
      // Hidden files are out, and with them "." and ".."; an empty part is a doubled or an outer
      // slash.
      if (part.isEmpty() || part.startsWith(".")) return false;
    }
    return text.chars().noneMatch(LogName::isForbidden);
  }

  private static boolean isForbidden(int c) {
    return c == '\\' || Character.isISOControl(c);
  }

  @Override
  public String toString() {
    return text;
  }
}
