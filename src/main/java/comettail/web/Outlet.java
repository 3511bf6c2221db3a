package comettail.web;

import comettail.format.Chunk;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way out to one client: a response's non-blocking output, and its end.
 *
 * <p>{@link #send} is used by one thread at a time; {@link #close} and {@link #complete} by any;
 * the listeners' methods by the container.
 */
final class Outlet implements WriteListener, AsyncListener {
  /*
   * NOTE: Tomcat lets one client's end cut another's stream unless two rules are kept.
   *
   *   1. A failed flush() on a thread that is not the container's stores its exception in the response after it has told the
   *      container, which may by then have recycled that response for another client. So every callback, before it returns
   *      (and so before the container recycles anything), waits until no thread is in write() or flush(): the lock `io`. It
   *      is held for these calls only, and never around complete() or anything else that calls the container back.
   *   2. After a failure complete() is called from the container's callback, not from here; only if none comes within two
   *      seconds does Streams call it.
   *
   * Jetty needs neither, and is not hurt by them.
   */

  /** What became of what was to be sent. */
  enum Sent {
    /** All of it is on its way. */
    ALL,
    /** The client does not take it now; {@link Events#ready} will be called. */
    BLOCKED,
    /** The client is gone, or the response has ended. */
    CLOSED
  }

  /** Hears of a response. Called by the container's threads; returns at once. */
  interface Events {
    /** Says that the client takes more. */
    void ready();

    /** Says that the container ends the response soon, and waits a moment for its last words. */
    void ending();

    /** Says that the response is over. Called once or more. */
    void over();
  }

  /** How long the container is kept from ending a response, so that it can be ended properly. */
  private static final long ENDING_MILLIS = 2_000;

  // Final configuration.
  private final AsyncContext context;
  private final ServletOutputStream out;
  private final BufferWriter writer;
  private final Events events;
  private final int writeBytes;

  // Owned by the thread that sends; the output itself only under `io`.
  private final ReentrantLock io = new ReentrantLock();
  private Chunk pending = Chunk.EMPTY;
  private boolean unflushed = true; // the response's own head is the first to be flushed
  private boolean full; // nothing more is written before a flush

  // Written by the thread that sends, read by any.
  private volatile long sentNanos = System.nanoTime();
  private volatile boolean blocked; // the client has not taken what was sent last

  // Written by many: whoever finds that the response is over sets it, and nobody clears it.
  private volatile boolean closed;
  private volatile boolean ended;
  private final AtomicBoolean completed = new AtomicBoolean();

  // Guarded by this.
  private boolean through; // with `complete`

  Outlet(AsyncContext context, ServletOutputStream out, BufferWriter writer, Events events) {
    this.context = context;
    this.out = out;
    this.writer = writer;
    this.events = events;
    // NOTE: of what is more than its buffer Tomcat keeps some back in another one, and is not ready
    // until its poller has seen to that: two changes of threads for each write.
    int buffer = context.getResponse().getBufferSize();
    this.writeBytes = Math.min(BufferWriter.MAX_WRITE_BYTES, buffer);
  }

  /** Begins to listen to the container; {@link Events#ready} follows. */
  void open() {
    context.addListener(this);
    out.setWriteListener(this);
  }

  /** Returns whether the response has been ended, by the container or by {@link #complete}. */
  boolean isCompleted() {
    return completed.get();
  }

  /** Returns whether the container has said that it is through with the response. */
  boolean isEnded() {
    return ended;
  }

  /** Returns whether nothing more can be sent. */
  boolean isClosed() {
    return closed;
  }

  /** Adds what is to be sent next. Used by the thread that sends. */
  void add(Chunk chunk) {
    pending = pending.length() == 0 ? chunk : pending.and(chunk);
  }

  /** Returns how many bytes are to be sent. Used by the thread that sends. */
  int pendingBytes() {
    return pending.length();
  }

  /** Puts {@code chunk} before what is to be sent. Used by the thread that sends. */
  void addFirst(Chunk chunk) {
    pending = chunk.and(pending);
  }

  /** Sends and flushes as much as the client takes of what was added. */
  Sent send() {
    io.lock();
    try {
      while (!closed) {
        boolean done = pending.length() == 0;
        if (done && !unflushed) return Sent.ALL;
        boolean ready = out.isReady();
        if (blocked == ready) blocked = !ready;
        if (!ready) return Sent.BLOCKED;
        if (done || full) {
          unflushed = false;
          full = false;
          out.flush();
        } else {
          int n = Math.min(pending.length(), writeBytes);
          full = writer.write(out, pending.first(n));
          unflushed |= full;
          pending = pending.after(n);
          sentNanos = System.nanoTime();
        }
      }
      return Sent.CLOSED;
    } catch (IOException | RuntimeException clientGone) {
      // NOTE: Tomcat throws NullPointerException and IllegalStateException too when it has ended
      // the response meanwhile.
      closed = true;
      return Sent.CLOSED;
    } finally {
      io.unlock();
    }
  }

  /** Returns when something was last sent, in {@link System#nanoTime}'s count. Any thread. */
  long sentNanos() {
    return sentNanos;
  }

  /**
   * Returns whether the client has not taken what was sent last; the container calls when it has.
   * Any thread.
   */
  boolean isBlocked() {
    return blocked;
  }

  /** Returns whether the client has taken nothing since {@code nanos}. Any thread. */
  boolean isBlockedSince(long nanos) {
    return blocked && sentNanos - nanos < 0;
  }

  /**
   * Returns whether all that was added has left this application, so that its bytes are free. They
   * never are once nothing more can be sent: the container may still be at the last of them.
   */
  boolean isIdle() {
    return pending.length() == 0 && isReady();
  }

  /** Returns whether the last flush is through, so that the response may be completed. */
  boolean isDrained() {
    return isReady() || closed;
  }

  private boolean isReady() {
    io.lock();
    try {
      return !closed && out.isReady();
    } catch (RuntimeException clientGone) {
      closed = true;
      return false;
    } finally {
      io.unlock();
    }
  }

  /** Lets nothing more be sent, and returns when no thread is sending. */
  void close() {
    closed = true;
    io.lock();
    io.unlock();
  }

  /**
   * Lets nothing more be sent unless that is so already: then a write has failed, and the container
   * ends the response. Returns whether it was not.
   */
  boolean closeUnlessClosed() {
    io.lock();
    try {
      if (closed) return false;
      closed = true;
      return true;
    } finally {
      io.unlock();
    }
  }

  /** Ends the response, once. No lock may be held. */
  void complete() {
    closed = true;
    if (!completed.compareAndSet(false, true)) return;
    try {
      context.complete();
    } catch (RuntimeException endedMeanwhile) {
      // NOTE: IllegalStateException in both containers, and NullPointerException in Tomcat.
    } finally {
      beThrough();
    }
  }

  private synchronized void beThrough() {
    through = true;
    notifyAll();
  }

  private synchronized void awaitThrough() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ENDING_MILLIS);
    try {
      for (long left; !through && (left = deadline - System.nanoTime()) > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onWritePossible() {
    events.ready();
  }

  @Override
  public void onError(Throwable clientGone) {
    close();
    complete();
    events.over();
  }

  @Override
  public void onError(AsyncEvent event) {
    onError(event.getThrowable());
  }

  /**
   * NOTE: the streams have no time-out of their own. Tomcat times out, once a second, what an
   * application has open that has begun to stop, and ends it if nobody has when this returns.
   */
  @Override
  public void onTimeout(AsyncEvent event) {
    events.ending();
    awaitThrough();
    onError(event.getThrowable());
  }

  @Override
  public void onComplete(AsyncEvent event) {
    close();
    completed.set(true);
    ended = true;
    events.over();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // It is started once, before this listens.
  }
}
