package comettail.tail;

import comettail.line.Block;
import comettail.line.Place;
import comettail.line.Position;
import comettail.line.TailEvent;
import java.nio.ByteBuffer;

/** Takes what a {@link Feed} gives, in order. Used by one thread at a time. */
public interface Sink {
  /**
   * Takes the place at which the reader begins; called once, before the first lines, unless it is
   * not known.
   */
  void begin(Place place);

  /**
   * Takes the next lines, or, if the cursor reads raw bytes, the next bytes with the unfinished
   * line that ends them.
   */
  void lines(Block block);

  /**
   * Takes the next bytes, which are not cut into lines, if the cursor reads raw bytes. They are the
   * sink's until {@link Feed#giveBack}.
   */
  default void bytes(ByteBuffer bytes) {
    throw new IllegalStateException("bytes for a sink of lines");
  }

  /**
   * Takes an event, and the place from which a reader that has seen it goes on; null where there is
   * none yet.
   */
  void event(TailEvent event, Place next);

  /**
   * Returns from where on it may still make use of the lines that it was given last, and of earlier
   * ones of the same log; or null if it is through with them.
   */
  default Position held() {
    return null;
  }

  /**
   * Returns whether it has enough for one step, if a step could give more than one run of lines.
   */
  default boolean isFull() {
    return true;
  }
}
