package comettail.volume;

import comettail.filter.LineFilter;
import comettail.line.LogCharset;
import java.time.ZoneId;
import java.util.OptionalLong;

/**
 * What is asked of a log. Two that are equal are answered by one count. Immutable.
 *
 * @param charset the charset of what has no byte-order mark
 * @param from when the first bucket begins at the latest, in milliseconds since 1970; when the log
 *     does if nothing is said
 * @param to when the last bucket ends at the earliest; when the log does if nothing is said
 * @param least how wide a bucket is at least
 * @param most how many buckets there are at most, from 1 to {@link Grid#MAX_BUCKETS}
 * @param filter what matches
 * @param zone the zone of times that name none, in which buckets begin at round times
 */
public record Question(
    LogCharset charset,
    OptionalLong from,
    OptionalLong to,
    Step least,
    int most,
    LineFilter filter,
    ZoneId zone) {
  public Question {
    if (most < 1 || most > Grid.MAX_BUCKETS) {
      throw new IllegalArgumentException("most is not from 1 to the bound: " + most);
    }
    if (from.isPresent() && to.isPresent() && from.getAsLong() >= to.getAsLong()) {
      throw new IllegalArgumentException("from is not before to: " + from + ", " + to);
    }
  }
}
