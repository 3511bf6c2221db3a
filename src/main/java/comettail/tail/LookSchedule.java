package comettail.tail;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sees that one follower looks: soon when it is asked to, now and then when it is not, never twice
 * at a time, and not more often than every {@link TailLimits#batch}.
 *
 * <p>While the doorbell has proved itself for this log, a log at rest is looked at less and less
 * often, down to an eighth; a look that finds growth that no bell announced ends that trust, as on
 * file systems whose watch is silent.
 */
final class LookSchedule implements Runnable {
  private static final Logger LOG = System.getLogger(LookSchedule.class.getName());
  private static final int SLOWEST = 8; // polls between two looks at a log that rests

  private final Follower follower;
  private final Followers owner;
  private final TailLimits limits;
  private final ScheduledExecutorService pollers;

  // Written by many. `asked` counts the looks asked for since the last turn began; who raises it
  // from 0 submits a turn.
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean rung; // the bell has rung since the last look

  // Written by the follower's thread, read by any.
  private volatile long lookedNanos;
  private volatile long dueNanos;

  // Owned by the follower's thread.
  private boolean trusted; // the bell announced the last growth
  private int rests = 1; // polls until the next look
  private boolean ended;

  LookSchedule(
      Follower follower, Followers owner, TailLimits limits, ScheduledExecutorService pollers) {
    this.follower = follower;
    this.owner = owner;
    this.limits = limits;
    this.pollers = pollers;
    long now = System.nanoTime();
    this.lookedNanos = now - limits.batch().toNanos();
    this.dueNanos = now;
  }

  Follower follower() {
    return follower;
  }

  /** Asks for a look because something has happened in the log's directory. Any thread. */
  void ring() {
    rung = true;
    lookSoon();
  }

  /** Asks for a look; one that begins after this call will come. Any thread. */
  void lookSoon() {
    if (asked.getAndIncrement() == 0) submit();
  }

  /** Asks for a look if it is time for one. Any thread. */
  void lookIfDue(long now) {
    if (now - dueNanos >= 0) lookSoon();
  }

  private void submit() {
    long wait = lookedNanos + limits.batch().toNanos() - System.nanoTime();
    try {
      if (wait > 0) pollers.schedule(this, wait, TimeUnit.NANOSECONDS);
      else pollers.execute(this);
    } catch (RejectedExecutionException closing) {
      // Nobody will look any more, and nobody reads.
    }
  }

  @Override
  public void run() {
    if (ended) return;
    int seen = asked.get();
    boolean bell = rung;
    rung = false;
    long now = System.nanoTime();
    lookedNanos = now;
    boolean more = look();
    boolean grew = follower.activeNanos() - now >= 0;
    if (grew) trusted = bell;
    rest(now, grew);
    if (owner.letGo(this, now)) {
      ended = true;
      follower.close();
      return;
    }
    if (more) asked.incrementAndGet();
    if (asked.addAndGet(-seen) != 0) submit();
  }

  private boolean look() {
    try {
      return follower.look();
    } catch (RuntimeException | Error e) {
      // One log's failure stays its own: it is looked at again when it is due.
      LOG.log(Level.ERROR, "a look at log \"" + follower.source().name() + "\" failed", e);
      return false;
    }
  }

  private void rest(long now, boolean grew) {
    boolean mayRest = trusted && !grew && !follower.hasUnfinishedLine();
    rests = mayRest ? Math.min(SLOWEST, rests * 2) : 1;
    dueNanos = now + rests * limits.poll().toNanos();
  }
}
