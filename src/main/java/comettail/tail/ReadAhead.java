package comettail.tail;

import comettail.file.SegmentBytes;
import comettail.line.Block;
import comettail.line.Framing;
import comettail.line.LineFramer;
import comettail.line.LogCharset;
import comettail.line.Position;
import comettail.tail.Journal.Stretch;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * Reads and cuts a stretch of a plain segment in slices, on several threads, for a reader whose
 * cutter has much to do. A slice begins and ends where an event does, which each finds out by
 * itself. The reader's thread works too, so that none waits for another that has not begun. Used by
 * that thread.
 */
final class ReadAhead {
  //   |<------- slice ------->|<------- slice ------->|
  //   from    ^ start         to      ^ end
  //
  // The line in which a slice begins, and what goes on with that, are the slice's before.

  /** How many slices are read at most that the reader has not had. */
  private static final int MAX_SLICES = 4;

  private static final int NOWHERE = -1;

  private final Stretch stretch;
  private final SegmentBytes source; // any thread may read it
  private final long low; // stream offset
  private final long high; // stream offset
  private final LineFramer framer;
  private final Wanted wanted;
  private final int sliceBytes; // how long a slice is, but for where its events begin
  private final int moreBytes; // how far beyond a slice's end the next event may begin

  private final Deque<Slice> slices = new ArrayDeque<>();
  private long next; // the stream offset at which the next slice begins, or ends

  /**
   * @param low the stream offset at which the oldest event begins
   * @param high the stream offset at which the newest ends
   */
  ReadAhead(
      Stretch stretch, SegmentBytes source, long low, long high, LineFramer framer, Wanted wanted) {
    this.stretch = stretch;
    this.source = source;
    this.low = low;
    this.high = high;
    this.framer = framer;
    this.wanted = wanted;
    this.sliceBytes = wanted.cutter().sliceBytes();
    this.moreBytes = sliceBytes / 4;
    this.next = wanted.newestFirst() ? high : low;
  }

  /** Returns whether it reads that segment, and there is more of it to be had. */
  boolean reads(Segment segment) {
    return segment == stretch.segment() && !(slices.isEmpty() && isLast());
  }

  private boolean isLast() {
    return next == (wanted.newestFirst() ? low : high);
  }

  private void begin() {
    while (slices.size() < MAX_SLICES && !isLast()) {
      long from = wanted.newestFirst() ? Math.max(low, next - sliceBytes) : next;
      long to = wanted.newestFirst() ? next : Math.min(high, next + sliceBytes);
      next = wanted.newestFirst() ? from : to;
      boolean mine = slices.isEmpty();
      Slice slice = new Slice(from, to);
      slices.addLast(slice);
      if (!mine) submit(slice);
    }
  }

  private void submit(Slice slice) {
    try {
      wanted.helpers().execute(slice);
    } catch (RejectedExecutionException closing) {
      // The reader's thread does it.
    }
  }

  /** Returns the next slice's block, or null if that can't be read like this; there is a slice. */
  Block next() {
    begin();
    Slice first = slices.peekFirst();
    for (Slice slice : slices) {
      if (first.isDone()) break;
      slice.run(); // which does nothing if somebody does or has
    }
    slices.removeFirst();
    return first.block();
  }

  /** One slice, which whoever comes first reads and cuts. */
  private final class Slice extends FutureTask<Block> {
    Slice(long from, long to) {
      super(() -> read(from, to));
    }

    Block block() {
      try {
        return get();
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
        return null;
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof IOException) return null; // who reads it alone says why
        throw new IllegalStateException(failed.getCause());
      }
    }
  }

  /**
   * Returns a block of the events that begin in {@code [from, to)}, or null if it is not known
   * where they do.
   */
  Block read(long from, long to) throws IOException {
    long offset = stretch.offsetOf(from);
    int window = (int) Math.min(offset, Position.WINDOW);
    int more = (int) Math.min(moreBytes, high - to);
    byte[] bytes = new byte[window + (int) (to - from) + more];
    int n = source.read(offset - window, bytes, 0, bytes.length);
    if (n < bytes.length) throw new EOFException();
    int start = from == low ? window : firstEvent(bytes, window, offset);
    int end = to == high ? n : firstEvent(bytes, n - more, offset + (to - from));
    if (start < 0 || end < 0) return null;
    long at = from + start - window;
    Block block =
        wanted
            .cutter()
            .cut(stretch.segment().id(), stretch.offsetOf(at), at, bytes, start, end, framer);
    return to == high ? block.sealed() : block;
  }

  /**
   * Returns where the first event begins at {@code from} or after it, or {@link #NOWHERE}.
   *
   * @param offset the segment offset of {@code bytes[from]}
   */
  private int firstEvent(byte[] bytes, int from, long offset) {
    LogCharset charset = framer.charset(stretch.segment().id().mark());
    Framing framing = charset.framing();
    int before = from - framing.unitBytes() - framing.within(offset);
    int start = framing.firstLineEnd(bytes, before, bytes.length);
    while (start >= 0 && start < bytes.length) {
      int end = framing.firstLineEnd(bytes, start, bytes.length);
      if (end < 0) return NOWHERE;
      boolean goesOn = charset == LogCharset.UTF_8 && wanted.cutter().goesOn(bytes, start, end);
      if (!goesOn) return start;
      start = end;
    }
    return NOWHERE;
  }
}
