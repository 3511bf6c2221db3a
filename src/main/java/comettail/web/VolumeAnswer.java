package comettail.web;

import comettail.format.Chunk;
import comettail.volume.Asker;
import comettail.volume.Volume;
import comettail.web.Admission.Place;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One client's answer: what is known after a second, or, if it waits, when all is counted.
 * Meanwhile it gets a blank now and then, by which one learns when it has left. It runs in turns,
 * one at a time, as a {@link Pump} does.
 */
final class VolumeAnswer implements Asker, Outlet.Events, Runnable {
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long a client that waits is kept waiting, before it gets what is known. */
  private static final long MAX_WAIT_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** How long a client may take to take its answer. */
  private static final long GRACE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Chunk BLANK = Chunk.of("\n");

  // Final configuration.
  private final VolumeRequest asked;
  private final VolumePage page;
  private final HttpServletResponse response;
  private final Outlet outlet;
  private final Executor pumps;
  private final Place place;
  private final long deadlineNanos;

  // Written by the count's thread, read by the turn.
  private volatile Volume volume;
  private volatile String failure;
  private volatile boolean beat;

  // Written by many; see Pump.
  private final AtomicInteger wakes = new AtomicInteger(1); // until the container is ready
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean over;

  // Owned by the turn.
  private boolean begun; // something is pending or sent
  private boolean ended; // so is the last chunk

  VolumeAnswer(
      VolumeRequest asked,
      VolumePage page,
      AsyncContext context,
      HttpServletResponse response,
      BufferWriter writer,
      Executor pumps,
      Place place)
      throws IOException {
    this.asked = asked;
    this.page = page;
    this.response = response;
    this.outlet = new Outlet(context, response.getOutputStream(), writer, this);
    this.pumps = pumps;
    this.place = place;
    this.deadlineNanos = System.nanoTime() + (asked.waits() ? MAX_WAIT_NANOS : SOON_NANOS);
  }

  /** Returns how long the container lets an answer to {@code asked} take, in milliseconds. */
  static long timeoutMillis(VolumeRequest asked) {
    return TimeUnit.NANOSECONDS.toMillis((asked.waits() ? MAX_WAIT_NANOS : 0) + GRACE_NANOS);
  }

  /** Begins: the answer goes out as soon as it is known. */
  void open() {
    try {
      outlet.open();
    } catch (RuntimeException clientGone) {
      // NOTE: Tomcat refuses a listener on a response that has ended meanwhile.
      abort();
    }
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public boolean waits() {
    if (asked.waits() && System.nanoTime() - outlet.sentNanos() > BEAT_NANOS) {
      beat = true;
      wake();
    }
    return !over;
  }

  @Override
  public void answer(Volume counted) {
    volume = counted;
    wake();
  }

  @Override
  public void fail(String why) {
    failure = why;
    wake();
  }

  private void wake() {
    if (wakes.getAndIncrement() == 0) submit();
  }

  private void submit() {
    try {
      pumps.execute(this);
    } catch (RejectedExecutionException closed) {
      over(); // the application has ended
    }
  }

  @Override
  public void run() {
    int seen;
    do {
      seen = wakes.get();
      turn();
    } while (wakes.addAndGet(-seen) != 0);
  }

  private void turn() {
    if (over) return;
    if (volume != null || failure != null) {
      if (!ended) end();
    } else if (beat) {
      begun = true;
      outlet.add(BLANK);
    }
    beat = false;
    if (!begun || over) return; // the response's own head goes out with its first bytes
    Outlet.Sent sent = outlet.send();
    if (sent == Outlet.Sent.CLOSED) over();
    if (sent == Outlet.Sent.ALL && ended && outlet.isDrained()) {
      outlet.complete();
      over();
    }
  }

  private void end() {
    if (failure != null && begun) {
      abort(); // it is too late to say why
      return;
    }
    String body = failure == null ? answer() : refusal();
    outlet.add(Chunk.of(body));
    begun = true;
    ended = true;
  }

  private String answer() {
    boolean more = asked.form() == VolumeRequest.Form.HTML && !volume.progress().complete();
    if (more && !begun) response.setIntHeader("Refresh", 1);
    return page.of(volume);
  }

  private String refusal() {
    return Answer.refusal(BadRequest.busy(failure), asked.form().refusal(), response);
  }

  private void abort() {
    outlet.close();
    outlet.complete();
    over();
  }

  @Override
  public void ready() {
    if (started.compareAndSet(false, true)) submit();
    else wake();
  }

  /** Hears that the time is over, or the application ends. */
  @Override
  public void ending() {
    abort();
  }

  @Override
  public void over() {
    over = true;
    place.leave();
  }
}
