package comettail.tail;

import comettail.line.Place;
import comettail.tail.Cursor.Outcome;
import java.io.IOException;

/**
 * What a reader draws from, step by step: one log, or several as one. While it is open, what the
 * reader still needs is held open.
 *
 * <p>Used by one thread at a time, but for {@link #close}. {@link #next} never waits; {@link
 * #nextFromFile} waits for the disk and must not be called by a thread that may be interrupted.
 */
public interface Feed extends AutoCloseable {
  /**
   * Returns whether the reader has its place, so that it will get every line that is written from
   * now on.
   */
  boolean isPlaced();

  /** Returns the reader's place, or null where it is not known. */
  Place place();

  /** Takes the next step that needs no disk. */
  Outcome next(Sink sink);

  /** Takes the next step, reading the file. */
  Outcome nextFromFile(Sink sink) throws IOException;

  /**
   * Says that the bytes of what went to the sink last are not needed any more, so that the next
   * ones may take their place.
   */
  void giveBack();

  /** Returns how many bytes of files have been read, once it {@linkplain #isPlaced is placed}. */
  long readBytes();

  /** Returns how many bytes of files there are to read, for a reader that ends. */
  long allBytes();

  /** Lets go of what was read ahead and not given. */
  void letGo();

  /** Ends it; the reader may still be woken once. Any thread, any number of times. */
  @Override
  void close();
}
