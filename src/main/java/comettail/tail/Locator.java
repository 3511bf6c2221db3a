package comettail.tail;

import comettail.line.LineFramer;
import comettail.line.Position;
import comettail.tail.Archive.LostException;
import comettail.tail.Journal.Entry;
import comettail.tail.Journal.Snapshot;
import comettail.tail.Journal.Stretch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Finds where a reader begins: the stream offset of its {@link Start} in what there is when it
 * joins. Used by one thread at a time, which may wait for the disk.
 */
final class Locator {
  private static final long NOWHERE = Long.MIN_VALUE;

  private final Snapshot snapshot;
  private final Start start;
  private final SegmentReader reader;
  private final LastLines lastLines; // null for another start
  private final TimeSearch timeSearch; // null for another start

  private long place;
  private boolean lost;

  Locator(Snapshot snapshot, Start start, LineFramer framer, SegmentReader reader) {
    this.snapshot = snapshot;
    this.start = start;
    this.reader = reader;
    this.lastLines =
        start instanceof Start.LastLines last
            ? new LastLines(snapshot, last.lines(), framer, reader)
            : null;
    this.timeSearch =
        start instanceof Start.AtTime time ? new TimeSearch(snapshot, time, framer, reader) : null;
  }

  /** Returns the stream offset, once it is found. */
  long place() {
    return place;
  }

  /**
   * Returns how many lines were counted back to the place, if it is so far from the end; else 0.
   */
  long lines() {
    return lastLines == null ? 0 : lastLines.found();
  }

  /** Returns whether the place to go on from is not in the log, and another was taken. */
  boolean isLost() {
    return lost;
  }

  /** Returns whether a time was asked for, and no line has one; the place is the log's end then. */
  boolean isTimeless() {
    return timeSearch != null && timeSearch.isTimeless();
  }

  /** Looks for the place for a while, and returns whether it is found. */
  boolean find() throws IOException {
    if (lastLines != null) {
      boolean more = lastLines.step();
      place = lastLines.place();
      return !more;
    }
    if (timeSearch != null) {
      boolean more = timeSearch.step();
      place = timeSearch.place();
      return !more;
    }
    if (start instanceof Start.At at) {
      place = placeOf(at.position());
    } else {
      place = firstByte();
    }
    return true;
  }

  /** Returns the stream offset of the first byte that can still be read. */
  private long firstByte() throws IOException {
    for (Entry entry : snapshot.entries()) {
      if (entry instanceof Stretch stretch && isThere(stretch)) return stretch.at();
    }
    return lastEntryAt();
  }

  private boolean isThere(Stretch stretch) throws IOException {
    try {
      return reader.use(stretch.segment(), bytes -> true);
    } catch (LostException gone) {
      return false;
    }
  }

  private long lastEntryAt() {
    Entry[] entries = snapshot.entries();
    return entries.length == 0 ? snapshot.endAt() : entries[entries.length - 1].at();
  }

  /*
   * A position names its segment by the file's identity, and by the bytes at the segment's start
   * and just before the place.
   *
   *   the same file and epoch, and the bytes are there ────► here
   *   the same, and its bytes can't be had any more ───────► here, and what can't be had is a gap
   *   the same file, followed by another server ───────────► here
   *   another file that has the bytes: a copy, compressed ─► here
   *   none ────────────────────────────────────────────────► lost
   */
  private long placeOf(Position position) throws IOException {
    long place = placeInFile(position, true);
    if (place == NOWHERE) place = placeInFile(position, false);
    if (place != NOWHERE) return place;
    Stretch copy = position.offset() == 0 ? null : copyWith(position);
    if (copy != null) return placeIn(copy, position);
    lost = true;
    return startAfter(position);
  }

  /**
   * Returns the stream offset of the position in the file that it names, or {@link #NOWHERE}.
   *
   * @param inEpoch whether only the epoch counts that it names: that of a file which this follower
   *     has seen truncated
   */
  private long placeInFile(Position position, boolean inEpoch) throws IOException {
    long gone = NOWHERE;
    for (Entry entry : snapshot.entries()) {
      if (!(entry instanceof Stretch stretch) || !covers(stretch, position)) continue;
      Segment segment = stretch.segment();
      if (segment.id().file() != position.file()) continue;
      if (inEpoch && segment.id().epoch() != position.epoch()) continue;
      if (!inEpoch && position.offset() == 0 && stretch.offset() == 0) return stretch.at();
      if (position.equals(segment.id().start()) || position.equals(segment.known())) {
        return placeIn(stretch, position);
      }
      if (position.offset() == 0) continue;
      try {
        if (holds(segment, position)) return placeIn(stretch, position);
      } catch (LostException notThere) {
        if (segment.id().hasHeadOf(position)) gone = placeIn(stretch, position);
      }
    }
    return gone;
  }

  /**
   * Returns whether the position may be in the stretch. Its end counts: what was delivered last
   * ended here, whatever stands between it and this segment's next byte.
   */
  private static boolean covers(Stretch stretch, Position position) {
    return position.offset() >= stretch.offset() && position.offset() <= stretch.endOffset();
  }

  private static long placeIn(Stretch stretch, Position position) {
    return stretch.at() + position.offset() - stretch.offset();
  }

  private boolean holds(Segment segment, Position position) throws IOException, LostException {
    SegmentReader.Use<Boolean> use = bytes -> OlderSegment.holds(bytes, position);
    if (reader.use(segment, use)) return true;
    if (segment.openFile() == null) return false;
    // The file may just have been truncated; then its copy has what it held.
    try {
      return reader.useFound(segment, use);
    } catch (LostException nowhere) {
      return false;
    }
  }

  /**
   * Returns where another file than the position's has the bytes before it; of several that have,
   * the oldest that was changed after the position's file was made, so that nothing is passed over.
   * The log's current file does not count: it may well begin as the one before it did.
   */
  private Stretch copyWith(Position position) throws IOException {
    long birthSeconds = position.file() >>> 32;
    Stretch last = null;
    for (Entry entry : snapshot.entries()) {
      if (!(entry instanceof Stretch stretch) || !covers(stretch, position)) continue;
      try {
        if (reader.isCurrent(stretch.segment()) || !holds(stretch.segment(), position)) continue;
      } catch (LostException gone) {
        continue;
      }
      if (changedAfter(stretch.segment(), birthSeconds)) return stretch;
      last = stretch;
    }
    return last;
  }

  private static boolean changedAfter(Segment segment, long seconds) {
    return !(segment instanceof OlderSegment older)
        || older.modified().to(TimeUnit.SECONDS) >= seconds;
  }

  /**
   * Returns the start of the segment from which on there may be something that the reader has not
   * had: the position's own file, which holds something else now, or the oldest that was changed
   * after that was made.
   */
  private long startAfter(Position position) {
    Stretch first = null;
    for (Entry entry : snapshot.entries()) {
      if (!(entry instanceof Stretch stretch) || stretch.offset() != 0) continue;
      if (stretch.segment().id().file() == position.file()) return stretch.at();
      boolean after = changedAfter(stretch.segment(), position.file() >>> 32);
      if (after && first == null) first = stretch;
    }
    return first == null ? lastEntryAt() : first.at();
  }
}
