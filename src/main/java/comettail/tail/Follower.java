package comettail.tail;

import comettail.file.LogSource;
import comettail.file.ReadBuffers;
import comettail.line.LineFramer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads one log once for all its readers: looks at what the log's name stands for, reads what is
 * new, publishes it in the {@link Journal} and wakes the readers. It knows nothing of who they are.
 *
 * <p>{@link #look} is called by one thread at a time, "the follower's thread"; {@link LookSchedule}
 * sees to that.
 */
final class Follower {
  // Final configuration.
  private final LogSource source;
  private final LineFramer framer;
  private final TailLimits limits;
  private final Journal journal;
  private final Archive archive;
  private final AtomicInteger held;
  private final ReadBuffers buffers;

  // Messages to the follower's thread. Any thread adds.
  private final Queue<Lease> joining = new ConcurrentLinkedQueue<>();

  // Owned by the follower's thread.
  private final List<Lease> leases = new ArrayList<>();
  private final List<Lease> beginning = new ArrayList<>(); // those of them that join at this look
  private final Turns turns = new Turns(System.nanoTime());
  private long countedNanos; // when the leases were last gone through
  private long neededAt = Long.MIN_VALUE; // then
  private final Succession succession;
  private final FailureLog failures;
  private long handedOutAt; // stream offset
  private long handedOutWholeAt; // stream offset

  // Written by the follower's thread, read by any.
  private volatile long activeNanos; // when something last happened
  private volatile long grownNanos; // when a file last had something new
  private volatile long readNanos; // when somebody last read
  private volatile int readers; // at the last look, but for those that wait for their clients

  /**
   * @param held counts the files that single readers hold open
   * @param buffers for readers of bytes, as a {@link Cursor} takes them
   */
  Follower(
      LogSource source,
      LineFramer framer,
      TailLimits limits,
      AtomicInteger held,
      ReadBuffers buffers) {
    this.source = source;
    this.framer = framer;
    this.limits = limits;
    this.journal = new Journal(limits.maxRecentBytes());
    this.archive = new Archive(source);
    this.held = held;
    this.buffers = buffers;
    this.failures = new FailureLog(source.name());
    this.succession =
        new Succession(source, framer, limits, journal, archive, this::neededAt, failures);
    this.activeNanos = System.nanoTime();
    this.grownNanos = activeNanos;
    this.readNanos = activeNanos;
  }

  LogSource source() {
    return source;
  }

  LineFramer framer() {
    return framer;
  }

  /**
   * Returns when something last happened to the log, in {@link System#nanoTime}'s count. Any
   * thread.
   */
  long activeNanos() {
    return activeNanos;
  }

  /**
   * Returns when a file of the log last had something new, which the watch ought to have announced.
   * Any thread.
   */
  long grownNanos() {
    return grownNanos;
  }

  /** Returns how many readers read at the last look. Any thread. */
  int readers() {
    return readers;
  }

  /** Returns when the log last had a reader, in {@link System#nanoTime}'s count. Any thread. */
  long readNanos() {
    return readNanos;
  }

  /**
   * Lets {@code reader} read what it wants; it joins at the next look, for which the caller asks.
   * Any thread.
   */
  Lease join(Wanted wanted, Reader reader) {
    SegmentReader segments = new SegmentReader(archive, held);
    Cursor cursor = new Cursor(journal, segments, framer, wanted, buffers);
    Lease lease = new Lease(cursor, reader);
    joining.add(lease);
    return lease;
  }

  /**
   * Looks once, and returns whether there was more to read than one look takes, or readers wait for
   * their turn, so that the next one should follow at once. Call from the follower's thread.
   *
   * @param grown whether the log's file is said to have grown: then a few readers are served before
   *     anything else is looked at
   */
  boolean look(boolean grown) {
    long now = System.nanoTime();
    takeJoining();
    if (!leases.isEmpty()) readNanos = now;
    long blocksBefore = succession.blocks();
    boolean more = false;
    try {
      boolean readOn = grown && limits.isFew(leases.size()) && succession.readOn(now);
      if (readOn) handOut(now);
      more = succession.look(now, readOn);
    } catch (IOException | RuntimeException e) {
      failures.log(e); // this log's readers wait; the others are not touched
    }
    boolean few = limits.isFew(leases.size());
    if (few || now - countedNanos >= limits.serveIntervalNanos(readers)) count(now);
    if (journal.isTrimmable()) journal.trim(neededAt);
    if (succession.blocks() != blocksBefore) grownNanos = now;
    return handOut(now) || more;
  }

  /** Goes through all readers, which with thousands of them is too much for each look. */
  private void count(long now) {
    countedNanos = now;
    if (leases.removeIf(Lease::isClosed)) turns.changed(leases);
    readers = (int) leases.stream().filter(Lease::isReading).count();
    neededAt = neededAt();
  }

  /**
   * Lets the readers have what is new since this was last done, or those of them whose turn it is;
   * returns whether others wait for theirs.
   */
  private boolean handOut(long now) {
    Journal.Snapshot published = journal.now();
    boolean grew = published.endAt() != handedOutAt || published.wholeAt() != handedOutWholeAt;
    handedOutAt = published.endAt();
    handedOutWholeAt = published.wholeAt();
    if (grew) activeNanos = now;
    if (!succession.hasBegun()) return false;
    for (Lease lease : beginning) lease.begin(published);
    beginning.forEach(Lease::wake);
    beginning.clear();
    if (grew) turns.announce(leases);
    if (limits.isFew(leases.size())) {
      turns.serve(leases);
      return false;
    }
    return turns.wake(leases, now, limits.serveIntervalNanos(readers));
  }

  private void takeJoining() {
    for (Lease lease; (lease = joining.poll()) != null; ) {
      leases.add(lease);
      beginning.add(lease);
      turns.changed(leases);
    }
  }

  /** Returns the lowest stream offset that an open reader still has to read. */
  private long neededAt() {
    long needed = Long.MAX_VALUE;
    for (Lease lease : leases) needed = Math.min(needed, lease.neededAt());
    return needed;
  }

  /** Returns whether nobody reads any more. Call from the follower's thread. */
  boolean isIdle() {
    return joining.isEmpty() && leases.stream().allMatch(Lease::isClosed);
  }

  /**
   * Returns whether a look is due soon although nothing may change. Call from the follower's
   * thread.
   */
  boolean isUnsettled() {
    return succession.isUnsettled();
  }

  /** Closes every file. Call from the follower's thread; nothing may be called after it. */
  void close() {
    succession.close();
  }
}
