package comettail.tail;

import comettail.file.LineStart;
import comettail.file.SegmentFile;
import comettail.line.Block;
import comettail.line.Fingerprint;
import comettail.line.LineFramer;
import comettail.line.Position;
import comettail.line.SegmentId;
import comettail.line.TailEvent;
import comettail.line.TailEvent.Kind;
import comettail.tail.Journal.Notice;
import comettail.tail.Journal.Snapshot;
import comettail.tail.Journal.Stretch;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * A reader's place in a log: one number, and nothing buffered. It reads from memory while it keeps
 * up, else from the file, and where the file is gone it says so in a gap event.
 *
 * <p>Used by one thread at a time. {@link #next} never waits; {@link #nextFromFile} waits for the
 * disk and must not be called by a thread that may be interrupted.
 */
public final class Cursor {
  /** What a step of the cursor came to. */
  public enum Outcome {
    /** Something went to the sink, or the next step will tell; ask again. */
    MORE,
    /** What comes next is not in memory: ask {@link Cursor#nextFromFile}. */
    ON_DISK,
    /** The reader has all there is; it will be woken. */
    CAUGHT_UP,
    /** The reader has all that it asked for. */
    FINISHED
  }

  /**
   * How far a search for the last lines goes back at most, in bytes; the reader begins there,
   * within a line perhaps.
   */
  static final long MAX_BACK_BYTES = 1L << 30; // 1 GiB

  private static final int CHUNK_BYTES = 64 * 1024;

  // Final configuration.
  private final Journal journal;
  private final LineFramer framer;
  private final Start start;
  private final boolean wholeLines;
  private final boolean follows;

  // Written by the follower's thread, once.
  private volatile Snapshot joined;

  // Written by the reader's thread, read by the follower's.
  private volatile long at; // stream offset

  // Owned by the reader's thread.
  private boolean located;
  private Position here; // the position at `at`, or null where it is not known
  private long until = Long.MAX_VALUE; // stream offset at which the reader has all it asked for

  /**
   * @param wholeLines whether an unfinished line is held back until it is whole or has been quiet
   *     for a while
   * @param follows whether the reader stays when it has read what there was when it joined
   */
  Cursor(Journal journal, LineFramer framer, Start start, boolean wholeLines, boolean follows) {
    this.journal = journal;
    this.framer = framer;
    this.start = start;
    this.wholeLines = wholeLines;
    this.follows = follows;
  }

  /** Says what there was to read when the reader joined. Call from the follower's thread, once. */
  void joined(Snapshot snapshot) {
    joined = snapshot;
  }

  /** Returns the lowest stream offset that is still to be read. Any thread. */
  long at() {
    return at;
  }

  /**
   * Returns whether the reader has its place, so that it will get every line that is written from
   * now on.
   */
  public boolean isPlaced() {
    return located;
  }

  /** Takes the next step that needs no disk. */
  public Outcome next(Sink sink) {
    if (joined == null) return Outcome.CAUGHT_UP;
    if (!located) return Outcome.ON_DISK;
    if (at >= until) return Outcome.FINISHED;
    Snapshot s = journal.now();
    if (at >= readable(s)) return Outcome.CAUGHT_UP;
    if (at < s.firstAt()) return lost(s.firstAt(), sink);
    if (s.entryAt(at) instanceof Notice notice) {
      at++;
      if (notice.next() != null) here = notice.next();
      sink.event(notice.event(), notice.next());
      return Outcome.MORE;
    }
    Block block = s.blockAt(at);
    if (block == null) return Outcome.ON_DISK;
    deliver(block.from(at), sink);
    return Outcome.MORE;
  }

  /** Returns the stream offset up to which this reader may read. */
  private long readable(Snapshot s) {
    return wholeLines && follows ? s.wholeAt() : Math.min(s.endAt(), until);
  }

  private void deliver(Block block, Sink sink) {
    Block bounded = until <= block.endAt() ? block.sealedAt(until) : block;
    sink.lines(bounded);
    here = bounded.position(wholeLines ? bounded.whole() : bounded.end());
    at = wholeLines ? bounded.wholeAt() : bounded.endAt();
  }

  /** Goes on at {@code nextAt}; what lies before is gone. */
  private Outcome lost(long nextAt, Sink sink) {
    long bytes = nextAt - at;
    at = nextAt;
    here = null;
    String sentence = bytes + " bytes can't be delivered: the file that held them is gone.";
    sink.event(new TailEvent(Kind.GAP, sentence, bytes), null);
    return Outcome.MORE;
  }

  /** Takes the next step, reading the file. */
  public Outcome nextFromFile(Sink sink) throws IOException {
    if (!located) {
      locate(sink);
      located = true;
      return Outcome.MORE;
    }
    Snapshot s = journal.now();
    if (at < s.firstAt() || !(s.entryAt(at) instanceof Stretch stretch)) return Outcome.MORE;
    long limit = Math.min(Math.min(stretch.endAt(), until), readable(s));
    Block block = read(stretch, limit);
    if (block == null) return lost(stretch.endAt(), sink);
    deliver(block, sink);
    return Outcome.MORE;
  }

  /**
   * Returns lines of {@code stretch} from here on, up to {@code limit}, or null if they are gone.
   */
  private Block read(Stretch stretch, long limit) throws IOException {
    for (int wanted = CHUNK_BYTES; ; wanted = framer.maxLineBytes() + Position.WINDOW) {
      SegmentFile file = stretch.generation().file();
      if (file == null) return null;
      long offset = stretch.offsetOf(at);
      int window = (int) Math.min(offset, Position.WINDOW);
      int length = (int) Math.min(limit - at, wanted);
      byte[] bytes = new byte[window + length];
      int n;
      try {
        n = file.read(offset - window, bytes, 0, bytes.length);
      } catch (ClosedChannelException retired) {
        return null;
      }
      SegmentId segment = stretch.generation().segment();
      if (n < bytes.length || !isWhereIAm(segment, offset, bytes, window)) return null;
      Block block = Block.of(segment, offset, at, bytes, window, n, framer);
      if (at + length == limit) return block.sealed();
      if (!wholeLines || block.lines() > 0) return block;
    }
  }

  /**
   * Returns whether the bytes before {@code offset} are those that were delivered last, as far as
   * that is known.
   */
  private boolean isWhereIAm(SegmentId segment, long offset, byte[] bytes, int window) {
    if (here == null || here.file() != segment.file() || here.offset() != offset) return true;
    if (offset == 0) return true;
    return here.marker() == Fingerprint.of(bytes, 0, window);
  }

  private void locate(Sink sink) throws IOException {
    Snapshot s = joined;
    if (!follows) until = s.endAt();
    if (start instanceof Start.LastLines last) {
      at = lastLines(s, last.lines());
    } else if (start instanceof Start.At place) {
      at = placeOf(place.position(), s);
      if (at < 0) {
        at = currentStart(s);
        String sentence =
            "The place to go on from is not in this log any more;"
                + " going on from the first byte of its current file.";
        sink.event(new TailEvent(Kind.GAP, sentence), null);
      }
    } else {
      at = currentStart(s);
    }
    here = positionAt(s);
    if (here != null) sink.begin(here);
  }

  /**
   * Returns the stream offset of the first of the last {@code lines} lines, or of the trouble the
   * log is in.
   */
  private long lastLines(Snapshot s, long lines) throws IOException {
    long place = s.endAt();
    long left = lines;
    long budget = MAX_BACK_BYTES;
    for (int i = s.entries().length - 1; i >= 0; i--) {
      Journal.Entry entry = s.entries()[i];
      if (entry instanceof Notice notice) {
        boolean now = i == s.entries().length - 1 && isTrouble(notice.event().kind());
        if (now) place = notice.at();
        continue;
      }
      Stretch stretch = (Stretch) entry;
      SegmentFile file = stretch.generation().file();
      if (left == 0 || budget <= 0 || file == null) break;
      long floor = Math.max(stretch.offset(), stretch.endOffset() - budget);
      LineStart.Found found = LineStart.last(file, framer, floor, stretch.endOffset(), left);
      place = stretch.at() + (found.offset() - stretch.offset());
      left -= found.lines();
      budget -= stretch.endOffset() - found.offset();
    }
    return place;
  }

  private static boolean isTrouble(Kind kind) {
    return kind == Kind.WAITING || kind == Kind.VANISHED || kind == Kind.UNREADABLE;
  }

  /** Returns the stream offset of the first byte of the newest file. */
  private static long currentStart(Snapshot s) {
    Generation newest = null;
    long place = s.entries().length == 0 ? s.endAt() : s.entries()[s.entries().length - 1].at();
    for (int i = s.entries().length - 1; i >= 0; i--) {
      if (!(s.entries()[i] instanceof Stretch stretch)) continue;
      if (stretch.generation().file() == null) break;
      if (newest == null) newest = stretch.generation();
      if (stretch.generation() == newest) place = stretch.at();
    }
    return place;
  }

  /**
   * Returns the stream offset of {@code position}, or -1 if it is no place in this log. A place
   * whose bytes are gone counts: the gap that follows is stated with its length.
   */
  private static long placeOf(Position position, Snapshot s) throws IOException {
    long otherwise = -1;
    for (Journal.Entry entry : s.entries()) {
      if (!(entry instanceof Stretch stretch)) continue;
      Generation generation = stretch.generation();
      if (generation.segment().file() != position.file()) continue;
      // The end counts: what was delivered last ended here, whatever stands between it and this
      // file's next byte.
      if (position.offset() < stretch.offset() || position.offset() > stretch.endOffset()) continue;
      if (!generation.segment().hasHeadOf(position)) continue;
      long place = stretch.at() + position.offset() - stretch.offset();
      if (holds(generation, position)) return place;
      if (generation.file() == null || position.offset() == 0) otherwise = place;
    }
    return otherwise;
  }

  private static boolean holds(Generation generation, Position position) throws IOException {
    SegmentFile file = generation.file();
    if (position.offset() == 0) return position.equals(generation.segment().start());
    // What was read last is known without the file, which may have been cut short meanwhile.
    if (position.equals(generation.endPosition())) return true;
    if (file == null) return false;
    byte[] window = new byte[position.window()];
    int n = file.read(position.offset() - window.length, window, 0, window.length);
    return n == window.length && Fingerprint.of(window, 0, n) == position.marker();
  }

  /** Returns the position of {@link #at}, or null where no bytes are. */
  private Position positionAt(Snapshot s) throws IOException {
    if (at < s.endAt() && s.entryAt(at) instanceof Stretch stretch) {
      return position(stretch, stretch.offsetOf(at));
    }
    for (int i = s.entries().length - 1; i >= 0; i--) {
      if (s.entries()[i] instanceof Stretch stretch && stretch.endAt() <= at) {
        return position(stretch, stretch.endOffset());
      }
    }
    return null;
  }

  private static Position position(Stretch stretch, long offset) throws IOException {
    SegmentFile file = stretch.generation().file();
    if (file == null) return null;
    byte[] window = new byte[(int) Math.min(offset, Position.WINDOW)];
    int n = file.read(offset - window.length, window, 0, window.length);
    if (n < window.length) return null;
    return stretch.generation().segment().position(offset, window, n);
  }
}
