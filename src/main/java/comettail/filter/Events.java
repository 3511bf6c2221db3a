package comettail.filter;

import comettail.line.Block;
import java.util.BitSet;

/**
 * Which lines of a block are one event: a line and what goes on with it, which are the pieces of a
 * line that came in several and, if asked for, {@linkplain Continuation continuation lines}. Used
 * by one thread at a time.
 */
final class Events {
  private final Block block;
  private final SearchText text;
  private final boolean multiline;

  Events(Block block, SearchText text, boolean multiline) {
    this.block = block;
    this.text = text;
    this.multiline = multiline;
  }

  /** Returns whether line {@code i} goes on with the one above it, in an earlier block perhaps. */
  boolean goesOn(int i) {
    return block.continued(i)
        || multiline && Continuation.is(text.all(), text.start(i), text.end(i));
  }

  /** Returns the first line in the block of the event that line {@code i} is in. */
  int start(int i) {
    int start = i;
    while (start > 0 && goesOn(start)) start--;
    return start;
  }

  /** Returns the line after the last in the block of the event that line {@code i} is in. */
  int end(int i) {
    int end = i + 1;
    while (end < block.lines() && goesOn(end)) end++;
    return end;
  }

  /** Returns the lines of all events that a line of {@code found} is in. */
  BitSet around(BitSet found) {
    BitSet all = new BitSet(block.lines());
    for (int i = found.nextSetBit(0); i >= 0; ) {
      int end = end(i);
      all.set(start(i), end);
      i = found.nextSetBit(end);
    }
    return all;
  }
}
