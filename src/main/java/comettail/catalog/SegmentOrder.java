package comettail.catalog;

import comettail.catalog.Stamp.Kind;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order of a log's segments, oldest first: by what their names say, if these can be compared,
 * else by when they were last changed. A total order of any files. Immutable.
 *
 * <p>Whether a higher number is older ({@code app.log.2} and {@code app.log.1}) or newer ({@code
 * app.2026-11-21.2.log} and {@code app.2026-11-21.1.log}) differs from program to program; the
 * times tell.
 */
final class SegmentOrder implements Comparator<SegmentOrder.Ordered> {
  /** What is put in order. */
  interface Ordered {
    SegmentName name();

    /** Returns the file's name, no two of which are the same. */
    String fileName();

    FileTime modified();
  }

  private static final Comparator<Ordered> BY_TIME =
      Comparator.comparing(Ordered::modified).thenComparing(Ordered::fileName);
  private static final Comparator<Ordered> NUMBERS_UP =
      (a, b) -> compare(a.name().numbers(), b.name().numbers(), 1);
  private static final Comparator<Ordered> LAST_NUMBER_DOWN =
      (a, b) -> compare(a.name().numbers(), b.name().numbers(), -1);

  private final Comparator<Ordered> chosen;

  private SegmentOrder(Comparator<Ordered> chosen) {
    this.chosen = chosen;
  }

  /** Returns the order of just these segments. */
  static SegmentOrder of(List<? extends Ordered> segments) {
    return new SegmentOrder(choose(segments).thenComparing(BY_TIME));
  }

  /**
   * Returns the order of files with dates, by these alone and by the numbers beside them: a higher
   * one is newer, and none is older than any. While a log is written the times of its files tell
   * nothing.
   */
  static SegmentOrder ofDates(List<? extends Ordered> dated) {
    Comparator<Ordered> chosen = areOfOneKind(dated) ? NUMBERS_UP : BY_TIME;
    return new SegmentOrder(chosen.thenComparing(BY_TIME));
  }

  @Override
  public int compare(Ordered a, Ordered b) {
    return chosen.compare(a, b);
  }

  private static Comparator<Ordered> choose(List<? extends Ordered> segments) {
    if (!areComparable(segments)) return BY_TIME;
    SegmentName any = segments.get(0).name();
    boolean bare = any.kind() == Kind.NUMBER;
    if (!bare && any.numbers().size() == 1) return NUMBERS_UP; // a date alone
    List<Ordered> byNumber = new ArrayList<>(segments);
    byNumber.sort(NUMBERS_UP.thenComparing(BY_TIME)); // two names may say the same
    int newer = 0; // pairs of neighbours of which the higher number is the newer one, less the rest
    for (int i = 1; i < byNumber.size(); i++) newer += newer(byNumber.get(i - 1), byNumber.get(i));
    if (newer < 0 || newer == 0 && bare) return LAST_NUMBER_DOWN;
    // A ring, in which the lowest number is written after the highest, as the JVM's own log is.
    boolean ring = bare && newer(byNumber.get(0), byNumber.get(byNumber.size() - 1)) < 0;
    return ring ? BY_TIME : NUMBERS_UP;
  }

  private static boolean areComparable(List<? extends Ordered> segments) {
    if (!areOfOneKind(segments)) return false;
    int numbers = segments.get(0).name().numbers().size();
    return segments.stream().allMatch(segment -> segment.name().numbers().size() == numbers);
  }

  private static boolean areOfOneKind(List<? extends Ordered> segments) {
    if (segments.isEmpty()) return false;
    Kind kind = segments.get(0).name().kind();
    if (kind == Kind.WORD || kind == Kind.UNCLEAR_DAY) return false;
    return segments.stream().allMatch(segment -> segment.name().kind() == kind);
  }

  /** Returns 1 if {@code higher} has the higher last number and is newer, -1 if it is older. */
  private static int newer(Ordered lower, Ordered higher) {
    List<Long> a = lower.name().numbers();
    List<Long> b = higher.name().numbers();
    int last = a.size() - 1;
    if (!a.subList(0, last).equals(b.subList(0, last)) || a.get(last).equals(b.get(last))) return 0;
    return Integer.signum(higher.modified().compareTo(lower.modified()));
  }

  private static int compare(List<Long> a, List<Long> b, int last) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) return i == a.size() - 1 ? last * order : order;
    }
    return Integer.compare(a.size(), b.size());
  }
}
