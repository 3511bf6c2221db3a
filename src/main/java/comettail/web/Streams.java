package comettail.web;

import comettail.tail.OwnedThreads;
import java.time.Duration;
import java.util.List;
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
import java.util.function.BooleanSupplier;

/**
 * All open streams: their number is bounded, quiet ones get a heartbeat, and all end with the
 * application. It owns the threads that pumps run on. Any thread.
 */
final class Streams implements Pump.Home, AutoCloseable {
  /**
   * How long the container is waited for to end a response whose client is gone, before we end it.
   */
  private static final long GRACE_SECONDS = 2;

  /** How long {@link #close} waits for clients to take the end of their streams. */
  private static final long CLOSE_MILLIS = 4_000;

  /** How long it then waits for the container to end the responses. */
  private static final long COMPLETE_MILLIS = 1_000;

  private final int maxStreams;
  private final OwnedThreads pumpThreads = new OwnedThreads("comet-pump");
  private final OwnedThreads scanThreads = new OwnedThreads("comet-scan");
  private final OwnedThreads timerThreads = new OwnedThreads("comet-timer");
  private final ExecutorService pumps;
  private final ExecutorService scans;
  private final ScheduledExecutorService timer;

  // Written by many: a stream is in it from the moment it is let in until it is over.
  private final Set<Pump> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<Pump, Future<?>> orphans = new ConcurrentHashMap<>(); // and their ends
  private volatile boolean closing;

  /**
   * @param maxStreams how many streams may be open at a time
   * @param heartbeat how long a stream is quiet at most
   */
  Streams(int maxStreams, Duration heartbeat) {
    this.maxStreams = maxStreams;
    int cores = Runtime.getRuntime().availableProcessors();
    this.pumps = Executors.newFixedThreadPool(cores, pumpThreads);
    this.scans = Executors.newFixedThreadPool(cores, scanThreads);
    ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, timerThreads);
    one.setRemoveOnCancelPolicy(true);
    one.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.timer = one;
    long quiet = heartbeat.toNanos();
    long tick = Math.max(TimeUnit.MILLISECONDS.toNanos(100), quiet / 10);
    timer.scheduleWithFixedDelay(() -> beat(quiet - tick), tick, tick, TimeUnit.NANOSECONDS);
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
    List<Pump> ending = List.copyOf(open);
    for (Pump pump : ending) pump.endBecauseClosing();
    await(CLOSE_MILLIS, open::isEmpty);
    for (Pump pump : open) pump.abort();
    // NOTE: what is completed is not ended yet: Tomcat sends the last chunk from another thread,
    // and
    // cuts the connection if the application is gone by then.
    await(COMPLETE_MILLIS, () -> ending.stream().allMatch(Pump::isEnded));
    timerThreads.end(timer);
    pumpThreads.end(pumps);
    scanThreads.end(scans);
  }

  private static void await(long millis, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
