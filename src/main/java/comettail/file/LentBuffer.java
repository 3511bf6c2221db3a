package comettail.file;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The buffer that one reader of bytes reads into, and whose bytes somebody else has until he gives
 * them back; while he still has them the next ones go into another. Who has read a while gets one
 * outside the heap, if there is one left: most readers begin near the end of their log and need
 * none, and those that are cut off lose what they have. Used by one thread at a time.
 */
public final class LentBuffer {
  /** How many times a reader reads into the heap first: 1 MiB of log. */
  static final int READS_IN_HEAP = 16;

  private final ReadBuffers buffers;

  private final Deque<ByteBuffer> lent = new ArrayDeque<>(2);
  private ByteBuffer spare; // what nobody has, or null
  private int reads; // up to READS_IN_HEAP

  /**
   * @param buffers where it comes from
   */
  public LentBuffer(ReadBuffers buffers) {
    this.buffers = buffers;
  }

  /** Returns an empty buffer, which nobody has yet; it is the same until it is lent. */
  public ByteBuffer room() {
    if (spare == null) spare = reads < READS_IN_HEAP ? buffers.takeInHeap() : buffers.take();
    return spare.clear();
  }

  /** Says that somebody has the bytes of the last {@link #room}. */
  public void lend() {
    lent.add(spare);
    spare = null;
    if (reads < READS_IN_HEAP && ++reads == READS_IN_HEAP) lent.clear(); // they are in the heap
  }

  /** Says that nobody has any bytes any more. */
  public void giveBack() {
    if (spare == null) spare = lent.poll();
    for (ByteBuffer more; (more = lent.poll()) != null; ) buffers.giveBack(more);
  }

  /** Lets go of it, so that another reader may have it, but for bytes that somebody has. */
  public void letGo() {
    if (spare != null) buffers.giveBack(spare);
    spare = null;
  }
}
