package comettail.volume;

import comettail.tail.StretchReader.Stamp;
import java.util.Iterator;
import java.util.LinkedHashMap;

/**
 * When segments begin that nobody writes to any more, those that were asked for last. Any thread.
 */
final class FirstTimes {
  /** Of how many it is remembered. */
  static final int MAX = 20_000;

  // Guarded by this.
  private final LinkedHashMap<Segment, Long> times = new LinkedHashMap<>(16, 0.75f, true);

  private record Segment(String log, Stamp stamp) {}

  /** Returns when the segment of {@code log} begins, or null if that is not remembered. */
  synchronized Long of(String log, Stamp stamp) {
    return times.get(new Segment(log, stamp));
  }

  /** Remembers {@code time}, and forgets what was not asked for, for longest. */
  synchronized void put(String log, Stamp stamp, long time) {
    times.put(new Segment(log, stamp), time);
    if (times.size() <= MAX) return;
    Iterator<Segment> oldest = times.keySet().iterator();
    oldest.next();
    oldest.remove();
  }
}
