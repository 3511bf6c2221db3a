package comettail.tail;

import comettail.line.LineFramer;
import comettail.tail.Journal.Entry;
import comettail.tail.Journal.Snapshot;
import comettail.tail.Journal.Stretch;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a log consists of at one moment, for who goes through it in an order of their own: one
 * stretch after the other, each from anywhere. Used by one thread at a time, as long as the lease
 * is open.
 */
public final class Survey {
  private final Snapshot snapshot;
  private final LineFramer framer;
  private final SegmentReader reader;

  Survey(Snapshot snapshot, LineFramer framer, SegmentReader reader) {
    this.snapshot = snapshot;
    this.framer = framer;
    this.reader = reader;
  }

  /**
   * Returns the stretches of the log, oldest first, each of one segment.
   *
   * @param zone the zone of times that name none
   */
  public List<StretchReader> stretches(ZoneId zone) {
    List<StretchReader> stretches = new ArrayList<>();
    Entry[] entries = snapshot.entries();
    for (Entry entry : entries) {
      if (!(entry instanceof Stretch stretch)) continue;
      boolean grows = stretch.segment() instanceof Generation && entry == last(entries);
      stretches.add(new StretchReader(stretch, grows, zone, framer, reader));
    }
    return stretches;
  }

  private static Stretch last(Entry[] entries) {
    for (int i = entries.length - 1; i >= 0; i--) {
      if (entries[i] instanceof Stretch stretch) return stretch;
    }
    return null;
  }
}
