package comettail.tail;

import comettail.line.Block;
import comettail.line.Position;
import comettail.line.TailEvent;
import java.util.Arrays;

/**
 * The order in which one log's bytes and events are delivered, the same for every reader.
 *
 * <p>A <em>stream offset</em> counts the bytes and events that come before it, from the first byte
 * of the first segment that the follower opened; an event counts as one. So a reader's place is one
 * number, whatever rotations lie behind it and although late bytes of an old generation may stand
 * after bytes of the new one. The journal holds where each stretch of bytes is to be read, and the
 * newest blocks themselves.
 *
 * <p>It is written from the follower's thread, which publishes a new {@link Snapshot} each time;
 * snapshots are immutable and read by any thread.
 */
final class Journal {
  /** How many stretches and events are remembered; the oldest are forgotten first. */
  static final int MAX_ENTRIES = 1024;

  /** A stretch of the stream or one event in it. */
  sealed interface Entry {
    /** Returns the stream offset at which it begins. */
    long at();

    /** Returns the stream offset at which the next one begins. */
    long endAt();
  }

  /**
   * The stream offsets that a segment of unknown length is given; what it has not is passed over.
   */
  static final long UNKNOWN_LENGTH = 1L << 44; // 16 TiB

  /** A stretch of the stream that is in {@code segment} from {@code offset} on. */
  record Stretch(long at, long endAt, Segment segment, long offset) implements Entry {
    /** Returns the segment offset of the stream offset {@code place}. */
    long offsetOf(long place) {
      return offset + (place - at);
    }

    long endOffset() {
      return offsetOf(endAt);
    }
  }

  /**
   * An event, and the position from which a reader that has seen it goes on; null where there is
   * none yet.
   */
  record Notice(long at, TailEvent event, Position next) implements Entry {
    @Override
    public long endAt() {
      return at + 1;
    }
  }

  /**
   * What there is to read at one moment.
   *
   * @param entries the stretches and events, in order and without a hole
   * @param recent the newest blocks; each begins where the lines of the one before end
   * @param wholeAt how far line-wise readers may read
   * @param endAt how far readers of raw bytes may read
   */
  record Snapshot(Entry[] entries, Block[] recent, long wholeAt, long endAt) {
    static final Snapshot EMPTY = new Snapshot(new Entry[0], new Block[0], 0, 0);

    /** Returns the entry at a stream offset before {@link #endAt}, or null if it is forgotten. */
    Entry entryAt(long at) {
      for (int i = entries.length - 1; i >= 0; i--) { // readers are near the end
        if (entries[i].at() <= at) return entries[i];
      }
      return null;
    }

    /** Returns the block that holds the byte at a stream offset before {@link #endAt}, or null. */
    Block blockAt(long at) {
      for (int i = recent.length - 1; i >= 0; i--) {
        if (recent[i].at() <= at) return at < recent[i].endAt() ? recent[i] : null;
      }
      return null;
    }

    /** Returns the first stream offset that is remembered. */
    long firstAt() {
      return entries.length == 0 ? endAt : entries[0].at();
    }
  }

  private final int maxRecentBytes;

  private volatile Snapshot now = Snapshot.EMPTY;

  /**
   * @param maxRecentBytes how many bytes of the newest blocks are kept in memory; the newest block
   *     always is
   */
  Journal(int maxRecentBytes) {
    this.maxRecentBytes = maxRecentBytes;
  }

  /** Returns what there is to read now. Any thread. */
  Snapshot now() {
    return now;
  }

  /** Lets the stream begin at {@code at} instead of 0. Call before anything is added. */
  void beginAt(long at) {
    now = new Snapshot(now.entries, now.recent, at, at);
  }

  /**
   * Says that {@code segment} goes on here, from the segment offset {@code offset}, and adds its
   * next {@code length} bytes, which nobody has read yet; none perhaps, but its start is a place to
   * come back to.
   */
  void begin(Segment segment, long offset, long length) {
    Snapshot s = now;
    long endAt = s.endAt + length;
    Stretch stretch = new Stretch(s.endAt, endAt, segment, offset);
    now = new Snapshot(with(s.entries, stretch), s.recent, endAt, endAt);
  }

  /**
   * Adds a block of {@code generation}; it begins at {@link Snapshot#wholeAt}, with the line that
   * was unfinished.
   */
  void add(Generation generation, Block block) {
    Snapshot s = now;
    if (block.at() != s.wholeAt) {
      throw new IllegalStateException("block at " + block.at() + ", not " + s.wholeAt);
    }
    long offset = block.offset() + (s.endAt - block.at()); // of the first new byte
    now =
        new Snapshot(
            extended(s, generation, offset, block.endAt()),
            with(s.recent, block),
            block.wholeAt(),
            block.endAt());
  }

  /**
   * Adds {@code generation}'s unfinished line as a partial one, which it is in {@code sealed}, the
   * last block added.
   */
  void seal(Block sealed) {
    Snapshot s = now;
    Block[] recent = s.recent.clone();
    recent[recent.length - 1] = sealed;
    now = new Snapshot(s.entries, recent, sealed.wholeAt(), s.endAt);
  }

  /** Adds an event; there is no unfinished line. */
  void add(TailEvent event, Position next) {
    Snapshot s = now;
    Notice notice = new Notice(s.endAt, event, next);
    now = new Snapshot(with(s.entries, notice), s.recent, s.endAt + 1, s.endAt + 1);
  }

  /**
   * Lets go of blocks that end before {@code neededAt}, and of the oldest ones over the bound; the
   * newest one stays.
   */
  void trim(long neededAt) {
    Snapshot s = now;
    int first = s.recent.length - 1;
    long bytes = 0;
    while (first > 0) {
      Block earlier = s.recent[first - 1];
      bytes += earlier.bytes().length;
      if (earlier.endAt() <= neededAt || bytes > maxRecentBytes) break;
      first--;
    }
    if (first <= 0) return;
    Block[] recent = Arrays.copyOfRange(s.recent, first, s.recent.length);
    now = new Snapshot(s.entries, recent, s.wholeAt, s.endAt);
  }

  private static Entry[] extended(Snapshot s, Generation generation, long offset, long endAt) {
    int newest = s.entries.length - 1;
    if (newest >= 0
        && s.entries[newest] instanceof Stretch last
        && last.segment == generation
        && last.endOffset() == offset) {
      Entry[] entries = s.entries.clone();
      entries[newest] = new Stretch(last.at, endAt, generation, last.offset);
      return entries;
    }
    return with(s.entries, new Stretch(s.endAt, endAt, generation, offset));
  }

  private static Entry[] with(Entry[] entries, Entry next) {
    int from = entries.length == MAX_ENTRIES ? 1 : 0;
    Entry[] more = Arrays.copyOfRange(entries, from, entries.length + 1);
    more[more.length - 1] = next;
    return more;
  }

  /**
   * Returns {@code recent} and {@code next}; a block that had only the beginning of {@code next}'s
   * first line goes.
   */
  private static Block[] with(Block[] recent, Block next) {
    int kept = recent.length;
    if (kept > 0 && recent[kept - 1].at() == next.at()) kept--;
    Block[] more = Arrays.copyOf(recent, kept + 1);
    more[kept] = next;
    return more;
  }
}
