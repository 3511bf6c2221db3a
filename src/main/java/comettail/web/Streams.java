package comettail.web;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All open streams: their number is bounded, quiet ones get a heartbeat, and all end with the
 * application. It owns the threads that pumps run on. Any thread.
 */
final class Streams implements Pump.Home, AutoCloseable {
  /**
   * How long the container is waited for to end a response whose client is gone, before we end it.
   */
  private static final long GRACE_SECONDS = 2;

  /** How long {@link #close} waits for streams to end properly. */
  private static final long CLOSE_SECONDS = 4;

  private final int maxStreams;
  private final ExecutorService pumps;
  private final ExecutorService scans;
  private final ScheduledExecutorService timer;

  // Written by many: a stream is in it from the moment it is let in until it is over.
  private final Set<Pump> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<Pump, Future<?>> orphans = new ConcurrentHashMap<>(); // and what will end them
  private volatile boolean closing;

  /**
   * @param maxStreams how many streams may be open at a time
   * @param heartbeat how long a stream is quiet at most
   */
  Streams(int maxStreams, Duration heartbeat) {
    this.maxStreams = maxStreams;
    int cores = Runtime.getRuntime().availableProcessors();
    this.pumps = pool("comet-pump", cores);
    this.scans = pool("comet-scan", cores);
    ScheduledThreadPoolExecutor one =
        new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "comet-timer"));
    one.setRemoveOnCancelPolicy(true);
    one.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.timer = one;
    long quiet = heartbeat.toNanos();
    long tick = Math.max(TimeUnit.MILLISECONDS.toNanos(100), quiet / 10);
    timer.scheduleWithFixedDelay(() -> beat(quiet - tick), tick, tick, TimeUnit.NANOSECONDS);
  }

  private static ExecutorService pool(String name, int threads) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        threads, task -> new Thread(task, name + "-" + number.incrementAndGet()));
  }

  /** Returns what runs pumps; it never waits for a disk or a client. */
  ExecutorService pumps() {
    return pumps;
  }

  /** Returns what runs reads of files for readers that are behind. */
  ExecutorService scans() {
    return scans;
  }

  /** Returns how many streams are open. */
  int count() {
    return count.get();
  }

  /**
   * Reserves a place for one more stream, which {@link #add} takes or {@link #cancel} gives back.
   *
   * @throws BadRequest if there are as many as there may be, or the application ends
   */
  void reserve() {
    if (closing) throw BadRequest.busy("The server is closing; come back in a moment.");
    if (count.incrementAndGet() > maxStreams) {
      count.decrementAndGet();
      throw BadRequest.busy("There are " + maxStreams + " streams open, as many as there may be.");
    }
  }

  /** Gives a reserved place back. */
  void cancel() {
    count.decrementAndGet();
  }

  /** Lets {@code pump} in, at a reserved place, and starts it. */
  void add(Pump pump) {
    open.add(pump);
    try {
      pump.start();
    } catch (RuntimeException clientGone) {
      // NOTE: Tomcat refuses a listener on a response that has ended meanwhile.
      pump.abort();
    }
    if (closing) pump.endBecauseClosing();
  }

  @Override
  public void left(Pump pump) {
    boolean first = open.remove(pump);
    if (first) count.decrementAndGet();
    if (pump.isCompleted()) forget(pump);
    else if (first) completeLater(pump);
  }

  /** Ends a response after a while if the container, whose task that is, does not end it. */
  private void completeLater(Pump pump) {
    try {
      Runnable end =
          () -> {
            orphans.remove(pump);
            pump.complete();
          };
      orphans.put(pump, timer.schedule(end, GRACE_SECONDS, TimeUnit.SECONDS));
      if (pump.isCompleted()) forget(pump); // meanwhile
    } catch (RejectedExecutionException closed) {
      pump.complete();
    }
  }

  /** Lets go of a response that has ended: the container's buffers hang on it. */
  private void forget(Pump pump) {
    Future<?> end = orphans.remove(pump);
    if (end != null) end.cancel(false);
  }

  private void beat(long quietNanos) {
    long now = System.nanoTime();
    for (Pump pump : open) pump.beatIfQuiet(now, quietNanos);
  }

  /**
   * Ends every stream, properly if its client takes the end soon, and every thread. All is ended
   * when this returns, whoever called it first.
   */
  @Override
  public synchronized void close() {
    closing = true;
    for (Pump pump : open) pump.endBecauseClosing();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
    try {
      while (!open.isEmpty() && System.nanoTime() < deadline) TimeUnit.MILLISECONDS.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timer.shutdown();
    for (Pump pump : open) pump.abort();
    end(pumps);
    end(scans);
    end(timer);
  }

  private static void end(ExecutorService pool) {
    pool.shutdown();
    try {
      pool.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
