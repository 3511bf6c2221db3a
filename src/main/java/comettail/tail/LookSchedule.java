package comettail.tail;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sees that one follower looks: soon when it is asked to, now and then when it is not, never twice
 * at a time, and not more often than every {@link TailLimits#batch}.
 *
 * <p>While the doorbell has proved itself for this log, a log at rest is looked at less and less
 * often, down to an eighth; a look that finds growth that no bell announced ends that trust, as on
 * file systems whose watch is silent. Where thousands of logs are followed, one that rests is
 * looked at less often without that proof as well: see {@link Followers#pollsAtRest}.
 */
final class LookSchedule implements Runnable {
  /** What the doorbell has said since the last look. */
  enum Bell {
    SILENT,
    /** Something has happened to a file of another name in the log's directory. */
    NEARBY,
    /** Something has happened to a file whose name begins with the log's, or was overlooked. */
    OWN
  }

  private static final Logger LOG = System.getLogger(LookSchedule.class.getName());
  private static final int SLOWEST = 8; // polls between two looks at a log that rests
  private static final long SHORT_NANOS = 2_000_000; // 2 ms

  private final Follower follower;
  private final Followers owner;
  private final TailLimits limits;
  private final ScheduledExecutorService pollers;

  // Written by many. `asked` counts the looks asked for since the last turn began; who raises it
  // from 0 submits a turn, or takes it.
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<Bell> rung = new AtomicReference<>(Bell.SILENT);

  // Written by the follower's thread, read by any.
  private volatile long lookedNanos;
  private volatile long dueNanos;
  private volatile int rests = 1; // polls until the next look
  private volatile boolean resting; // the last look found nothing new
  private volatile long tookNanos = Long.MAX_VALUE; // the last look
  private volatile boolean hearsAll; // the bell is to ring for files of any name

  // Owned by the follower's thread.
  private boolean begun; // the first look is done, to which all there was is new
  private boolean trusted; // the bell announced the last growth
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
  void ring(Bell bell) {
    note(bell);
    lookSoon();
  }

  /**
   * Does the same, but looks at once, on the caller's thread, where that is a short matter: it
   * saves a lonely reader the time that it takes to wake another thread. For the directory watch.
   */
  void ringHere(Bell bell) {
    note(bell);
    boolean isShort = tookNanos < SHORT_NANOS && limits.isFew(follower.readers());
    if (!(isShort && waitNanos() <= 0 && lookHere())) lookSoon();
  }

  private void note(Bell bell) {
    rung.accumulateAndGet(bell, (before, now) -> before == Bell.OWN ? before : now);
  }

  /** Asks for a look; one that begins after this call will come. Any thread. */
  void lookSoon() {
    if (asked.getAndIncrement() == 0) submit();
  }

  /** Returns whether it is time for a look. Any thread. */
  boolean isDue(long now) {
    return now - dueNanos >= 0;
  }

  /** Returns how many polls it may be until the next look. Any thread. */
  int rests() {
    return rests;
  }

  /** Returns whether the last look found nothing new, so that the next one is short. Any thread. */
  boolean isResting() {
    return resting;
  }

  /** Returns whether the bell is to ring for files of any name in the directory. Any thread. */
  boolean hearsAll() {
    return hearsAll;
  }

  /**
   * Looks on the caller's thread, unless somebody looks or is about to, and returns whether it has.
   * For the pollers and the directory watch.
   */
  boolean lookHere() {
    if (!asked.compareAndSet(0, 1)) return false;
    run();
    return true;
  }

  /** Returns how long it is until the next look may come, in nanoseconds; 0 or less if it may. */
  private long waitNanos() {
    return lookedNanos + limits.batch().toNanos() - System.nanoTime();
  }

  private void submit() {
    long wait = waitNanos();
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
    Bell bell = rung.getAndSet(Bell.SILENT);
    long now = System.nanoTime();
    lookedNanos = now;
    boolean more = look(bell);
    tookNanos = System.nanoTime() - now;
    if (follower.grownNanos() - now >= 0 && begun) learn(bell);
    begun = true;
    rest(now, follower.activeNanos() - now >= 0);
    if (owner.letGo(this, now)) {
      ended = true;
      follower.close();
      return;
    }
    if (more) asked.incrementAndGet();
    if (asked.addAndGet(-seen) != 0) submit();
  }

  private boolean look(Bell bell) {
    try {
      return follower.look(bell == Bell.OWN);
    } catch (RuntimeException | Error e) {
      // One log's failure stays its own: it is looked at again when it is due.
      LOG.log(Level.ERROR, "a look at log \"" + follower.source().name() + "\" failed", e);
      return false;
    }
  }

  /**
   * Learns from growth how far the bell that announced it can be relied on. A log that grows
   * through a file of another name, behind a link or renamed by a rotation, hears of all names in
   * its directory from the first growth on that nobody announced.
   */
  private void learn(Bell bell) {
    trusted = bell != Bell.SILENT;
    boolean all = bell != Bell.OWN;
    if (all == hearsAll) return;
    hearsAll = all;
    owner.hearAll(this, all);
  }

  private void rest(long now, boolean grew) {
    resting = !grew && !follower.isUnsettled();
    int slowest = Math.max(trusted ? SLOWEST : 1, owner.pollsAtRest());
    int polls = resting ? Math.min(slowest, rests * 2) : 1;
    dueNanos = now + polls * limits.poll().toNanos();
    rests = polls;
    if (polls < owner.pollsAtRest()) owner.keepAwake(this);
  }
}
