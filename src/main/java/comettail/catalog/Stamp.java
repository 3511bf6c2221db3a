package comettail.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rotation adds to a log's name: a date, a number or a word, at the name's end or before its
 * extension. Immutable.
 *
 * @param kind what it is
 * @param numbers what it says: a date as yyyyMMdd, and what follows that
 * @param before what stands before it in the name
 * @param dash what parts it from that
 * @param after the extension that stands after it, or ""
 */
record Stamp(Kind kind, List<Long> numbers, String before, String dash, String after) {
  /** What a stamp is; stamps of different kinds can't be compared. */
  enum Kind {
    DAY,
    /** A date of which nobody knows whether the day or the month comes first. */
    UNCLEAR_DAY,
    MONTH,
    /** A month in digits alone, which may be another number as well. */
    MONTH_DIGITS,
    /** Seconds since 1970. */
    SECONDS,
    NUMBER,
    WORD
  }

  /** What an extension is. */
  static final String EXTENSION = "\\.[A-Za-z]\\w{0,9}";

  private static final String DASHES = "-._";
  private static final String YEAR = "(?<year>19[7-9]\\d|20\\d\\d)";
  private static final String MONTH = "(?<month>0[1-9]|1[0-2])";
  private static final String DAY = "(?<day>0[1-9]|[12]\\d|3[01])";
  // After a date there may be a time or numbers: 2026-11-21T14-15-30, 2026-11-21.3.
  private static final String MORE = "(?<more>(?:[-._T]\\d{1,10}){0,4})";
  private static final Pattern GAP = Pattern.compile("[-._T]");

  /** How a stamp is written, surest first. */
  private enum Form {
    // 2026-11-21, 2026_11_21, 20261121, and 2026112114, which goes on to the hour or further
    YEAR_FIRST(
        YEAR + "(?<gap>[-._]?)" + MONTH + "\\k<gap>" + DAY + "(?<time>(?:\\d\\d){0,3})" + MORE) {
      @Override
      Stamp read(Matcher name) {
        return stamp(Kind.DAY, name, day(name), name.group("time"), name.group("more"));
      }
    },

    // 11-21-2026; so it is read too if the first number could be the day
    MONTH_FIRST(MONTH + "-" + DAY + "-" + YEAR + MORE) {
      @Override
      Stamp read(Matcher name) {
        int day = Integer.parseInt(name.group("day"));
        boolean clear = day > 12 || day == Integer.parseInt(name.group("month"));
        return stamp(clear ? Kind.DAY : Kind.UNCLEAR_DAY, name, day(name), name.group("more"));
      }
    },

    // 21-11-2026
    DAY_FIRST(DAY + "-" + MONTH + "-" + YEAR + MORE) {
      @Override
      Stamp read(Matcher name) {
        return stamp(Kind.DAY, name, day(name), name.group("more"));
      }
    },

    // 2026-11, 202611
    NO_DAY(YEAR + "(?<gap>-?)" + MONTH + MORE) {
      @Override
      Stamp read(Matcher name) {
        Kind kind = name.group("gap").isEmpty() ? Kind.MONTH_DIGITS : Kind.MONTH;
        return stamp(kind, name, name.group("year") + name.group("month"), name.group("more"));
      }
    },

    EPOCH("(?<seconds>1\\d{9})") {
      @Override
      Stamp read(Matcher name) {
        return stamp(Kind.SECONDS, name, name.group("seconds"));
      }
    },

    DIGITS("(?<number>\\d{1,6})") {
      @Override
      Stamp read(Matcher name) {
        return stamp(Kind.NUMBER, name, name.group("number"));
      }
    },

    OLD("(?:old|bak)") {
      @Override
      Stamp read(Matcher name) {
        return stamp(Kind.WORD, name);
      }
    };

    private final Pattern pattern;

    Form(String stamp) {
      pattern =
          Pattern.compile(
              "(?<before>[^.].*?)(?<dash>["
                  + DASHES
                  + "])"
                  + stamp
                  + "(?<after>(?:"
                  + EXTENSION
                  + ")?)");
    }

    /** Returns the stamp in a name that the pattern matches. */
    abstract Stamp read(Matcher name);

    private static String day(Matcher name) {
      return name.group("year") + name.group("month") + name.group("day");
    }

    private static Stamp stamp(Kind kind, Matcher name, String... digits) {
      List<Long> numbers = new ArrayList<>();
      for (String run : digits) {
        for (String number : GAP.split(run)) {
          if (!number.isEmpty()) numbers.add(Long.valueOf(number));
        }
      }
      return new Stamp(
          kind,
          List.copyOf(numbers),
          name.group("before"),
          name.group("dash"),
          name.group("after"));
    }
  }

  /** Returns whether {@code character} may part a stamp from what stands before it. */
  static boolean isDash(char character) {
    return DASHES.indexOf(character) >= 0;
  }

  /** Returns the stamp in a file's name, what a compression added taken off; or empty. */
  static Optional<Stamp> in(String fileName) {
    for (Form form : Form.values()) {
      Matcher name = form.pattern.matcher(fileName);
      if (name.matches()) return Optional.of(form.read(name));
    }
    return Optional.empty();
  }
}
