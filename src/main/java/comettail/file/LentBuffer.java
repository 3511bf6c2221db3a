package comettail.file;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The buffer that one reader of bytes reads into, and whose bytes somebody else has until he gives
 * them back; while he still has them the next ones go into another. Used by one thread at a time.
 */
public final class LentBuffer {
  private final ReadBuffers buffers;

  private final Deque<ByteBuffer> lent = new ArrayDeque<>(2);
  private ByteBuffer spare; // what nobody has, or null

  /**
   * @param buffers where it comes from
   */
  public LentBuffer(ReadBuffers buffers) {
    this.buffers = buffers;
  }

  /** Returns a buffer with room for {@code bytes} bytes, which nobody has yet. */
  public ByteBuffer room(int bytes) {
    if (spare == null) spare = buffers.take();
    return spare.clear().limit(bytes);
  }

  /** Says that somebody has the bytes of the last {@link #room}. */
  public void lend() {
    lent.add(spare);
    spare = null;
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
