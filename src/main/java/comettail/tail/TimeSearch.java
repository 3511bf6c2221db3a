package comettail.tail;

import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.tail.Archive.LostException;
import comettail.tail.Journal.Entry;
import comettail.tail.Journal.Snapshot;
import comettail.tail.Journal.Stretch;
import comettail.time.TimeForm;
import java.io.IOException;

/**
 * Finds the first line of a time or a later one. The segments are gone through from the newest to
 * the first that begins earlier; that is searched by halving if it is plain, and read from its
 * start if it is compressed. Lines without a time belong to the line above them.
 *
 * <p>Lines may be somewhat out of order: none that is in time and stands in the same segment, less
 * than {@link #DISORDER_BYTES} before the place, is passed over. Used by one thread at a time,
 * which may wait for the disk.
 */
final class TimeSearch {
  /** How far before the place that halving finds another line may be that is in time. */
  static final int DISORDER_BYTES = StretchReader.DISORDER_BYTES;

  private static final int STEP_BYTES = 4 << 20; // 4 MiB

  private final Snapshot snapshot;
  private final Start.AtTime wanted;
  private final LineFramer framer;
  private final SegmentReader reader;

  private int entry; // what comes next is before this entry
  private long place;
  private boolean timeless = true;

  // The stretch that is read line by line, if there is one.
  private StretchReader stretch;
  private long offset;

  TimeSearch(Snapshot snapshot, Start.AtTime wanted, LineFramer framer, SegmentReader reader) {
    this.snapshot = snapshot;
    this.wanted = wanted;
    this.framer = framer;
    this.reader = reader;
    this.entry = snapshot.entries().length;
    this.place = snapshot.endAt();
  }

  /** Returns the stream offset of the line, as far as it is known. */
  long place() {
    return place;
  }

  /** Returns whether no line was found that has a time. */
  boolean isTimeless() {
    return timeless;
  }

  /** Goes on some way, and returns whether there may be more to do. */
  boolean step() throws IOException {
    try {
      if (stretch != null) return readOn();
      if (entry == 0) return false;
      Entry earlier = snapshot.entries()[--entry];
      if (earlier instanceof Stretch next) look(next);
      return true;
    } catch (LostException gone) {
      return false; // what is older is not read without what lies between
    }
  }

  /** Takes a stretch that begins at that time or later as found, and searches another one. */
  private void look(Stretch next) throws IOException, LostException {
    StretchReader in = new StretchReader(next, false, wanted.zone(), framer, reader);
    long first = in.firstTime(in.offset(), in.endOffset());
    if (first == TimeForm.NONE) return;
    timeless = false;
    if (first >= wanted.millis()) {
      place = next.at();
      return;
    }
    stretch = in;
    offset = in.offset();
    if (!in.isCompressed()) offset = Math.max(offset, in.placeOf(wanted.millis()) - DISORDER_BYTES);
  }

  /** Reads on line by line, for a while, and returns whether there may be more to read. */
  private boolean readOn() throws IOException, LostException {
    for (long from = offset; offset - from < STEP_BYTES; ) {
      Block block = stretch.chunk(offset);
      for (int i = 0; i < block.lines(); i++) {
        if (stretch.timeOf(block, i) < wanted.millis()) continue;
        place = block.at() + block.lineStart(i) - block.start();
        return false;
      }
      if (StretchReader.after(block) <= offset) return false; // and the next stretch begins there
      offset = StretchReader.after(block);
    }
    return true;
  }
}
