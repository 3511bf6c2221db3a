package comettail.web;

import comettail.tail.Merge;
import comettail.tail.OwnedThreads;
import comettail.tail.Reader;
import comettail.web.Admission.Place;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * All open streams: quiet ones get a heartbeat, those whose clients take nothing for too long or
 * have left are ended, and all end with the application. It owns the threads that pumps run on. Any
 * thread.
 */
final class Streams implements OpenStream.Home, Merge.Alarm, AutoCloseable {
  /**
   * How long the container is waited for to end a response whose client is gone, before we end it.
   */
  private static final long GRACE_SECONDS = 2;

  /** How long {@link #close} waits for clients to take the end of their streams. */
  private static final long CLOSE_MILLIS = 4_000;

  /** How long it then waits for the container to end the responses. */
  private static final long COMPLETE_MILLIS = 1_000;

  /** How often the streams are looked over at least, and at most. */
  private static final long MIN_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long MAX_TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long a client may take nothing before what was read ahead for it is let go. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final OwnedThreads pumpThreads = new OwnedThreads("comet-pump");
  private final OwnedThreads scanThreads = new OwnedThreads("comet-scan");
  private final OwnedThreads timerThreads = new OwnedThreads("comet-timer");
  private final ExecutorService pumps;
  private final ExecutorService scans;
  private final ScheduledExecutorService timer;

  // Written by many: a stream is in it, with its place, from the moment it is let in until it is
  // over.
  private final Map<OpenStream, Place> open = new ConcurrentHashMap<>();
  private final Map<OpenStream, Future<?>> orphans = new ConcurrentHashMap<>(); // and their ends
  private final Departures departures = new Departures(); // used by the timer
  private volatile boolean closing;

  /**
   * @param scanners how many threads read files for readers that are behind
   * @param heartbeat how long a stream is quiet at most
   * @param maxStall how long a client may take nothing of what is to be sent
   */
  Streams(int scanners, Duration heartbeat, Duration maxStall) {
    int cores = Runtime.getRuntime().availableProcessors();
    this.pumps = Executors.newFixedThreadPool(cores, pumpThreads);
    this.scans = Executors.newFixedThreadPool(scanners, scanThreads);
    ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, timerThreads);
    one.setRemoveOnCancelPolicy(true);
    one.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.timer = one;
    long quiet = heartbeat.toNanos();
    long tick = Math.min(MAX_TICK_NANOS, Math.max(MIN_TICK_NANOS, quiet / 10));
    timer.scheduleWithFixedDelay(
        () -> lookOver(quiet - tick, maxStall.toNanos()), tick, tick, TimeUnit.NANOSECONDS);
  }

  /** Returns what runs pumps; it never waits for a disk or a client. */
  ExecutorService pumps() {
    return pumps;
  }

  /** Returns what runs reads of files for readers that are behind. */
  ExecutorService scans() {
    return scans;
  }

  /**
   * Refuses new streams once the application ends.
   *
   * @throws BadRequest if it does
   */
  void checkOpen() {
    if (closing) throw BadRequest.busy("The server is closing; come back in a moment.");
  }

  /**
   * Lets {@code stream} in, at {@code place}, and starts it; the place is given back at its end.
   */
  void add(OpenStream stream, Place place) {
    open.put(stream, place);
    try {
      stream.start();
    } catch (RuntimeException clientGone) {
      // NOTE: Tomcat refuses a listener on a response that has ended meanwhile.
      stream.abort();
    }
    if (closing) stream.endBecauseClosing();
  }

  @Override
  public void left(OpenStream stream) {
    Place place = open.remove(stream);
    if (place != null) place.leave();
    if (stream.isCompleted()) forget(stream);
    else if (place != null) completeLater(stream);
  }

  /** Ends a response after a while if the container, whose task that is, does not end it. */
  private void completeLater(OpenStream stream) {
    try {
      Runnable end =
          () -> {
            orphans.remove(stream);
            stream.complete();
          };
      orphans.put(stream, timer.schedule(end, GRACE_SECONDS, TimeUnit.SECONDS));
      if (stream.isCompleted()) forget(stream); // meanwhile
    } catch (RejectedExecutionException closed) {
      stream.complete();
    }
  }

  /** Lets go of a response that has ended: the container's buffers hang on it. */
  private void forget(OpenStream stream) {
    Future<?> end = orphans.remove(stream);
    if (end != null) end.cancel(false);
  }

  @Override
  public void wakeIn(long millis, Reader reader) {
    try {
      timer.schedule(reader::wake, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // The application has ended, and with it the reader.
    }
  }

  private void lookOver(long quietNanos, long maxStallNanos) {
    long now = System.nanoTime();
    for (OpenStream stream : open.keySet()) {
      stream.beatIfQuiet(now, quietNanos);
      stream.restIfBlocked(now, REST_NANOS);
      stream.abortIfStalled(now, maxStallNanos);
    }
    departures.lookOver(open.keySet(), now);
  }

  /**
   * Ends every stream, properly if its client takes the end soon, and every thread. All is ended
   * when this returns, whoever called it first.
   */
  @Override
  public synchronized void close() {
    closing = true;
    List<OpenStream> ending = List.copyOf(open.keySet());
    for (OpenStream stream : ending) stream.endBecauseClosing();
    await(CLOSE_MILLIS, open::isEmpty);
    for (OpenStream stream : open.keySet()) stream.abort();
    // NOTE: what is completed is not ended yet: Tomcat sends the last chunk from another thread,
    // and cuts the connection if the application is gone by then.
    await(COMPLETE_MILLIS, () -> ending.stream().allMatch(OpenStream::isEnded));
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
