package comettail.web;

import comettail.format.Encoder;
import comettail.format.StreamHead;
import comettail.net.TcpTable;
import comettail.tail.Cursor.Outcome;
import comettail.tail.Feed;
import comettail.tail.Reader;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Moves one client's stream: has its feed give what comes next to its {@link Delivery}, and its
 * outlet send what that has made of it. It holds a place in the log and at most one chunk, however
 * long the client does not read.
 *
 * <p>Anybody may {@link #wake} it, at any time and without waiting; it runs on one thread at a
 * time.
 */
final class Pump implements OpenStream, Reader, Runnable, Outlet.Events {
  /*
   *        wake()                     nothing to send, or BLOCKED
   *  idle ────────► turn ──┬──────────────────────────────────────► idle
   *   ▲                    │                                          ▲
   *   │                    ├─ ON_DISK, or slow ──► a scan thread ──────┤
   *   │                    │                └─ goes on, and queues again after 10 ms,
   *   │                    │                   so that others have their turn
   *   │                    └─ end sent, or the client is gone ──► over
   *   │
   *   └─ `wakes` is 0 here and nowhere else: who raises it from 0 submits the turn, and the turn that
   *      brings it back to 0 leaves. A wake in between makes the turn go round again.
   */
  private static final Logger LOG = System.getLogger(Pump.class.getName());

  /** How long a reader that is behind has a scan thread before others have their turn. */
  private static final long SLICE_NANOS = 10_000_000; // 10 ms

  private enum Turn {
    WAIT,
    READ_FILE, // or search what is read, if that is slow
    OVER
  }

  // Final configuration.
  private final Encoder encoder;
  private final StreamHead head;
  private final Outlet outlet;
  private final Peer peer;
  private final Feed feed;
  private final Delivery delivery;
  private final Executor pumps;
  private final Executor scans;
  private final Home home;

  // Written by many; see above.
  private final AtomicInteger wakes = new AtomicInteger(1); // until the container is ready
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean closing; // the application ends
  private volatile boolean beat; // a heartbeat is due
  private volatile boolean reads; // something may have been read ahead
  private volatile boolean rest; // which is to be let go

  // Owned by the turn.
  private boolean begun; // the head is pending or sent
  private boolean ended; // the last chunk is pending or sent
  private boolean scanning; // this is a scan thread
  private boolean behind; // the client takes what comes from the file, so the next turn reads on
  private long begunNanos; // when this thread took the turn

  /**
   * @param wanted which lines the client gets
   * @param follow makes what the pump draws from
   * @param pumps runs what does not wait
   * @param scans runs what waits for the disk
   */
  Pump(
      AsyncContext context,
      ServletOutputStream out,
      BufferWriter writer,
      Encoder encoder,
      Delivery.Wanted wanted,
      StreamHead head,
      Function<Reader, Feed> follow,
      Executor pumps,
      Executor scans,
      Home home) {
    this.encoder = encoder;
    this.head = head;
    this.outlet = new Outlet(context, out, writer, this);
    this.peer = new Peer((HttpServletRequest) context.getRequest());
    this.pumps = pumps;
    this.scans = scans;
    this.home = home;
    this.feed = follow.apply(this);
    this.delivery = new Delivery(wanted, feed, encoder, outlet, this::mayTakeLong);
  }

  /** Begins: the head goes out as soon as the container and the cursor are ready. */
  @Override
  public void start() {
    outlet.open();
  }

  @Override
  public void wake() {
    if (wakes.getAndIncrement() > 0) return;
    if (behind) submit(scans, this::runReading);
    else submit(pumps, this);
  }

  /** Runs on the follower's thread at once, which saves a lonely reader a change of threads. */
  @Override
  public void serve() {
    if (wakes.getAndIncrement() == 0) run();
  }

  @Override
  public boolean isStalled() {
    return outlet.isBlocked();
  }

  /**
   * Sends a heartbeat, if the form has one, when nothing was sent for {@code quietNanos}. Any
   * thread.
   */
  @Override
  public void beatIfQuiet(long nowNanos, long quietNanos) {
    if (nowNanos - outlet.sentNanos() < quietNanos || encoder.heartbeat().length() == 0) return;
    beat = true;
    wake();
  }

  @Override
  public void restIfBlocked(long nowNanos, long quietNanos) {
    if (!reads || !outlet.isBlockedSince(nowNanos - quietNanos)) return;
    reads = false;
    rest = true;
    wake();
  }

  @Override
  public void abortIfStalled(long nowNanos, long maxNanos) {
    if (outlet.isBlockedSince(nowNanos - maxNanos)) abort();
  }

  @Override
  public boolean isSilent(long nowNanos, long quietNanos) {
    return encoder.heartbeat().length() == 0 && nowNanos - outlet.sentNanos() >= quietNanos;
  }

  @Override
  public void abortIfLeft(TcpTable table) {
    if (peer.hasLeft(table) && outlet.closeUnlessClosed()) abort();
  }

  /** Ends the stream with word that the application ends. Any thread. */
  @Override
  public void endBecauseClosing() {
    closing = true;
    wake();
  }

  @Override
  public void abort() {
    outlet.close();
    outlet.complete();
    over();
  }

  private void submit(Executor executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException closed) {
      // The application has ended, and Streams ends this response.
    }
  }

  @Override
  public void run() {
    run(false);
  }

  /** Does the same on a scan thread, where the file may be read. */
  private void runReading() {
    run(true);
  }

  private void run(boolean onScanThread) {
    scanning = onScanThread;
    begunNanos = System.nanoTime();
    int seen;
    do {
      seen = wakes.get();
      Turn turn = guardedTurn();
      while (turn == Turn.READ_FILE && mayTakeLong()) {
        readFile();
        turn = guardedTurn();
      }
      switch (turn) {
        case WAIT -> behind = onScanThread && outlet.isBlocked();
        case READ_FILE -> {
          submit(scans, this::runReading);
          return;
        }
        case OVER -> {
          over();
          return; // and `wakes` stays up, so that no turn comes again
        }
      }
    } while (wakes.addAndGet(-seen) != 0);
  }

  private boolean mayTakeLong() {
    return scanning && System.nanoTime() - begunNanos < SLICE_NANOS;
  }

  private Turn guardedTurn() {
    try {
      return turn();
    } catch (RuntimeException | Error bug) {
      fail(bug);
      return Turn.OVER;
    }
  }

  private Turn turn() {
    if (rest) {
      rest = false;
      letGo();
    }
    // The head waits for the place: who has it gets every line that is written from then on.
    if (!begun && !closing && !feed.isPlaced()) {
      return feed.next(delivery) == Outcome.ON_DISK ? Turn.READ_FILE : Turn.WAIT;
    }
    if (!begun) {
      begun = true;
      outlet.addFirst(encoder.head(head));
    }
    while (true) {
      switch (outlet.send()) {
        case ALL -> {}
        case BLOCKED -> {
          return outlet.isClosed() ? Turn.OVER : Turn.WAIT;
        }
        case CLOSED -> {
          return Turn.OVER;
        }
      }
      if (ended) {
        if (!outlet.isDrained()) return Turn.WAIT;
        letGo();
        outlet.complete();
        return Turn.OVER;
      }
      if (closing) {
        end(false);
        continue;
      }
      if (beat) {
        beat = false;
        delivery.beat();
        continue;
      }
      if (delivery.isDone()) {
        end(true);
        continue;
      }
      if (delivery.isWaiting()) return Turn.READ_FILE; // for a scan thread
      switch (feed.next(delivery)) {
        case MORE -> {}
        case ON_DISK -> {
          return Turn.READ_FILE;
        }
        case FINISHED -> end(true);
        case CAUGHT_UP -> {
          if (reads && outlet.isIdle()) letGo();
          return Turn.WAIT;
        }
      }
    }
  }

  /** Lets go of what was read and is not needed, even if this stream does nothing for long. */
  private void letGo() {
    reads = false;
    if (outlet.isIdle()) feed.giveBack();
    feed.letGo();
  }

  private void end(boolean finished) {
    delivery.end(finished);
    ended = true;
  }

  private void readFile() {
    reads = true;
    try {
      if (delivery.isWaiting()) {
        delivery.goOn();
        return;
      }
      if (outlet.isIdle()) feed.giveBack();
      feed.nextFromFile(delivery);
      if (begun) delivery.tellProgress();
    } catch (IOException diskFailed) {
      LOG.log(Level.WARNING, "reading a log failed; its reader may come back", diskFailed);
      ended = true;
    } catch (RuntimeException | Error bug) {
      fail(bug);
    }
  }

  private void fail(Throwable bug) {
    LOG.log(Level.ERROR, "a stream failed and was ended; the others go on", bug);
    abort();
  }

  @Override
  public void ready() {
    if (started.compareAndSet(false, true)) submit(pumps, this);
    else wake();
  }

  @Override
  public void ending() {
    endBecauseClosing();
  }

  @Override
  public void over() {
    feed.close();
    home.left(this);
  }

  @Override
  public boolean isCompleted() {
    return outlet.isCompleted();
  }

  @Override
  public boolean isEnded() {
    return outlet.isEnded();
  }

  @Override
  public void complete() {
    outlet.complete();
  }
}
