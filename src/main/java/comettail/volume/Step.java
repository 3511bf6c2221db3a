package comettail.volume;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Optional;

/**
 * How wide a bucket of time is. Each begins at a round time of a zone, and a bucket of one width
 * never lies across the edge of a wider one.
 */
public enum Step {
  SECOND("1s", 1),
  SECONDS_5("5s", 5),
  SECONDS_10("10s", 10),
  SECONDS_30("30s", 30),
  MINUTE("1m", 60),
  MINUTES_5("5m", 300),
  MINUTES_10("10m", 600),
  MINUTES_30("30m", 1_800),
  HOUR("1h", 3_600),
  HOURS_3("3h", 3 * 3_600),
  HOURS_6("6h", 6 * 3_600),
  HOURS_12("12h", 12 * 3_600),
  DAY("1d", 86_400),
  WEEK("1w", 7 * 86_400),
  WEEKS_4("4w", 28 * 86_400);

  /** What {@link #named} takes, in the words of a refusal. */
  public static final String ALLOWED =
      "1s, 5s, 10s, 30s, 1m, 5m, 10m, 30m, 1h, 3h, 6h, 12h, 1d, 1w or 4w";

  private static final long HOUR_MILLIS = 3_600_000;
  private static final int SECONDS_PER_HOUR = 3_600;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int DAYS_FROM_MONDAY = 3; // 1970-01-01 was a Thursday

  private final String word;
  private final long seconds;

  Step(String word, long seconds) {
    this.word = word;
    this.seconds = seconds;
  }

  /** Returns the step that a client writes as {@code word}. */
  public static Optional<Step> named(String word) {
    return Arrays.stream(values()).filter(step -> step.word.equals(word)).findFirst();
  }

  /** Returns how wide a bucket is where no clock is put forward or back, in seconds. */
  public long seconds() {
    return seconds;
  }

  /** Returns how wide a bucket is, as one says it: "5 minutes". */
  String words() {
    long day = SECONDS_PER_DAY;
    if (seconds >= 7 * day) return words(seconds / (7 * day), "week");
    if (seconds >= day) return words(seconds / day, "day");
    if (seconds >= SECONDS_PER_HOUR) return words(seconds / SECONDS_PER_HOUR, "hour");
    return seconds >= 60 ? words(seconds / 60, "minute") : words(seconds, "second");
  }

  private static String words(long count, String unit) {
    String one = unit.equals("hour") ? "an " : "a ";
    return count == 1 ? one + unit : count + " " + unit + "s";
  }

  long millis() {
    return seconds * 1000;
  }

  /** Returns the start of the bucket that {@code millis}, since 1970, is in. */
  long floor(long millis, ZoneId zone) {
    Instant instant = Instant.ofEpochMilli(millis);
    if (seconds <= SECONDS_PER_HOUR) return shortFloor(millis, zone.getRules());
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    return start(local, zone).atZone(zone).toInstant().toEpochMilli();
  }

  private long shortFloor(long millis, ZoneRules rules) {
    int offset = rules.getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds();
    long floor = Math.floorDiv(millis + offset * 1000L, millis()) * millis() - offset * 1000L;
    if (rules.getOffset(Instant.ofEpochMilli(floor)).getTotalSeconds() == offset) return floor;
    // A clock was put forward or back since, by less than an hour: a bucket begins there, too.
    return rules.previousTransition(Instant.ofEpochMilli(millis + 1)).toEpochSecond() * 1000;
  }

  private LocalDateTime start(LocalDateTime local, ZoneId zone) {
    if (seconds < SECONDS_PER_DAY) {
      int hours = (int) (seconds / SECONDS_PER_HOUR);
      return local.toLocalDate().atTime(LocalTime.of(local.getHour() / hours * hours, 0));
    }
    long day = local.toLocalDate().toEpochDay();
    long days = seconds / SECONDS_PER_DAY;
    long back = days == 1 ? 0 : Math.floorMod(day + DAYS_FROM_MONDAY, days);
    return LocalDate.ofEpochDay(day - back).atStartOfDay();
  }

  /** Returns the start of the bucket after the one that begins at {@code start}. */
  long next(long start, ZoneId zone) {
    // Within a wide one a clock may be put forward or back, by an hour.
    long slack = seconds > SECONDS_PER_HOUR ? HOUR_MILLIS : 0;
    long next = floor(start + millis() + slack, zone);
    return next > start ? next : start + millis();
  }
}
