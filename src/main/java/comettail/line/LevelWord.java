package comettail.line;

import java.util.HashMap;
import java.util.Map;

/**
 * A word that tells of a level, or where one stands.
 *
 * @param level which, or null if it is no level
 * @param use where it may stand
 */
record LevelWord(Level level, Use use) {
  /** What a word is for. */
  enum Use {
    /** A level, in capitals or in lower case. */
    LEVEL,
    /** A level that is an ordinary word, too: in lower case it isn't one before a colon. */
    ORDINARY,
    /** A level only before a colon and two blanks, or before a bracket: PostgreSQL, NestJS. */
    LOG,
    /** A level only in brackets: MySQL. */
    BRACKETED,
    /** A level only in lower case where a line begins: .NET. */
    BEGINNING,
    /** A level only in parentheses: X.Org. */
    PARENTHESISED,
    /** The key of a level. */
    KEY,
    /** The key of an HTTP status. */
    STATUS,
    /** An HTTP method: the line may be that of an access log. */
    METHOD
  }

  private static final WordTable<LevelWord> TABLE = new WordTable<>(all());

  /** Returns the word {@code bytes[start, end)}, in any case, or null if it isn't one of these. */
  static LevelWord at(byte[] bytes, int start, int end) {
    return TABLE.at(bytes, start, end);
  }

  /** Returns the level that the value {@code bytes[start, end)} of a key is, or null. */
  static Level value(byte[] bytes, int start, int end) {
    LevelWord word = at(bytes, start, end);
    return word == null || word.use == Use.BEGINNING ? null : word.level;
  }

  private static Map<String, LevelWord> all() {
    Map<String, LevelWord> all = new HashMap<>();
    put(all, Level.TRACE, Use.LEVEL, "TRACE", "TRCE", "TRAC", "TRC", "VRB");
    put(all, Level.TRACE, Use.ORDINARY, "FINEST", "FINER", "FINE", "VERBOSE", "BLATHER", "SILLY");
    put(all, Level.DEBUG, Use.LEVEL, "DEBUG", "DEBU", "DBUG", "DEBG", "DBG");
    put(all, Level.DEBUG, Use.ORDINARY, "CONFIG");
    put(all, Level.INFO, Use.LEVEL, "INFO", "INF", "NOTICE");
    put(all, Level.INFO, Use.ORDINARY, "INFORMATION", "INFORMATIONAL", "SUCCESS", "NOTIFICATION");
    put(all, Level.INFO, Use.LOG, "LOG");
    put(all, Level.INFO, Use.BRACKETED, "NOTE");
    put(all, Level.INFO, Use.PARENTHESISED, "II");
    put(all, Level.WARN, Use.LEVEL, "WARN", "WARNING", "WRN");
    put(all, Level.WARN, Use.PARENTHESISED, "WW");
    put(all, Level.ERROR, Use.LEVEL, "ERROR", "ERRO", "EROR", "ERR", "FATAL", "FATA", "FTL");
    put(all, Level.ERROR, Use.LEVEL, "CRITICAL", "CRIT", "EMERG", "PANIC", "PANI", "PNC", "DPANIC");
    put(all, Level.ERROR, Use.ORDINARY, "SEVERE", "ALERT", "EMERGENCY", "FAULT");
    put(all, Level.ERROR, Use.BEGINNING, "FAIL");
    put(all, Level.ERROR, Use.PARENTHESISED, "EE");
    put(all, null, Use.KEY, "LEVEL", "LVL", "SEVERITY", "LOGLEVEL", "AT");
    put(all, null, Use.STATUS, "STATUS");
    put(all, null, Use.METHOD, "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
    put(all, null, Use.METHOD, "CONNECT", "PROPFIND");
    return all;
  }

  private static void put(Map<String, LevelWord> all, Level level, Use use, String... words) {
    for (String word : words) all.put(word, new LevelWord(level, use));
  }
}
