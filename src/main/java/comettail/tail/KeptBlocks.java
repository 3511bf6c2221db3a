package comettail.tail;

import comettail.line.Block;
import comettail.line.Cutter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last blocks of use to a reader that goes back, and those around them, of what can be read
 * forwards only. Its first block and its last are of use in any case, since an event may go on from
 * one segment to the next. Used by one thread at a time.
 */
final class KeptBlocks {
  /** How many bytes are kept for the sake of a block that may come after them. */
  static final int MAX_BEFORE_BYTES = 256 * 1024;

  private final Cutter cutter;
  private final long maxBytes;

  private final Deque<Block> kept = new ArrayDeque<>();
  private long keptBytes;
  private boolean isAll = true;
  private boolean begun;
  private long afterLeft; // how many lines are still kept after the last of use

  // The last blocks, which are of use if the next is.
  private final Deque<Block> before = new ArrayDeque<>();
  private long linesBefore;
  private long bytesBefore;

  KeptBlocks(Cutter cutter, long maxBytes) {
    this.cutter = cutter;
    this.maxBytes = maxBytes;
  }

  /** Takes the next block, and keeps it if it is of use. */
  void add(Block block) {
    trimBefore();
    if (!begun || cutter.isOfUse(block)) {
      keepBefore();
      keep(block);
      afterLeft = cutter.linesAfter();
    } else if (afterLeft > 0) {
      keep(block);
      afterLeft -= block.lines();
    } else {
      before.addLast(block);
      linesBefore += block.lines();
      bytesBefore += bytes(block);
    }
    begun = true;
  }

  /** Keeps the last block and those that belong before it; all have been added. */
  void end() {
    keepBefore();
  }

  private void keepBefore() {
    before.forEach(this::keep);
    before.clear();
    linesBefore = 0;
    bytesBefore = 0;
  }

  /** Lets go of blocks that are too far from the next. */
  private void trimBefore() {
    while (!before.isEmpty() && isEnoughWithout(before.peekFirst())) {
      Block first = before.removeFirst();
      linesBefore -= first.lines();
      bytesBefore -= bytes(first);
    }
  }

  private boolean isEnoughWithout(Block first) {
    return linesBefore - first.lines() >= cutter.linesBefore()
        || bytesBefore - bytes(first) >= MAX_BEFORE_BYTES;
  }

  private void keep(Block block) {
    kept.addLast(block);
    keptBytes += bytes(block);
    while (keptBytes > maxBytes && kept.size() > 1) {
      keptBytes -= bytes(kept.removeFirst());
      isAll = false;
    }
  }

  private static int bytes(Block block) {
    return block.bytes().length;
  }

  /** Takes the last block away and returns it, or null if there is none. */
  Block takeLast() {
    return kept.pollLast();
  }

  /** Returns whether all blocks of use were kept. */
  boolean isAll() {
    return isAll;
  }
}
