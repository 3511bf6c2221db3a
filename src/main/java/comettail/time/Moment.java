package comettail.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as a client writes it. */
public final class Moment {
  /** What {@link #parse} takes, in the words of a refusal. */
  public static final String ALLOWED = "a time such as 2026-11-22T10:15, 10:15 or -15m";

  private static final Pattern AGO = Pattern.compile("-(\\d{1,9})([smhdw])");
  private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[T ](.+))?");
  // A plus that was not escaped comes as a blank.
  private static final Pattern CLOCK =
      Pattern.compile("(\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)(Z|[+ -]\\d{2}:?\\d{2})?");

  private Moment() {}

  /**
   * Returns the moment that {@code written} stands for, in milliseconds since 1970: a day, or a day
   * and a time, with an offset from UTC perhaps, else in {@code zone}; a time of today; or how long
   * ago, in seconds, minutes, hours, days or weeks. Empty if it is none of these.
   */
  public static Optional<Long> parse(String written, ZoneId zone, Instant now) {
    try {
      Matcher ago = AGO.matcher(written);
      if (ago.matches()) return Optional.of(now.minus(duration(ago)).toEpochMilli());
      Matcher day = DAY.matcher(written);
      String date = day.matches() ? day.group(1) : null;
      String rest = date == null ? written : day.group(2);
      if (rest == null) return Optional.of(millis(LocalDate.parse(date), LocalTime.MIDNIGHT, zone));
      Matcher clock = CLOCK.matcher(rest);
      if (!clock.matches()) return Optional.empty();
      ZoneId offset = clock.group(2) == null ? zone : offset(clock.group(2));
      LocalDate on = date == null ? LocalDate.ofInstant(now, offset) : LocalDate.parse(date);
      return Optional.of(millis(on, LocalTime.parse(clock.group(1).replace(',', '.')), offset));
    } catch (DateTimeException | ArithmeticException noSuchTime) {
      return Optional.empty();
    }
  }

  private static Duration duration(Matcher ago) {
    long count = Long.parseLong(ago.group(1));
    return switch (ago.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }

  private static long millis(LocalDate day, LocalTime clock, ZoneId zone) {
    return LocalDateTime.of(day, clock).atZone(zone).toInstant().toEpochMilli();
  }

  private static ZoneId offset(String written) {
    return written.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(written.replace(' ', '+'));
  }
}
