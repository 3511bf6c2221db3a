package comettail.tail;

import comettail.file.LogSource;
import comettail.file.ReadBuffers;
import comettail.line.LineFramer;
import comettail.line.LogCharset;
import comettail.line.Position;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All followers: one for each log and charset that somebody reads or has just read, the threads
 * that look, and the directory watch.
 *
 * <p>{@link #close} ends every thread and closes every file. Any thread.
 */
public final class Followers implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Followers.class.getName());
  private static final int POLLERS = 2;
  private static final int LOGS_PER_POLL = 600;
  private static final int MAX_POLLS_AT_REST = 32;
  private static final long RENEWAL_NANOS = Duration.ofSeconds(60).toNanos();

  private final TailLimits limits;
  private final OwnedThreads threads = new OwnedThreads("comet-poller");
  private final ScheduledThreadPoolExecutor pollers;
  private final ReadBuffers buffers = new ReadBuffers(Position.WINDOW);

  // Written by the sweep, read by any.
  private volatile DirectoryWatch watch; // null if it is turned off or the platform gives none
  private volatile int pollsAtRest = 1;

  // Owned by the sweep.
  private int untilAll; // sweeps until all logs' turn comes
  private long renewedNanos; // when a watch was last asked of the platform

  // Written by many.
  private final AtomicInteger followed = new AtomicInteger(); // how many schedules there are
  private final AtomicInteger held = new AtomicInteger(); // files that single readers hold open

  // By log and charset. Written by many: who adds a lease does so within compute, and so does who
  // lets an idle follower go.
  private final ConcurrentHashMap<String, LookSchedule> schedules = new ConcurrentHashMap<>();

  // Written by many: who is to be looked at before all logs' turn comes adds itself.
  private final Set<LookSchedule> awake = ConcurrentHashMap.newKeySet();

  /** Thrown when as much is followed or held open as may be; says so to the client. */
  public static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private FullException(String sentence) {
      super(sentence, null, false, false);
    }
  }

  /** Starts following with the given bounds. */
  public Followers(TailLimits limits) {
    this.limits = limits;
    this.watch = limits.watch() ? DirectoryWatch.open(limits.poll()) : null;
    this.renewedNanos = System.nanoTime();
    this.pollers = new ScheduledThreadPoolExecutor(POLLERS, threads);
    pollers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    long poll = limits.poll().toNanos();
    pollers.scheduleWithFixedDelay(this::sweep, poll, poll, TimeUnit.NANOSECONDS);
  }

  /**
   * Lets {@code reader} read what it wants of a log, and follows the log from now on if nobody
   * reads it yet. The reader is woken when there is something to read.
   *
   * @param charset the charset of what has no byte-order mark
   * @throws FullException if as many logs are followed as may be, or readers that are behind hold
   *     as many files open and this one may become one of them
   */
  public Lease follow(LogSource source, LogCharset charset, Wanted wanted, Reader reader) {
    checkHeld(wanted.start());
    LineFramer framer = limits.framer(charset);
    Lease[] lease = new Lease[1];
    LookSchedule schedule =
        schedules.compute(
            key(source, framer),
            (key, running) -> {
              if (running == null) checkFollowed();
              LookSchedule s = running != null ? running : scheduleOf(source, framer);
              lease[0] = s.follower().join(wanted, reader);
              return s;
            });
    DirectoryWatch now = watch;
    if (now != null) now.add(schedule);
    schedule.lookSoon();
    return lease[0];
  }

  /** Does the same for a reader that wants all from {@code start} to {@code end}. */
  public Lease follow(
      LogSource source,
      LogCharset charset,
      Start start,
      End end,
      boolean wholeLines,
      Reader reader) {
    return follow(source, charset, new Wanted(start, end, wholeLines), reader);
  }

  private void checkFollowed() {
    if (followed.incrementAndGet() <= limits.maxFollowed()) return;
    followed.decrementAndGet();
    throw new FullException(
        "There are " + limits.maxFollowed() + " logs being read, as many as there may be.");
  }

  private void checkHeld(Start start) {
    if (start.isEnd() || held.get() < limits.maxHeldSegments()) return;
    throw new FullException(
        "There are "
            + limits.maxHeldSegments()
            + " readers of older files, as many as there may be.");
  }

  private static String key(LogSource source, LineFramer framer) {
    return source.name() + '\n' + framer.charset(); // no name has a newline
  }

  private LookSchedule scheduleOf(LogSource source, LineFramer framer) {
    return new LookSchedule(
        new Follower(source, framer, limits, held, buffers), this, limits, pollers);
  }

  private void sweep() {
    try {
      long now = System.nanoTime();
      lookAround(now);
      if (limits.watch()) renewWatch(now);
    } catch (RuntimeException | Error e) {
      // What left this method would end all sweeps.
      LOG.log(Level.ERROR, "a sweep failed; the next one tries again", e);
    }
  }

  /**
   * Looks at the logs that are due. To ask thousands of them each time whether they are would cost
   * more than the looks, so those that rest are asked only when their turn has come.
   */
  private void lookAround(long now) {
    pollsAtRest = Math.min(MAX_POLLS_AT_REST, 1 + schedules.size() / LOGS_PER_POLL);
    untilAll = Math.min(untilAll, pollsAtRest) - 1;
    if (untilAll <= 0) {
      untilAll = pollsAtRest;
      for (LookSchedule schedule : schedules.values()) lookIfDue(schedule, now);
      return;
    }
    for (LookSchedule schedule : awake) {
      lookIfDue(schedule, now);
      if (schedule.rests() < pollsAtRest) continue;
      awake.remove(schedule);
      if (schedule.rests() < pollsAtRest) awake.add(schedule); // it has been woken meanwhile
    }
  }

  private void lookIfDue(LookSchedule schedule, long now) {
    if (!schedule.isDue(now)) return;
    // A look at a log that rests is shorter than handing it over; but if the disk is slow, or
    // there is something to read, the sweep must not wait for it.
    boolean late = System.nanoTime() - now > limits.poll().toNanos();
    if (schedule.isResting() && !late) schedule.lookHere();
    else schedule.lookSoon();
  }

  /** Lets a log be asked at each poll whether it is due. Any thread. */
  void keepAwake(LookSchedule schedule) {
    awake.add(schedule);
  }

  /**
   * Returns how many polls lie between two looks at a log that rests, whatever its doorbell is
   * worth: one more for each 600 logs, so that looking at logs at rest has a bound of some 2,400
   * looks a second at the usual poll. Any thread.
   */
  int pollsAtRest() {
    return pollsAtRest;
  }

  /** Asks the platform for another watch if there is none or it has died. */
  private void renewWatch(long now) {
    DirectoryWatch old = watch;
    boolean needed = old == null ? now - renewedNanos >= RENEWAL_NANOS : old.isStuck(now);
    if (!needed) return;
    renewedNanos = now;
    if (old != null) {
      LOG.log(Level.WARNING, "the directory watch has died; making another one");
      old.abandon();
    }
    DirectoryWatch another = DirectoryWatch.open(limits.poll());
    watch = another;
    // Who follows from now on finds it; those who did so before are in the map.
    if (another != null) schedules.values().forEach(another::add);
  }

  /** Lets a follower hear of files of any name in its directory, or of its own only. Any thread. */
  void hearAll(LookSchedule schedule, boolean all) {
    DirectoryWatch now = watch;
    if (now != null) now.hearAll(schedule, all);
  }

  /** Lets a follower go that nobody has read for a while. Call from the follower's thread. */
  boolean letGo(LookSchedule schedule, long now) {
    Follower follower = schedule.follower();
    if (!follower.isIdle() || now - follower.readNanos() < limits.lingerNanos()) return false;
    LookSchedule left =
        schedules.computeIfPresent(
            key(follower.source(), follower.framer()),
            (key, s) -> s == schedule && follower.isIdle() ? null : s);
    if (left == schedule) return false;
    followed.decrementAndGet();
    awake.remove(schedule);
    DirectoryWatch ringing = watch;
    if (ringing != null) ringing.remove(schedule);
    return true;
  }

  /** Ends following: no thread runs and no file is open when this returns. */
  @Override
  public void close() {
    if (!threads.end(pollers)) LOG.log(Level.WARNING, "a look did not end in time");
    if (watch != null) watch.close();
    for (LookSchedule schedule : schedules.values()) schedule.follower().close();
    schedules.clear();
  }
}
