package comettail.tail;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import comettail.tail.LookSchedule.Bell;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A doorbell: it rings at the followers of logs in whose directory something has happened, so that
 * the look comes at once instead of at the next poll. It is never the truth; without it everything
 * works, only later.
 *
 * <p>It rings where the name of the file to which something happened begins with the log's, so that
 * a write to one of thousands of logs in a directory makes one look; and at those who have asked to
 * hear of all names.
 *
 * <p>One thread, {@code comet-watch}, waits for the platform, and looks itself where that is short.
 * Nobody waits for that thread: it does not come back from a call to a platform's watch that has
 * died. Any thread.
 */
final class DirectoryWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DirectoryWatch.class.getName());
  private static final long CHECK_NANOS = Duration.ofMillis(250).toNanos();
  private static final long TRIAL_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long STUCK_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long TO_END_MILLIS = 10_000;

  // Final configuration.
  private final WatchService service;
  private final Thread thread;
  private final long checkNanos;

  // Written by any thread.
  private final Map<Path, Watched> directories = new ConcurrentHashMap<>();
  private volatile boolean closing;

  // Written by comet-watch, read by any.
  private volatile long aliveNanos = System.nanoTime();

  // Owned by comet-watch.
  private long checkedNanos = aliveNanos - CHECK_NANOS;
  private long triedNanos = aliveNanos;
  private boolean failed; // the platform refused a watch, and that was logged

  /** A directory: who wants to hear of it, and its watch. */
  private static final class Watched {
    // Written by any thread, under the map's lock for the directory.
    final Map<String, Set<LookSchedule>> byName = new ConcurrentHashMap<>();
    final Set<LookSchedule> hearingAll = ConcurrentHashMap.newKeySet();

    // Owned by comet-watch.
    WatchKey key;
    Object identity; // what the directory was when the watch was set

    /**
     * Rings for what has happened to the file {@code name}.
     *
     * @param alone whether nothing else has happened, so that there is time for a look
     */
    void ring(String name, boolean alone) {
      for (int end = 1; end <= name.length(); end++) {
        Set<LookSchedule> named = byName.get(name.substring(0, end));
        if (named == null) continue;
        named.forEach(alone ? s -> s.ringHere(Bell.OWN) : s -> s.ring(Bell.OWN));
      }
    }

    void ringAll() {
      byName.values().forEach(named -> named.forEach(schedule -> schedule.ring(Bell.OWN)));
    }
  }

  private DirectoryWatch(WatchService service, Duration poll) {
    this.service = service;
    this.checkNanos = Math.min(CHECK_NANOS, poll.toNanos());
    this.thread = new Thread(this::run, "comet-watch");
    thread.setDaemon(true); // the platform may never let it go
  }

  /**
   * Returns a running watch, or null when the platform gives none; the poller alone is enough then.
   *
   * @param poll how long a directory that is to be watched may have to wait for that
   */
  static DirectoryWatch open(Duration poll) {
    Thread caller = Thread.currentThread();
    ClassLoader loader = caller.getContextClassLoader();
    try {
      // NOTE: the JDK starts a thread of its own here, which takes over its creator's class loader
      // and would hold an undeployed application for the moment in which it ends.
      caller.setContextClassLoader(ClassLoader.getSystemClassLoader());
      DirectoryWatch watch = new DirectoryWatch(FileSystems.getDefault().newWatchService(), poll);
      watch.thread.setContextClassLoader(loader);
      watch.thread.start();
      return watch;
    } catch (IOException | UnsupportedOperationException none) {
      LOG.log(Level.WARNING, "no directory watch ({0}); polling alone", none.getMessage());
      return null;
    } finally {
      caller.setContextClassLoader(loader);
    }
  }

  /** Lets {@code schedule} hear of its log's directory, as soon as that is watched. */
  void add(LookSchedule schedule) {
    directories.compute(
        directoryOf(schedule),
        (path, known) -> {
          Watched watched = known != null ? known : new Watched();
          watched
              .byName
              .computeIfAbsent(nameOf(schedule), name -> ConcurrentHashMap.newKeySet())
              .add(schedule);
          if (schedule.hearsAll()) watched.hearingAll.add(schedule);
          return watched;
        });
  }

  /** Stops ringing at {@code schedule}. A directory that nobody wants is not watched any more. */
  void remove(LookSchedule schedule) {
    directories.computeIfPresent(
        directoryOf(schedule),
        (path, watched) -> {
          watched.hearingAll.remove(schedule);
          watched.byName.computeIfPresent(
              nameOf(schedule),
              (name, named) -> named.remove(schedule) && named.isEmpty() ? null : named);
          return watched;
        });
  }

  /** Lets {@code schedule} hear of files of any name, or of its own only. */
  void hearAll(LookSchedule schedule, boolean all) {
    directories.computeIfPresent(
        directoryOf(schedule),
        (path, watched) -> {
          if (all) watched.hearingAll.add(schedule);
          else watched.hearingAll.remove(schedule);
          return watched;
        });
  }

  private static Path directoryOf(LookSchedule schedule) {
    return schedule.follower().source().directory();
  }

  private static String nameOf(LookSchedule schedule) {
    String name = schedule.follower().source().name();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /**
   * Returns whether the platform has not come back for so long that it has to be given up. Any
   * thread.
   */
  boolean isStuck(long nowNanos) {
    return nowNanos - aliveNanos > STUCK_NANOS;
  }

  private void run() {
    try (service) {
      while (!closing) {
        long now = System.nanoTime();
        aliveNanos = now;
        if (now - checkedNanos >= checkNanos) check(now);
        WatchKey key = service.poll(checkNanos, TimeUnit.NANOSECONDS);
        if (key != null) hear(key);
      }
    } catch (ClosedWatchServiceException | InterruptedException closed) {
      // Nobody reads any more.
    } catch (IOException e) {
      LOG.log(Level.WARNING, "closing the directory watch failed", e);
    }
  }

  private void hear(WatchKey key) {
    Watched watched = directories.get((Path) key.watchable());
    List<WatchEvent<?>> events = key.pollEvents();
    for (WatchEvent<?> event : events) {
      if (watched == null) continue;
      boolean alone = events.size() == 1;
      if (event.context() instanceof Path name) watched.ring(name.toString(), alone);
      else watched.ringAll(); // the platform has overlooked something
    }
    key.reset(); // if that fails, the directory is gone, and the next check sees it
    if (watched != null) watched.hearingAll.forEach(schedule -> schedule.ring(Bell.NEARBY));
  }

  /**
   * Watches the directories that are wanted and exist, one that was replaced anew, and those that
   * nobody wants no more. It costs one look at each directory.
   */
  private void check(long now) {
    checkedNanos = now;
    for (Map.Entry<Path, Watched> entry : directories.entrySet()) {
      Path path = entry.getKey();
      Watched watched = entry.getValue();
      try {
        if (watched.byName.isEmpty()) forget(path);
        else if (!isWatched(path, watched)) watch(path, watched);
        else if (now - triedNanos >= TRIAL_NANOS) tryOut(path, now);
      } catch (IOException notNow) {
        watched.key = null;
        logOnce(path, notNow);
      }
    }
  }

  private void forget(Path path) {
    Watched[] left = new Watched[1];
    directories.computeIfPresent(
        path,
        (p, watched) -> {
          if (!watched.byName.isEmpty()) return watched; // again
          left[0] = watched;
          return null;
        });
    if (left[0] != null && left[0].key != null) left[0].key.cancel();
  }

  private boolean isWatched(Path path, Watched watched) throws IOException {
    Object identity = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    boolean same = identity == null || identity.equals(watched.identity);
    boolean valid = watched.key != null && watched.key.isValid();
    if (valid && same) return true;
    // NOTE: when a watched directory is renamed its key goes on with the renamed one and says
    // nothing.
    if (valid) watched.key.cancel();
    watched.identity = identity;
    return false;
  }

  private void watch(Path path, Watched watched) throws IOException {
    watched.key = register(path);
    // For what happened before the watch was set.
    watched.byName.values().forEach(named -> named.forEach(LookSchedule::lookSoon));
  }

  private WatchKey register(Path path) throws IOException {
    return path.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
  }

  /**
   * Finds out whether the platform's watch lives, by one of the directories.
   *
   * <p>NOTE: the JDK's own thread ends without a word when it fails, and then nothing ever rings.
   * To watch a directory that is watched changes nothing, but needs that thread: it does not return
   * when it is gone, and {@link #isStuck} tells.
   */
  private void tryOut(Path path, long now) throws IOException {
    register(path);
    triedNanos = now;
  }

  private void logOnce(Path path, IOException notNow) {
    if (failed || !Files.isDirectory(path)) return;
    failed = true;
    LOG.log(Level.WARNING, "no watch for a directory ({0}); polling it", notNow.getMessage());
  }

  /**
   * Lets nothing ring any more, without waiting for the platform. The thread ends by itself; it is
   * not interrupted, since it may be reading a log.
   */
  void abandon() {
    closing = true;
  }

  /** Ends the watch and its thread. */
  @Override
  public void close() {
    abandon();
    try {
      thread.join(TO_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) LOG.log(Level.WARNING, "the directory watch did not end in time");
  }
}
