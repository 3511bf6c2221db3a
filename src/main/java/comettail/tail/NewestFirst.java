package comettail.tail;

import comettail.line.Block;
import comettail.line.Cutter;
import comettail.line.Framing;
import comettail.line.LineFramer;
import comettail.line.Position;
import comettail.line.TailEvent;
import comettail.line.TailEvent.Kind;
import comettail.tail.Archive.LostException;
import comettail.tail.Journal.Entry;
import comettail.tail.Journal.Snapshot;
import comettail.tail.Journal.Stretch;
import java.io.EOFException;
import java.io.IOException;

/**
 * Reads a log from its newest event back to its oldest, in blocks of whole events. A compressed
 * segment can be read forwards only: of what it has of use the last is kept, and it is read again
 * for what came before that. Used by one thread at a time, which may wait for the disk.
 */
final class NewestFirst {
  /** How many bytes of a compressed segment's blocks are kept. */
  static final int MAX_KEPT_BYTES = 16 << 20; // 16 MiB

  /** How long an event may be, about, and not be cut in two. */
  static final int MAX_EVENT_BYTES = 8 << 20; // 8 MiB

  private static final int STEP_BYTES = 4 << 20; // 4 MiB

  private final Snapshot snapshot;
  private final long low; // stream offset
  private final LineFramer framer;
  private final SegmentReader reader;
  private final Wanted wanted;

  private long high; // the stream offset before which all is still to be read
  private int entry; // the entry that ends there, or is to be looked for
  private ReadAhead ahead; // of a plain segment, or null
  private Unpacking unpacking; // of a compressed one, or null

  /**
   * @param low the stream offset at which the oldest event begins
   * @param high the stream offset at which the newest ends
   */
  NewestFirst(
      Snapshot snapshot,
      long low,
      long high,
      LineFramer framer,
      SegmentReader reader,
      Wanted wanted) {
    this.snapshot = snapshot;
    this.low = low;
    this.high = high;
    this.framer = framer;
    this.reader = reader;
    this.wanted = wanted;
    this.entry = snapshot.entries().length - 1;
  }

  /** Returns the stream offset before which all is still to be read. */
  long high() {
    return high;
  }

  /** Returns whether all has been read. */
  boolean isOver() {
    return high <= low || entry < 0;
  }

  /** Reads some way. */
  void step(Sink sink) throws IOException {
    Entry last = snapshot.entries()[entry];
    if (!(last instanceof Stretch stretch) || last.at() >= high) {
      entry--;
      return;
    }
    long from = Math.max(low, stretch.at());
    high = Math.min(high, stretch.endAt());
    try {
      Block block = stretch.segment().isOpenEnded() ? unpacked(stretch, from) : read(stretch, from);
      if (block == null) return;
      sink.lines(block);
      high = block.at();
    } catch (LostException gone) {
      long bytes = stretch.segment().isOpenEnded() ? TailEvent.UNKNOWN : high - from;
      String sentence = "Bytes can't be delivered: " + gone.getMessage() + ".";
      sink.event(new TailEvent(Kind.GAP, sentence, bytes), null);
      high = from;
    }
    if (high <= from) next();
  }

  private void next() {
    entry--;
    ahead = null;
    unpacking = null;
  }

  /** Lets go of what was read and not given. */
  void letGo() {
    ahead = null;
  }

  private Block read(Stretch stretch, long from) throws IOException, LostException {
    if (ahead == null || !ahead.reads(stretch.segment())) ahead = ahead(stretch, from);
    Block block = ahead.next();
    if (block != null && block.endAt() == high) return block;
    ahead = null;
    return readAlone(stretch, from);
  }

  private ReadAhead ahead(Stretch stretch, long from) throws IOException, LostException {
    var bytes = reader.shared(stretch.segment());
    return new ReadAhead(stretch, bytes, from, high, framer, wanted);
  }

  /** Reads as far back as it must to find where an event begins, or as far as it may. */
  private Block readAlone(Stretch stretch, long from) throws IOException, LostException {
    ReadAhead alone = ahead(stretch, from);
    try {
      for (long length = Cutter.SLICE_BYTES; ; length *= 2) {
        long at = Math.max(from, high - length);
        Block block = alone.read(at, high);
        if (block != null && block.at() < high) return block;
        if (length >= MAX_EVENT_BYTES) return ahead(stretch, at).read(at, high);
      }
    } catch (EOFException cut) {
      throw new LostException("the file that held them is not what it was");
    }
  }

  /** Returns the last block of use of a compressed stretch, or null if it is not known yet. */
  private Block unpacked(Stretch stretch, long from) throws IOException, LostException {
    if (unpacking == null) unpacking = new Unpacking(stretch, from);
    if (unpacking.step()) return null;
    Block last = unpacking.kept.takeLast();
    if (last != null) return last;
    if (unpacking.kept.isAll()) high = from;
    unpacking = null;
    if (high <= from) next();
    return null;
  }

  /** One pass over a compressed stretch, up to {@link #high}. */
  private final class Unpacking {
    private final Stretch stretch;
    private final long to = high;
    private final KeptBlocks kept = new KeptBlocks(wanted.cutter(), MAX_KEPT_BYTES);
    private long at;
    private boolean done;

    Unpacking(Stretch stretch, long from) {
      this.stretch = stretch;
      this.at = from;
    }

    /** Reads some way, and returns whether there is more to read. */
    boolean step() throws IOException, LostException {
      for (long end = at + STEP_BYTES; !done && at < end; ) kept.add(block());
      if (done) kept.end();
      return !done;
    }

    private Block block() throws IOException, LostException {
      for (int length = Cutter.SLICE_BYTES; ; length *= 2) {
        long offset = stretch.offsetOf(at);
        int window = (int) Math.min(offset, Position.WINDOW);
        byte[] bytes = new byte[window + (int) Math.min(length, to - at)];
        int n =
            reader.use(
                stretch.segment(), from -> from.read(offset - window, bytes, 0, bytes.length));
        done = n < bytes.length || at + n - window >= to;
        int end = done ? n : lastEvent(bytes, window, n);
        if (end <= window && !done && length < MAX_EVENT_BYTES) continue;
        if (end <= window) end = n;
        Block block = cut(offset, bytes, window, end);
        at += end - window;
        return done ? block.sealed() : block;
      }
    }

    private Block cut(long offset, byte[] bytes, int start, int end) {
      return wanted.cutter().cut(stretch.segment().id(), offset, at, bytes, start, end, framer);
    }

    /** Returns where the last event begins in {@code bytes[start, end)}, or {@code start}. */
    private int lastEvent(byte[] bytes, int start, int end) {
      Framing framing = framer.charset(stretch.segment().id().mark()).framing();
      int lineEnd = framing.lastLineEnd(bytes, start, end);
      int unit = framing.unitBytes();
      while (lineEnd > start) {
        int line = Math.max(start, framing.lastLineEnd(bytes, start, lineEnd - unit));
        if (!wanted.cutter().goesOn(bytes, line, lineEnd)) return line;
        lineEnd = line;
      }
      return start;
    }
  }
}
