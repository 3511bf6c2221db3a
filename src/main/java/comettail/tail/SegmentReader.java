package comettail.tail;

import comettail.file.SegmentBytes;
import comettail.file.SegmentFile;
import comettail.tail.Archive.LostException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads segments for one reader: from the file that a follower holds open for all, else from
 * wherever the bytes are now, which it then holds open itself until it reads another segment. Used
 * by one thread at a time, but for {@link #close}.
 */
final class SegmentReader implements AutoCloseable {
  private final Archive archive;
  private final AtomicInteger count;

  // Written by many: who reads takes it out, and gives it back; who closes takes it out for good.
  private final AtomicReference<Held> idle = new AtomicReference<>();
  private volatile boolean closed;

  private record Held(Segment segment, SegmentBytes bytes) {}

  /**
   * @param count how many files are held open like this, by all readers
   */
  SegmentReader(Archive archive, AtomicInteger count) {
    this.archive = archive;
    this.count = count;
  }

  /** What is done with a segment's bytes. */
  interface Use<T> {
    T of(SegmentBytes bytes) throws IOException;
  }

  /**
   * Returns what {@code use} makes of the bytes of {@code segment}; it may be called twice, if the
   * follower closes the file meanwhile.
   *
   * @throws LostException if the bytes can't be had any more
   */
  <T> T use(Segment segment, Use<T> use) throws IOException, LostException {
    SegmentFile shared = segment.openFile();
    if (shared != null) {
      try {
        T made = use.of(shared);
        letGo();
        return made;
      } catch (ClosedChannelException retired) {
        // It may still be found beside the log.
      }
    }
    return useFound(segment, use);
  }

  /**
   * Does the same with bytes that are looked for beside the log, whether a follower holds them or
   * not.
   */
  <T> T useFound(Segment segment, Use<T> use) throws IOException, LostException {
    Held held = take(segment);
    try {
      return use.of(held.bytes);
    } catch (IOException damaged) {
      if (!held.bytes.isSequential()) throw damaged;
      throw new LostException("the compressed file that holds them is damaged");
    } finally {
      giveBack(held);
    }
  }

  /**
   * Returns the bytes of {@code segment}, which is not compressed, for reads by several threads;
   * they end when it is let go.
   */
  SegmentBytes shared(Segment segment) throws IOException, LostException {
    SegmentFile open = segment.openFile();
    if (open != null) return open;
    Held held = take(segment);
    giveBack(held);
    return held.bytes;
  }

  /** Returns whether the log's name stands for the file of {@code segment} now. */
  boolean isCurrent(Segment segment) {
    return archive.isCurrent(segment);
  }

  private Held take(Segment segment) throws IOException, LostException {
    Held held = idle.getAndSet(null);
    if (held != null && held.segment == segment) return held;
    if (held != null) letGo(held);
    SegmentBytes bytes = archive.open(segment);
    try {
      if (segment instanceof OlderSegment older) older.learnHead(bytes);
    } catch (IOException unreadable) {
      bytes.close();
      throw new LostException("the file that holds them can't be read");
    }
    count.incrementAndGet();
    return new Held(segment, bytes);
  }

  private void giveBack(Held held) throws IOException {
    idle.set(held);
    if (closed) close();
  }

  /** Returns whether a file is held open for this reader alone. */
  boolean isHolding() {
    return idle.get() != null;
  }

  /** Lets go of what is held open; it is looked for anew when it is needed again. */
  void letGo() throws IOException {
    Held held = isHolding() ? idle.getAndSet(null) : null;
    if (held != null) letGo(held);
  }

  /** Lets go of what is held open, now or as soon as it is not used any more. Any thread. */
  @Override
  public void close() throws IOException {
    closed = true;
    letGo();
  }

  private void letGo(Held held) throws IOException {
    count.decrementAndGet();
    held.bytes.close();
  }
}
