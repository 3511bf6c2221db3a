package comettail.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the names of a log's segments have in common: they begin as the log's name does, go on with
 * a {@link Stamp} or with the log's extension, and have that extension in them. It tells most other
 * names apart without parsing them. Immutable.
 *
 * @param log the log's name, without any directory
 * @param beginning it, without its extension
 * @param extension its extension with the dot, or ""
 */
record Stem(String log, String beginning, String extension) {
  private static final Pattern NAME = Pattern.compile("(.+)(" + Stamp.EXTENSION + ")");

  /** Returns the stem of the log {@code log}. */
  static Stem of(String log) {
    Matcher name = NAME.matcher(log);
    return name.matches() ? new Stem(log, name.group(1), name.group(2)) : new Stem(log, log, "");
  }

  /** Returns whether the file may be the log's own, or a segment, or begins with the log's name. */
  boolean mayName(String fileName) {
    if (!fileName.startsWith(beginning)) return false;
    if (fileName.startsWith(extension, beginning.length())) return true;
    return fileName.length() > beginning.length()
        && Stamp.isDash(fileName.charAt(beginning.length()))
        && fileName.indexOf(extension, beginning.length()) >= 0;
  }
}
