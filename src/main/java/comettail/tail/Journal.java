package comettail.tail;

import comettail.line.Block;
import comettail.line.Position;
import comettail.line.TailEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

    private Stretch endingAt(long place) {
      return new Stretch(at, place, segment, offset);
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
   * @param runs what {@link #runAt} has made of several blocks, by the stream offset where it
   *     begins
   */
  record Snapshot(
      Entry[] entries, Block[] recent, long wholeAt, long endAt, Map<Long, Block> runs) {
    static final Snapshot EMPTY = new Snapshot(new Entry[0], new Block[0], 0, 0);

    /** How many bytes of small blocks go out together at most. */
    private static final int MAX_RUN_BYTES = 32 * 1024;

    /** How many runs are kept for other readers who are at the same place. */
    private static final int MAX_RUNS = 16;

    Snapshot(Entry[] entries, Block[] recent, long wholeAt, long endAt) {
      this(entries, recent, wholeAt, endAt, new ConcurrentHashMap<>());
    }

    /** Returns the entry at a stream offset before {@link #endAt}, or null if it is forgotten. */
    Entry entryAt(long at) {
      for (int i = entries.length - 1; i >= 0; i--) { // readers are near the end
        if (entries[i].at() <= at) return entries[i];
      }
      return null;
    }

    /**
     * Returns what is in memory from a stream offset before {@link #endAt} on, or null. Small
     * blocks that follow each other become one, so that a reader who is behind catches up in few
     * writes; readers at the same place share it.
     */
    Block runAt(long at) {
      int first = indexAt(at);
      if (first < 0) return null;
      int last = lastOfRun(first);
      if (first == last) return recent[first].from(at);
      if (recent[first].at() != at || runs.size() >= MAX_RUNS) return run(first, last).from(at);
      return runs.computeIfAbsent(at, unused -> run(first, last));
    }

    private int indexAt(long at) {
      for (int i = recent.length - 1; i >= 0; i--) { // readers are near the end
        if (recent[i].at() <= at) return at < recent[i].endAt() ? i : -1;
      }
      return -1;
    }

    private int lastOfRun(int first) {
      int last = first;
      while (last + 1 < recent.length
          && recent[last].isContinuedBy(recent[last + 1])
          && recent[last + 1].endAt() - recent[first].at() <= MAX_RUN_BYTES) {
        last++;
      }
      return last;
    }

    private Block run(int first, int last) {
      return Block.joined(Arrays.asList(recent).subList(first, last + 1));
    }

    /** Returns what of this lies before the stream offset {@code at}; no blocks are in it. */
    Snapshot before(long at) {
      if (at >= endAt) return this;
      Entry[] earlier =
          Arrays.stream(entries)
              .filter(entry -> entry.at() < at)
              .map(entry -> entry instanceof Stretch s && s.endAt > at ? s.endingAt(at) : entry)
              .toArray(Entry[]::new);
      return new Snapshot(earlier, new Block[0], at, at);
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

  /** Returns whether there are blocks in memory that {@link #trim} may let go. */
  boolean isTrimmable() {
    return now.recent.length > 1;
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
