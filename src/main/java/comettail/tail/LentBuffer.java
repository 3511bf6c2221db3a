package comettail.tail;

import comettail.file.ReadBuffers;
import java.nio.ByteBuffer;

/**
 * The buffer that one reader of bytes reads into, and whose bytes its sink has until it gives them
 * back; whoever still has them when the next ones are read keeps that buffer. Call from the
 * reader's thread.
 */
final class LentBuffer {
  private final ReadBuffers buffers;

  private ByteBuffer lent; // what the sink has, or null
  private ByteBuffer spare; // what nobody has, or null

  LentBuffer(ReadBuffers buffers) {
    this.buffers = buffers;
  }

  /** Returns a buffer with room for {@code bytes} bytes, which nobody has yet. */
  ByteBuffer room(int bytes) {
    if (spare == null) spare = buffers.take();
    return spare.clear().limit(bytes);
  }

  /** Says that the sink has the bytes of the last {@link #room}. */
  void lend() {
    lent = spare;
    spare = null;
  }

  /** Says that the sink does not have them any more. */
  void giveBack() {
    if (lent != null) spare = lent;
    lent = null;
  }

  /** Lets go of it, so that another reader may have it, unless the sink still has its bytes. */
  void letGo() {
    if (spare != null) buffers.giveBack(spare);
    spare = null;
    lent = null;
  }
}
