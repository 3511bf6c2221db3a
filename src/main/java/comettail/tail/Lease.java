package comettail.tail;

import comettail.line.Position;
import comettail.tail.Cursor.Outcome;
import java.io.IOException;

/**
 * A reader's share in a follower: while it is open, the log is followed and what the reader still
 * needs is held open.
 */
public final class Lease implements Feed {
  private final Cursor cursor;
  private final Reader reader;

  // Written by the reader's side, read by the follower's thread.
  private volatile boolean closed;

  Lease(Cursor cursor, Reader reader) {
    this.cursor = cursor;
    this.reader = reader;
  }

  /** Returns the reader's place. */
  public Cursor cursor() {
    return cursor;
  }

  @Override
  public boolean isPlaced() {
    return cursor.isPlaced();
  }

  @Override
  public Position place() {
    return cursor.position();
  }

  @Override
  public Outcome next(Sink sink) {
    return cursor.next(sink);
  }

  @Override
  public Outcome nextFromFile(Sink sink) throws IOException {
    return cursor.nextFromFile(sink);
  }

  @Override
  public void giveBack() {
    cursor.giveBack();
  }

  @Override
  public long readBytes() {
    return cursor.readBytes();
  }

  @Override
  public long allBytes() {
    return cursor.allBytes();
  }

  @Override
  public void letGo() {
    cursor.letGo();
  }

  /** Gives the share back; the reader may still be woken once. Any thread, any number of times. */
  @Override
  public void close() {
    closed = true;
    cursor.close();
  }

  boolean isClosed() {
    return closed;
  }

  /** Returns whether the reader reads, rather than waits for its client. */
  boolean isReading() {
    return !reader.isStalled();
  }

  // NOTE: asked after something is published, so that a reader that goes on meanwhile finds it.
  void wake() {
    if (isReading()) reader.wake();
  }

  void serve() {
    if (isReading()) reader.serve();
  }

  /** Says what there is to read when the reader joins. Call from the follower's thread, once. */
  void begin(Journal.Snapshot snapshot) {
    cursor.joined(snapshot);
  }

  /** Returns the lowest stream offset that the reader still has to read. Any thread. */
  long neededAt() {
    return cursor.at();
  }
}
