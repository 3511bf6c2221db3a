package comettail.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Where and when a log was written, for what its lines leave out: the zone of its times, and a
 * moment close to them for their year. Immutable; any thread.
 *
 * @param zone the zone of times that name none
 * @param writtenMillis when the last of the lines was written, about, in milliseconds since 1970
 */
public record LogZone(ZoneId zone, long writtenMillis) {
  private static final long SECONDS_PER_DAY = 86_400;

  /** How long after {@link #writtenMillis} a time may be and still be of the same year. */
  private static final long AHEAD_MILLIS = SECONDS_PER_DAY * 1000;

  /**
   * Returns what {@code scanner} has read, in milliseconds since 1970, or {@link TimeForm#NONE}.
   */
  long millis(TimeScanner scanner) {
    if (scanner.epochMillis != TimeScanner.UNSAID) return scanner.epochMillis;
    if (scanner.year != TimeScanner.UNSAID) return millis(scanner, scanner.year);
    int year = Instant.ofEpochMilli(writtenMillis).atZone(zone).getYear();
    long millis = millis(scanner, year + 1); // of lines that are read at New Year
    if (millis == TimeForm.NONE || millis > writtenMillis + AHEAD_MILLIS) {
      millis = millis(scanner, year);
    }
    if (millis == TimeForm.NONE || millis > writtenMillis + AHEAD_MILLIS) {
      millis = millis(scanner, year - 1);
    }
    return millis;
  }

  private long millis(TimeScanner s, int year) {
    if (s.day > lengthOfMonth(year, s.month)) return TimeForm.NONE;
    long local =
        epochDay(year, s.month, s.day) * SECONDS_PER_DAY + s.hour * 3600 + s.minute * 60 + s.second;
    long seconds =
        local - (s.offsetSeconds != TimeScanner.UNSAID ? s.offsetSeconds : offset(local));
    return seconds * 1000 + s.millis;
  }

  private int offset(long localSeconds) {
    ZoneRules rules = zone.getRules();
    if (rules.isFixedOffset()) return rules.getOffset(Instant.EPOCH).getTotalSeconds();
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
    return rules.getOffset(local).getTotalSeconds();
  }

  private static int lengthOfMonth(int year, int month) {
    if (month != 2) return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  }

  /** Returns how many days after 1970-01-01 a day of the Gregorian calendar is. */
  private static long epochDay(int year, int month, int day) {
    // The year begins in March, so that the leap day is its last; 400 years have 146,097 days.
    int years = month > 2 ? year : year - 1;
    int months = month > 2 ? month - 3 : month + 9;
    int dayOfYear = (153 * months + 2) / 5 + day - 1;
    return years * 365L + years / 4 - years / 100 + years / 400 + dayOfYear - 719_468;
  }
}
