package comettail.format;

import comettail.line.Lines;
import comettail.line.Place;
import comettail.line.TailEvent;

/**
 * Makes a response's bytes of lines and events, in one form. What it makes of lines it makes once
 * for all responses. Immutable, any thread; but one that {@link Format#encoder} makes for a single
 * response is used by one thread at a time.
 */
public interface Encoder {
  /** Returns what a response begins with, so that it shows at once. */
  Chunk head(StreamHead stream);

  /** Returns what says at which place a response begins. */
  Chunk begin(Place place);

  /**
   * Returns {@code lines}; in a form that {@linkplain Format#wholeLines is not line-wise}, all
   * lines of a block are its raw bytes, with what is unfinished after them.
   */
  Chunk lines(Lines lines);

  /**
   * Returns what tells of {@code event}; {@code next} is where a reader that has seen it goes on,
   * null if it stays.
   */
  Chunk event(TailEvent event, Place next);

  /** Returns what tells how far a search has got; nothing in a form without events. */
  Chunk progress(Progress progress);

  /**
   * Returns what a quiet response sends so that nobody on its way takes it for dead; it shows
   * nowhere.
   */
  Chunk heartbeat();

  /**
   * Returns what a response ends with; {@code finished} if the reader has all that it asked for.
   */
  Chunk end(boolean finished);
}
