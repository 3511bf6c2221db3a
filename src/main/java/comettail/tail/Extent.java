package comettail.tail;

import comettail.tail.Journal.Entry;
import comettail.tail.Journal.Snapshot;
import comettail.tail.Journal.Stretch;

/** How many bytes of files lie between two places of a log. */
final class Extent {
  private Extent() {}

  /**
   * Returns the bytes from the stream offset {@code from} to {@code to}; a compressed segment
   * counts with its file's size.
   *
   * @param partly whether a compressed one counts of which some lies between, or else all must
   */
  static long bytes(Snapshot snapshot, long from, long to, boolean partly) {
    long bytes = 0;
    for (Entry entry : snapshot.entries()) {
      if (entry instanceof Stretch stretch) bytes += bytes(stretch, from, to, partly);
    }
    return bytes;
  }

  private static long bytes(Stretch stretch, long from, long to, boolean partly) {
    long common = Math.min(to, stretch.endAt()) - Math.max(from, stretch.at());
    if (common <= 0) return 0;
    if (!(stretch.segment() instanceof OlderSegment older) || !older.isOpenEnded()) return common;
    return partly || common == stretch.endAt() - stretch.at() ? older.size() : 0;
  }
}
