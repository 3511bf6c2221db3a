package comettail.tail;

import comettail.harness.Await;
import comettail.line.Block;
import comettail.line.Place;
import comettail.line.Position;
import comettail.line.TailEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Reads with a thread of its own and keeps everything: the bytes, the lines with a mark for partial
 * and continued ones, the events. Its methods may be called by any thread.
 */
final class CollectingReader implements Sink, AutoCloseable {
  private final Lease lease;
  private final Semaphore wakes = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "test-reader");
  private volatile boolean closed;
  private volatile boolean stopped;

  // Guarded by this.
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<String> lines = new ArrayList<>();
  private final List<Position> positions = new ArrayList<>(); // after each of the lines
  private final List<String> events = new ArrayList<>();
  private final List<Long> gapBytes = new ArrayList<>();
  private Position position;
  private boolean finished;
  private Throwable failure;

  CollectingReader(Function<Reader, Lease> follow) {
    lease = follow.apply(wakes::release);
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        wakes.acquire();
        wakes.drainPermits();
        while (!closed && !stopped && step()) {}
      }
    } catch (InterruptedException | IOException | RuntimeException | Error e) {
      synchronized (this) {
        failure = e;
      }
    }
  }

  private boolean step() throws IOException {
    Cursor.Outcome outcome = lease.cursor().next(this);
    if (outcome == Cursor.Outcome.ON_DISK) outcome = lease.cursor().nextFromFile(this);
    if (outcome == Cursor.Outcome.FINISHED) {
      synchronized (this) {
        finished = true;
      }
    }
    return outcome == Cursor.Outcome.MORE;
  }

  /** Stops reading, as a client that takes nothing does. */
  void stall() {
    stopped = true;
  }

  void goOn() {
    stopped = false;
    wakes.release();
  }

  @Override
  public synchronized void begin(Place start) {
    position = (Position) start;
  }

  @Override
  public synchronized void lines(Block block) {
    bytes.write(block.bytes(), block.start(), block.end() - block.start());
    for (int i = 0; i < block.lines(); i++) {
      int from = block.textStart(i);
      int length = block.textEnd(i) - from;
      String text = new String(block.bytes(), from, length, block.charset().charset());
      lines.add((block.continued(i) ? "~" : "") + text + (block.partial(i) ? "~" : ""));
      position = block.after(i);
      positions.add(position);
    }
  }

  @Override
  public synchronized void bytes(ByteBuffer next) {
    byte[] some = new byte[next.remaining()];
    next.get(some);
    bytes.writeBytes(some);
  }

  @Override
  public synchronized void event(TailEvent event, Place next) {
    events.add(event.kind().word());
    if (event.kind() == TailEvent.Kind.GAP) gapBytes.add(event.bytes());
    lines.add("(" + event.kind().word() + ")");
    if (next != null) position = (Position) next;
    positions.add(position);
  }

  synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Returns how many bytes each gap has. */
  synchronized List<Long> gapBytes() {
    return List.copyOf(gapBytes);
  }

  synchronized List<String> events() {
    return List.copyOf(events);
  }

  /** Returns the position after the last line or event. */
  synchronized Position position() {
    return position;
  }

  /** Returns the position after this line, which has come. */
  synchronized Position positionAfter(String line) {
    return positions.get(lines.indexOf(line));
  }

  synchronized boolean isFinished() {
    return finished;
  }

  private synchronized Throwable failure() {
    return failure;
  }

  /** Waits for the line or event to come. */
  CollectingReader awaits(String line) {
    Await.until(
        Await.SOON, () -> failure() != null || lines().contains(line), () -> line + " in " + this);
    if (failure() != null) throw new AssertionError(failure());
    return this;
  }

  /** Waits for an event, whichever it is. */
  CollectingReader awaitsEvent() {
    Await.until(Await.SOON, () -> !events().isEmpty(), () -> "an event in " + this);
    return this;
  }

  CollectingReader awaitsBytes(int count) {
    Await.until(Await.SOON, () -> bytes().length >= count, () -> count + " bytes in " + this);
    return this;
  }

  @Override
  public String toString() {
    List<String> all = lines();
    return all.size() + " lines, the last: " + all.subList(Math.max(0, all.size() - 8), all.size());
  }

  @Override
  public void close() {
    closed = true;
    lease.close();
    wakes.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
