package comettail.time;

/**
 * How a time is written. Which programs write which is in {@code docs/times.md}, each with a line
 * of theirs.
 */
enum TimeShape {
  /**
   * {@code 2026-11-22T10:15:42.154Z}, with a blank, slashes or dots perhaps (ISO 8601, RFC 3339).
   */
  ISO {
    @Override
    boolean read(TimeScanner in) {
      if (!in.year()) return false;
      char between = in.takeAny("-/.");
      if (between == 0 || !in.month() || !in.take(between) || !in.day()) return false;
      if (in.takeAny("Tt _:") == 0 || !in.clock()) return false;
      in.zone();
      return true;
    }
  },

  /** {@code 20261122T101542Z} (ISO 8601, the basic format), {@code 20261122 10:15:42.154}. */
  COMPACT {
    @Override
    boolean read(TimeScanner in) {
      if (!in.year() || !in.month() || !in.day() || in.takeAny("Tt -_") == 0) return false;
      int clock = in.place();
      if (!in.clock() && !(in.back(clock) && in.compactClock())) return false;
      in.zone();
      return in.ends();
    }
  },

  /** {@code 22/Nov/2026:10:15:42 +0100}, {@code 22-Nov-2026 10:15:42.154}, {@code 22 Nov 2026}. */
  DAY_FIRST {
    @Override
    boolean read(TimeScanner in) {
      if (!in.shortDay()) return false;
      char between = in.takeAny("/- ");
      if (between == 0 || !in.monthName() || !in.take(between) || !in.year()) return false;
      if (in.takeAny(": T") == 0) return false;
      in.take(':'); // Erlang writes two
      if (!in.clock()) return false;
      in.zone();
      return true;
    }
  },

  /**
   * {@code Nov 22 10:15:42}, with a year or without (RFC 3164, section 4.1.2); {@code Nov 22, 2026
   * 10:15:42 AM}; {@code Nov 22 10:15:42.154 2026} (asctime).
   */
  MONTH_FIRST {
    @Override
    boolean read(TimeScanner in) {
      if (!in.monthName() || !in.take(' ') || !in.shortDay()) return false;
      in.take(',');
      if (!in.take(' ')) return false;
      int afterDay = in.place();
      if (in.year() && in.take(' ')) {
        if (!in.clock()) return false;
        in.zone();
        return true;
      }
      in.back(afterDay);
      in.year = TimeScanner.UNSAID;
      if (!in.clock()) return false;
      in.zone();
      int afterClock = in.place();
      if (!in.take(' ') || !in.year() || !in.ends()) {
        in.back(afterClock);
        in.year = TimeScanner.UNSAID;
      }
      return true;
    }
  },

  /** {@code I1122 10:15:42.154123}, a year before the month perhaps (glog, klog). */
  GLOG {
    @Override
    boolean read(TimeScanner in) {
      if (in.takeAny("IWEFD") == 0) return false;
      int date = in.place();
      if (!monthAndDay(in)) {
        in.back(date);
        if (!in.year() || !monthAndDay(in)) return false;
      }
      return in.clock();
    }

    private boolean monthAndDay(TimeScanner in) {
      return in.month() && in.day() && in.take(' ');
    }
  },

  /** {@code 11/22/2026 10:15:42 AM}: the month comes first, as in the United States. */
  SLASHED {
    @Override
    boolean read(TimeScanner in) {
      if (!in.digits(1, 2)) return false;
      in.month = (int) in.number();
      if (in.month < 1 || in.month > 12 || !in.take('/') || !in.shortDay()) return false;
      if (!in.take('/') || !in.year()) return false;
      in.take(',');
      if (!in.take(' ') || !in.clock()) return false;
      in.zone();
      return true;
    }
  },

  /**
   * {@code 1795256142.154}, {@code 1795256142154}: seconds since 1970 with a fraction perhaps, or
   * milli-, micro- or nanoseconds.
   */
  EPOCH {
    private static final long MIN_SECONDS = 1_000_000_000L; // in 2001
    private static final long MAX_SECONDS = 4_102_444_800L; // the year 2100

    @Override
    boolean read(TimeScanner in) {
      if (!in.digits(10, 19)) return false;
      long count = in.number();
      long perSecond =
          switch (in.digits()) {
            case 10 -> 1;
            case 13 -> 1_000;
            case 16 -> 1_000_000;
            case 19 -> 1_000_000_000;
            default -> 0;
          };
      if (perSecond == 0) return false;
      long seconds = count / perSecond;
      if (seconds < MIN_SECONDS || seconds >= MAX_SECONDS) return false;
      in.fraction();
      in.epochMillis = perSecond == 1 ? count * 1000 + in.millis : count / (perSecond / 1000);
      return in.ends();
    }
  };

  /** Takes a time of this shape, and returns whether there is one. */
  abstract boolean read(TimeScanner in);
}
