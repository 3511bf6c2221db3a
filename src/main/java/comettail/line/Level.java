package comettail.line;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How serious a line is, as its program says. */
public enum Level {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR;

  /** What {@link #named} takes, in the words of a refusal. */
  public static final String ALLOWED = "trace, debug, info, warn or error";

  private static final Level[] ALL = values();

  /** Returns the level of this name, in lower case. */
  public static Optional<Level> named(String word) {
    return Arrays.stream(ALL).filter(level -> level.word().equals(word)).findFirst();
  }

  /** Returns the level's name as encoders write it, in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the level of this rank: 0 is trace, and from 4 on it is an error. */
  static Level ofRank(int rank) {
    return ALL[Math.min(rank, ALL.length - 1)];
  }

  /** Returns the level of a severity of syslog, 0 to 7 (RFC 5424, section 6.2.1). */
  static Level ofSeverity(int severity) {
    if (severity <= 3) return ERROR;
    if (severity == 4) return WARN;
    return severity <= 6 ? INFO : DEBUG;
  }

  /** Returns the level of a letter, as glog, Android, MongoDB and others write it, or null. */
  static Level ofLetter(int letter) {
    return switch (letter) {
      case 'T', 'V' -> TRACE;
      case 'D' -> DEBUG;
      case 'I', 'N' -> INFO;
      case 'W' -> WARN;
      case 'E', 'F', 'C', 'A' -> ERROR;
      default -> null;
    };
  }

  /**
   * A level, and what of a line says so: {@code bytes[start, end)}, letters and digits or one of
   * the signs {@code #*.-}. It is empty where the form of the line alone says it.
   */
  public record Found(Level level, int start, int end) {}

  /**
   * Returns the level of the line {@code bytes[from, to)}, or null if it doesn't say one in a form
   * that is known: see {@code docs/levels.md}. The first form in the line counts, and only before
   * its sentence begins: a path or a sentence that mentions an error is none.
   */
  public static Found find(byte[] bytes, int from, int to) {
    if (from >= to) return null;
    Found dated = DatedLevel.find(bytes, from, to);
    return dated != null ? dated : search(bytes, from, to);
  }

  private static Found search(byte[] bytes, int from, int to) {
    LineBytes line = LevelSign.message(new LineBytes(bytes, from, to));
    if (LevelFields.isObject(line, line.from())) return LevelFields.find(line, line.from());
    Found sign = LevelSign.first(line);
    return sign != null ? sign : new LevelHead(line).find();
  }
}
