package comettail.tail;

import comettail.line.Block;
import comettail.line.Position;
import comettail.line.TailEvent;

/** Takes what a {@link Cursor} reads, in order. Used by one thread at a time. */
public interface Sink {
  /**
   * Takes the position at which the reader begins; called once, before the first lines, unless it
   * is not known.
   */
  void begin(Position position);

  /**
   * Takes the next lines, or, if the cursor reads raw bytes, the next bytes with the unfinished
   * line that ends them.
   */
  void lines(Block block);

  /**
   * Takes an event, and the position from which a reader that has seen it goes on; null where there
   * is none yet.
   */
  void event(TailEvent event, Position next);
}
