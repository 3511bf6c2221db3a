package comettail.web;

import comettail.filter.Sieve;
import comettail.format.Chunk;
import comettail.format.Encoder;
import comettail.format.StreamHead;
import comettail.line.Block;
import comettail.line.Lines;
import comettail.line.Place;
import comettail.line.Position;
import comettail.line.TailEvent;
import comettail.tail.Cursor.Outcome;
import comettail.tail.Feed;
import comettail.tail.Reader;
import comettail.tail.Sink;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Moves one client's stream: from its cursor through the encoder to its outlet. It holds a place in
 * the log and at most one chunk, however long the client does not read.
 *
 * <p>Anybody may {@link #wake} it, at any time and without waiting; it runs on one thread at a
 * time.
 */
final class Pump implements OpenStream, Reader, Sink, Runnable, Outlet.Events {
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

  /** How many bytes one step gives, if it can give more than one run of lines. */
  private static final int STEP_BYTES = 32 * 1024;

  private enum Turn {
    WAIT,
    READ_FILE, // or search what is read, if that is slow
    OVER
  }

  // Final configuration.
  private final Encoder encoder;
  private final Supplier<Sieve> sifting;
  private final StreamHead head;
  private final Outlet outlet;
  private final Feed feed;
  private final Executor pumps;
  private final Executor scans;
  private final Home home;
  private final SearchProgress progress; // null unless it searches

  // Written by many; see above.
  private final AtomicInteger wakes = new AtomicInteger(1); // until the container is ready
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean closing; // the application ends
  private volatile boolean beat; // a heartbeat is due
  private volatile boolean reads; // something may have been read ahead
  private volatile boolean rest; // which is to be let go

  // Owned by the turn.
  private Sieve sieve; // of the log whose lines came last
  private final Map<String, Sieve> sieves = new HashMap<>(); // of each of several logs
  private boolean begun; // the head is pending or sent
  private boolean ended; // the last chunk is pending or sent
  private long left; // how many lines may still be sent
  private boolean unsaid; // the client does not know the place, since lines did not pass
  private boolean scanning; // this is a scan thread
  private boolean behind; // the client takes what comes from the file, so the next turn reads on
  private long begunNanos; // when this thread took the turn
  private Block slow; // what a slow filter is still to look at, on a scan thread; or null

  /**
   * @param sifting makes a sieve for a log
   * @param limit how many lines are sent at most
   * @param searches whether to tell how far the reader has got
   * @param follow makes what the pump draws from
   * @param pumps runs what does not wait
   * @param scans runs what waits for the disk
   */
  Pump(
      AsyncContext context,
      ServletOutputStream out,
      BufferWriter writer,
      Encoder encoder,
      Supplier<Sieve> sifting,
      long limit,
      boolean searches,
      StreamHead head,
      Function<Reader, Feed> follow,
      Executor pumps,
      Executor scans,
      Home home) {
    this.encoder = encoder;
    this.sifting = sifting;
    this.sieve = sifting.get();
    this.left = limit;
    this.head = head;
    this.outlet = new Outlet(context, out, writer, this);
    this.pumps = pumps;
    this.scans = scans;
    this.home = home;
    this.feed = follow.apply(this);
    this.progress = searches ? new SearchProgress(feed, encoder) : null;
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
      feed.letGo();
    }
    // The head waits for the place: who has it gets every line that is written from then on.
    if (!begun && !closing && !feed.isPlaced()) {
      return feed.next(this) == Outcome.ON_DISK ? Turn.READ_FILE : Turn.WAIT;
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
        outlet.complete();
        return Turn.OVER;
      }
      if (closing) {
        end(false);
        continue;
      }
      if (beat) {
        beat = false;
        outlet.add(place());
        outlet.add(encoder.heartbeat());
        continue;
      }
      if (left == 0) {
        end(true);
        continue;
      }
      if (slow != null) return Turn.READ_FILE; // before what comes after it
      switch (feed.next(this)) {
        case MORE -> {}
        case ON_DISK -> {
          return Turn.READ_FILE;
        }
        case FINISHED -> {
          sieve.rest().forEach(this::add);
          end(true);
        }
        case CAUGHT_UP -> {
          return Turn.WAIT;
        }
      }
    }
  }

  /** Returns what says where the client is, if the lines that it got last do not. */
  private Chunk place() {
    if (slow != null) return Chunk.EMPTY; // the cursor is after what is still to be looked at
    Place place = unsaid ? feed.place() : null;
    unsaid = false;
    if (place instanceof Position && held() != null) place = held(); // of several logs it is known
    return place == null ? Chunk.EMPTY : encoder.begin(place);
  }

  private void tellProgress() {
    outlet.add(place());
    outlet.add(progress.tell());
  }

  private void end(boolean finished) {
    if (finished && progress != null) tellProgress();
    outlet.add(place());
    if (!finished) {
      String sentence = "The server ends this stream; come back for the rest.";
      outlet.add(encoder.event(new TailEvent(TailEvent.Kind.CLOSING, sentence), null));
    }
    outlet.add(encoder.end(finished));
    ended = true;
  }

  private void readFile() {
    reads = true;
    Block searched = slow;
    slow = null;
    try {
      if (searched == null) {
        if (outlet.isIdle()) feed.giveBack();
        feed.nextFromFile(this);
        if (progress != null && begun && progress.isDue()) tellProgress();
      } else lines(searched);
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
  public void begin(Place place) {
    outlet.add(encoder.begin(place));
  }

  @Override
  public void lines(Block block) {
    if (block.mark() != null) sieve = sieveOf(block.mark().log());
    if (sieve.isSlow(block) && !mayTakeLong()) {
      slow = block;
      return;
    }
    if (left == 0) return; // what a step has found after the last line
    List<Lines> given = sieve.of(block);
    unsaid = given.isEmpty();
    given.forEach(this::add);
  }

  private void add(Lines lines) {
    if (left == 0) return;
    Lines some = lines.first(left);
    left -= some.count();
    if (progress != null) progress.add(some);
    outlet.add(encoder.lines(some));
  }

  private Sieve sieveOf(String log) {
    return sieves.computeIfAbsent(log, name -> sifting.get());
  }

  @Override
  public Position held() {
    return sieve.held();
  }

  @Override
  public boolean isFull() {
    return slow != null || left == 0 || outlet.pendingBytes() >= STEP_BYTES;
  }

  @Override
  public void event(TailEvent event, Place next) {
    sieve.rest().forEach(this::add);
    if (next != null) unsaid = false;
    outlet.add(encoder.event(event, next));
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
