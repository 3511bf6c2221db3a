package comettail.tail;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A doorbell: it rings at every follower whose log is in a directory in which something has
 * happened, so that the look comes at once instead of at the next poll. It is never the truth;
 * without it everything works, only later.
 *
 * <p>One thread, {@code comet-watch}, waits for the platform. Any thread.
 */
final class DirectoryWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DirectoryWatch.class.getName());

  private final WatchService service;
  private final Thread thread;
  private final Map<Path, Watched> directories = new ConcurrentHashMap<>();
  private boolean failed; // the sweep's own: the platform refused a watch, and that was logged

  /**
   * A directory: its watch and what it was when that was set (the sweep's own), and who wants to
   * hear of it.
   */
  private static final class Watched {
    WatchKey key;
    Object identity;
    final Set<LookSchedule> listeners = ConcurrentHashMap.newKeySet();
  }

  private DirectoryWatch(WatchService service) {
    this.service = service;
    this.thread = new Thread(this::run, "comet-watch");
  }

  /**
   * Returns a running watch, or null when the platform gives none; the poller alone is enough then.
   */
  static DirectoryWatch open() {
    Thread caller = Thread.currentThread();
    ClassLoader loader = caller.getContextClassLoader();
    try {
      // NOTE: the JDK starts a thread of its own here, which takes over its creator's class loader
      // and would hold an
      // undeployed application for the moment in which it ends.
      caller.setContextClassLoader(ClassLoader.getSystemClassLoader());
      DirectoryWatch watch = new DirectoryWatch(FileSystems.getDefault().newWatchService());
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

  /** Lets {@code schedule} hear of its log's directory from the next {@link #check} on. */
  void add(LookSchedule schedule) {
    directories.compute(
        directoryOf(schedule),
        (path, known) -> {
          Watched watched = known != null ? known : new Watched();
          watched.listeners.add(schedule);
          return watched;
        });
  }

  /**
   * Stops ringing at {@code schedule}; the next {@link #check} ends the watch if nobody else wants
   * it.
   */
  void remove(LookSchedule schedule) {
    Watched watched = directories.get(directoryOf(schedule));
    if (watched != null) watched.listeners.remove(schedule);
  }

  private static Path directoryOf(LookSchedule schedule) {
    return schedule.follower().source().directory();
  }

  /**
   * Watches the directories that are wanted and exist, one that was replaced anew, and those that
   * nobody wants no more. It costs one look at each directory. Call now and then, from the sweep
   * only.
   */
  void check() {
    directories.forEach(
        (path, watched) -> {
          if (watched.listeners.isEmpty()) forget(path);
          else keepWatching(path, watched);
        });
  }

  private void forget(Path path) {
    Watched left = directories.get(path);
    if (directories.computeIfPresent(path, (p, w) -> w.listeners.isEmpty() ? null : w) != null)
      return;
    if (left != null && left.key != null) left.key.cancel();
  }

  private void keepWatching(Path path, Watched watched) {
    try {
      Object identity = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      boolean valid = watched.key != null && watched.key.isValid();
      if (valid && (identity == null || identity.equals(watched.identity))) return;
      // NOTE: when a watched directory is renamed its key goes on with the renamed one and says
      // nothing.
      if (valid) watched.key.cancel();
      watched.key = path.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
      watched.identity = identity;
      watched.listeners.forEach(
          LookSchedule::lookSoon); // for what happened before the watch was set
    } catch (ClosedWatchServiceException closing) {
      // Nobody reads any more.
    } catch (IOException notNow) {
      watched.key = null;
      if (failed || !Files.isDirectory(path)) return;
      failed = true;
      LOG.log(Level.WARNING, "no watch for a directory ({0}); polling it", notNow.getMessage());
    }
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = service.take();
        // What happened does not matter, not even that something was overlooked (OVERFLOW): the
        // look finds out.
        key.pollEvents();
        key.reset();
        Watched watched = directories.get((Path) key.watchable());
        if (watched != null) watched.listeners.forEach(LookSchedule::ring);
      }
    } catch (ClosedWatchServiceException | InterruptedException closing) {
      // Nobody reads any more.
    }
  }

  /** Ends the watch and its thread. */
  @Override
  public void close() {
    try {
      service.close();
      thread.join(10_000);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "closing the directory watch failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
