package comettail.tail;

import comettail.file.LogSource;
import comettail.line.LineFramer;
import comettail.line.LogCharset;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All followers: one for each log and charset that somebody reads or has just read, the threads
 * that look, and the directory watch.
 *
 * <p>{@link #close} ends every thread and closes every file. Any thread.
 */
public final class Followers implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Followers.class.getName());
  private static final int POLLERS = 2;

  private final TailLimits limits;
  private final OwnedThreads threads = new OwnedThreads("comet-poller");
  private final ScheduledThreadPoolExecutor pollers;
  private final DirectoryWatch watch; // null when it is turned off or the platform gives none

  // By log and charset. Written by many: who adds a lease does so within compute, and so does who
  // lets an idle follower
  // go.
  private final ConcurrentHashMap<String, LookSchedule> schedules = new ConcurrentHashMap<>();

  /** Starts following with the given bounds. */
  public Followers(TailLimits limits) {
    this.limits = limits;
    this.watch = limits.watch() ? DirectoryWatch.open() : null;
    this.pollers = new ScheduledThreadPoolExecutor(POLLERS, threads);
    pollers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    long poll = limits.poll().toNanos();
    pollers.scheduleWithFixedDelay(this::sweep, poll, poll, TimeUnit.NANOSECONDS);
  }

  /**
   * Lets {@code reader} read a log from {@code start} on, and follows the log from now on if nobody
   * reads it yet. The reader is woken when there is something to read.
   *
   * @param charset the charset of what has no byte-order mark
   * @param wholeLines whether it wants lines, or else bytes as they come
   * @param follows whether it stays when it has read what there is now
   */
  public Lease follow(
      LogSource source,
      LogCharset charset,
      Start start,
      boolean wholeLines,
      boolean follows,
      Reader reader) {
    LineFramer framer = limits.framer(charset);
    Lease[] lease = new Lease[1];
    LookSchedule schedule =
        schedules.compute(
            key(source, framer),
            (key, running) -> {
              LookSchedule s = running != null ? running : scheduleOf(source, framer);
              lease[0] = s.follower().join(start, wholeLines, follows, reader);
              return s;
            });
    if (watch != null) watch.add(schedule);
    schedule.lookSoon();
    return lease[0];
  }

  private static String key(LogSource source, LineFramer framer) {
    return source.name() + '\n' + framer.charset(); // no name has a newline
  }

  private LookSchedule scheduleOf(LogSource source, LineFramer framer) {
    return new LookSchedule(new Follower(source, framer, limits), this, limits, pollers);
  }

  /** Returns how many logs are followed. */
  public int count() {
    return schedules.size();
  }

  private void sweep() {
    long now = System.nanoTime();
    for (LookSchedule schedule : schedules.values()) schedule.lookIfDue(now);
    try {
      if (watch != null) watch.check();
    } catch (RuntimeException e) {
      // An exception that left this method would end all sweeps.
      LOG.log(Level.WARNING, "checking the directory watch failed; the next sweep tries again", e);
    }
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
    if (watch != null) watch.remove(schedule);
    return true;
  }

  /** Ends following: no thread runs and no file is open when this returns. */
  @Override
  public void close() {
    if (watch != null) watch.close();
    if (!threads.end(pollers)) LOG.log(Level.WARNING, "a look did not end in time");
    for (LookSchedule schedule : schedules.values()) schedule.follower().close();
    schedules.clear();
  }
}
