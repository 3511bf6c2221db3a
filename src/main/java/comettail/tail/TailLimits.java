package comettail.tail;

import comettail.line.LineFramer;
import comettail.line.LogCharset;
import java.time.Duration;

/**
 * The bounds of following. Immutable.
 *
 * @param maxLineBytes the longest piece of a line that is delivered as one, in bytes
 * @param poll how long a log without a working watch is left alone between two looks
 * @param batch the shortest time between two looks at one log
 * @param watch whether directories are watched, so that a look comes early
 * @param maxFollowed how many logs are followed at a time
 * @param maxHeldSegments how many files readers that are behind hold open, each at most one, before
 *     others are refused
 */
public record TailLimits(
    int maxLineBytes,
    Duration poll,
    Duration batch,
    boolean watch,
    int maxFollowed,
    int maxHeldSegments) {
  /** How many logs are followed at a time, unless the operator says otherwise. */
  public static final int MAX_FOLLOWED = 10_000;

  /** How many files readers that are behind hold open, unless the operator says otherwise. */
  public static final int MAX_HELD_SEGMENTS = 1_000;

  /** What a write to one reader costs, about, with what its client does on the same machine. */
  private static final long NANOS_PER_READER = 28_000; // 28 µs

  private static final long MAX_INTERVAL_NANOS = 50_000_000; // 50 ms

  /**
   * How many readers are served in less time than it takes two other threads to wake up and share
   * them.
   */
  private static final int FEW_READERS = 16;

  /** Makes limits with the usual numbers of logs and files. */
  public TailLimits(int maxLineBytes, Duration poll, Duration batch, boolean watch) {
    this(maxLineBytes, poll, batch, watch, MAX_FOLLOWED, MAX_HELD_SEGMENTS);
  }

  /** Returns the framer of logs in {@code charset} that cuts at {@link #maxLineBytes}. */
  LineFramer framer(LogCharset charset) {
    return new LineFramer(maxLineBytes, charset);
  }

  /**
   * Returns the shortest time in which each of so many readers of a log is served once: {@link
   * #batch}, and with many readers about what it costs to write to all of them, so that the more
   * there are, the more lines go out together; but no more than 50 ms.
   */
  long serveIntervalNanos(int readers) {
    long writing = Math.min(readers * NANOS_PER_READER, MAX_INTERVAL_NANOS);
    return Math.max(batch.toNanos(), writing);
  }

  /**
   * Returns whether so few readers are served at once, on the thread that has looked, rather than
   * woken.
   */
  boolean isFew(int readers) {
    return readers <= FEW_READERS;
  }

  /** Returns how many bytes one look reads of one log before others have their turn. */
  long maxLookBytes() {
    return 4L << 20; // 4 MiB
  }

  /** Returns how many bytes of the newest blocks are kept in memory for each log. */
  int maxRecentBytes() {
    return 1 << 20; // 1 MiB
  }

  /**
   * Returns how long an unfinished line may be quiet before line-wise readers get it as a partial
   * one.
   */
  long partialAfterNanos() {
    return Duration.ofSeconds(1).toNanos();
  }

  /**
   * Returns how long a log must have no file before its readers are told; a rotation takes less.
   */
  long vanishedAfterNanos() {
    return Duration.ofSeconds(1).toNanos();
  }

  /** Returns how long a copy of a log may take from its beginning to the log's truncation. */
  long copiedAfterNanos() {
    return Duration.ofSeconds(1).toNanos();
  }

  /** Returns how long a rotation is waited for that goes on, a segment being compressed perhaps. */
  long rotatedAfterNanos() {
    return Duration.ofSeconds(10).toNanos();
  }

  /** Returns how long a file that lost its name must be quiet before it is closed. */
  long retireAfterNanos() {
    return Duration.ofSeconds(30).toNanos();
  }

  /** Returns how long such a file is held open at most for a reader that is still behind. */
  long maxRetiringNanos() {
    return Duration.ofMinutes(10).toNanos();
  }

  /** Returns how many files that lost their name are held open for one log. */
  int maxOldGenerations() {
    return 8;
  }

  /**
   * Returns how long a log is followed on when nobody reads it, so that readers who come back miss
   * nothing.
   */
  long lingerNanos() {
    return Duration.ofSeconds(60).toNanos();
  }
}
