package comettail.tail;

import comettail.file.LineStart;
import comettail.line.ByteOrderMark;
import comettail.line.Framing;
import comettail.line.LineFramer;
import comettail.line.TailEvent.Kind;
import comettail.tail.Archive.LostException;
import comettail.tail.Journal.Entry;
import comettail.tail.Journal.Notice;
import comettail.tail.Journal.Snapshot;
import comettail.tail.Journal.Stretch;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds where the last lines of a log begin, going back from segment to segment. A plain segment is
 * read backwards, a compressed one forwards to its end. Used by one thread at a time, which may
 * wait for the disk.
 */
final class LastLines {
  /**
   * How far a search goes back at most, in bytes; the reader begins there, within a line perhaps.
   */
  static final long MAX_BACK_BYTES = 1L << 30; // 1 GiB

  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int STEP_BYTES = 4 << 20; // 4 MiB

  private final Snapshot snapshot;
  private final long wanted;
  private final LineFramer framer;
  private final SegmentReader reader;

  private int entry; // what comes next is before this entry
  private long place;
  private long left; // how many lines are still to be found
  private long budget = MAX_BACK_BYTES;
  private Forward forward; // the compressed segment that is being read, or null

  LastLines(Snapshot snapshot, long lines, LineFramer framer, SegmentReader reader) {
    this.snapshot = snapshot;
    this.framer = framer;
    this.reader = reader;
    this.wanted = lines;
    this.left = lines;
    this.entry = snapshot.entries().length;
    this.place = snapshot.endAt();
    if (entry > 0 && snapshot.entries()[entry - 1] instanceof Notice notice) {
      boolean trouble = isTrouble(notice.event().kind()); // a new reader is told of it
      if (trouble) place = notice.at();
    }
  }

  private static boolean isTrouble(Kind kind) {
    return kind == Kind.WAITING || kind == Kind.VANISHED || kind == Kind.UNREADABLE;
  }

  /** Returns the stream offset of the first of the lines, as far as it is known. */
  long place() {
    return place;
  }

  /** Returns how many of them there are, as far as is known. */
  long found() {
    return wanted - left;
  }

  /** Goes back some way, and returns whether there may be more to find. */
  boolean step() throws IOException {
    if (forward == null && (left == 0 || budget <= 0 || entry == 0)) return false;
    try {
      if (forward != null) return goForward();
      Entry earlier = snapshot.entries()[--entry];
      if (!(earlier instanceof Stretch stretch)) return true;
      if (stretch.segment().isOpenEnded()) forward = new Forward(stretch, left);
      else goBack(stretch);
      return true;
    } catch (LostException gone) {
      return false; // what is older is not read without what lies between
    }
  }

  private void goBack(Stretch stretch) throws IOException, LostException {
    long floor = Math.max(stretch.offset(), stretch.endOffset() - budget);
    LineStart.Found found =
        reader.use(
            stretch.segment(),
            bytes -> LineStart.last(bytes, framer, floor, stretch.endOffset(), left));
    place = stretch.at() + (found.offset() - stretch.offset());
    left -= found.lines();
    budget -= stretch.endOffset() - found.offset();
  }

  private boolean goForward() throws IOException, LostException {
    if (forward.step()) return true;
    long found = Math.min(left, forward.lines);
    place = forward.stretch.at() + forward.start(found) - forward.stretch.offset();
    left -= found;
    budget -= forward.offset;
    forward = null;
    return true;
  }

  /** Reads a segment of unknown length to its end, and remembers where its last lines start. */
  private final class Forward {
    private final Stretch stretch;
    private final long wanted;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    private long offset;
    private Framing framing = Framing.BYTES; // until the first bytes tell
    private boolean inLine;
    private long lines;
    private long[] starts = new long[64]; // line number modulo its length: a ring once it is full

    Forward(Stretch stretch, long wanted) {
      this.stretch = stretch;
      this.wanted = wanted;
      this.offset = stretch.offset();
    }

    /** Reads some way, and returns whether there may be more. */
    boolean step() throws IOException, LostException {
      for (int read = 0; read < STEP_BYTES; read += chunk.length) {
        int length = (int) Math.min(chunk.length, stretch.endOffset() - offset);
        int n = reader.use(stretch.segment(), bytes -> bytes.read(offset, chunk, 0, length));
        if (offset == 0) framing = framer.charset(markOf(chunk, n)).framing();
        for (int i = 0; i < n; ) {
          if (!inLine) add(offset + i);
          int end = framing.firstLineEnd(chunk, i, n);
          inLine = end < 0;
          i = inLine ? n : end;
        }
        offset += n;
        if (n < chunk.length) return false;
      }
      return true;
    }

    private static ByteOrderMark markOf(byte[] chunk, int length) {
      return ByteOrderMark.of(Arrays.copyOf(chunk, Math.min(length, ByteOrderMark.MAX_LENGTH)));
    }

    private void add(long start) {
      if (lines == starts.length && lines < wanted) {
        starts = Arrays.copyOf(starts, (int) Math.min(wanted, 2L * starts.length));
      }
      starts[(int) (lines++ % starts.length)] = start;
    }

    /** Returns where the last {@code count} lines start; they are no more than wanted. */
    long start(long count) {
      return count == 0 ? offset : starts[(int) ((lines - count) % starts.length)];
    }
  }
}
