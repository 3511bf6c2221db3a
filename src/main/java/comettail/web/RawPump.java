package comettail.web;

import comettail.file.LentBuffer;
import comettail.file.ReadBuffers;
import comettail.format.Chunk;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Moves one download: from its files to its outlet. It holds a place and at most one chunk, however
 * long the client does not read. A body that ends before its length is cut off, so that nobody
 * takes it for whole.
 */
final class RawPump implements OpenStream, Runnable, Outlet.Events {
  /*
   *         ready()                    BLOCKED
   *  idle ──────────► turn, on a ──┬─────────────────► idle
   *   ▲               scan thread  ├─ after 10 ms ───► queues again, so that others have their turn
   *   │                            └─ all sent, or the client is gone ──► over
   *   │
   *   └─ `wakes` is 0 here and nowhere else, as in Pump. Only a turn reads the body or closes it.
   */
  private static final Logger LOG = System.getLogger(RawPump.class.getName());

  /** How long a download has a scan thread before others have their turn. */
  private static final long SLICE_NANOS = 10_000_000; // 10 ms

  private enum Turn {
    WAIT,
    GO_ON,
    OVER
  }

  // Final configuration.
  private final Outlet outlet;
  private final RawBody body;
  private final LentBuffer buffer;
  private final long end;
  private final Executor scans;
  private final Home home;

  // Written by many; see above.
  private final AtomicInteger wakes = new AtomicInteger();

  // Owned by the turn.
  private long next; // the offset in the body of what is to be read next

  /**
   * @param body is closed at the end of the download
   * @param scans runs what waits for the disk
   */
  RawPump(
      AsyncContext context,
      ServletOutputStream out,
      BufferWriter writer,
      RawBody body,
      ByteRange range,
      ReadBuffers buffers,
      Executor scans,
      Home home) {
    this.outlet = new Outlet(context, out, writer, this);
    this.body = body;
    this.buffer = new LentBuffer(buffers);
    this.next = range.from();
    this.end = range.to();
    this.scans = scans;
    this.home = home;
  }

  @Override
  public void start() {
    outlet.open();
  }

  @Override
  public void abortIfStalled(long nowNanos, long maxNanos) {
    if (outlet.isBlockedSince(nowNanos - maxNanos)) abort();
  }

  /** Cuts the download off: its client may go on with a range. */
  @Override
  public void endBecauseClosing() {
    abort();
  }

  @Override
  public void abort() {
    outlet.close();
    outlet.complete();
    over();
  }

  @Override
  public void ready() {
    if (wakes.getAndIncrement() == 0) submit();
  }

  private void submit() {
    try {
      scans.execute(this);
    } catch (RejectedExecutionException closed) {
      closeBody(); // the application has ended, and no turn comes again
    }
  }

  @Override
  public void run() {
    long begunNanos = System.nanoTime();
    int seen;
    do {
      seen = wakes.get();
      switch (guardedTurn(begunNanos)) {
        case WAIT -> {}
        case GO_ON -> {
          submit();
          return;
        }
        case OVER -> {
          closeBody();
          home.left(this);
          return; // and `wakes` stays up, so that no turn comes again
        }
      }
    } while (wakes.addAndGet(-seen) != 0);
  }

  private Turn guardedTurn(long begunNanos) {
    try {
      return turn(begunNanos);
    } catch (IOException diskFailed) {
      LOG.log(Level.WARNING, "reading a log failed; its download was cut off", diskFailed);
    } catch (RuntimeException | Error bug) {
      LOG.log(Level.ERROR, "a download failed and was cut off; the others go on", bug);
    }
    abort();
    return Turn.OVER;
  }

  private Turn turn(long begunNanos) throws IOException {
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
      if (next == end) {
        if (!outlet.isDrained()) return Turn.WAIT;
        if (outlet.isIdle()) buffer.giveBack();
        outlet.complete();
        return Turn.OVER;
      }
      if (System.nanoTime() - begunNanos > SLICE_NANOS) return Turn.GO_ON;
      if (outlet.isIdle()) buffer.giveBack();
      ByteBuffer room = buffer.room();
      int n = (int) Math.min(room.remaining(), end - next);
      if (body.read(next, room.limit(n)) < n) { // a file was truncated meanwhile
        abort();
        return Turn.OVER;
      }
      next += n;
      buffer.lend();
      outlet.add(Chunk.of(room.flip()));
    }
  }

  private void closeBody() {
    buffer.letGo();
    try {
      body.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a log was not closed properly", e);
    }
  }

  @Override
  public void ending() {
    abort();
  }

  /** Has a turn close the body, which may be reading it. */
  @Override
  public void over() {
    home.left(this);
    ready();
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
