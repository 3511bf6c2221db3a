package comettail.file;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Buffers for bytes that go from a file to a client as they are. A few lie outside the heap, where
 * neither the read nor the write has to copy them once more; who comes when these are lent, or when
 * the JVM allows no more of them, gets one in the heap. Any thread.
 */
public final class ReadBuffers {
  /** How many lie outside the heap at most. */
  static final int MAX_DIRECT = 32;

  /** How many bytes one in the heap has room for: a chunk. */
  static final int HEAP_BYTES = 64 * 1024;

  /** How many bytes one outside the heap has room for, so that fewer calls move a large log. */
  static final int DIRECT_BYTES = 128 * 1024;

  private final int more;
  private final Semaphore room = new Semaphore(MAX_DIRECT); // for more outside the heap
  private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  // Who is cut off while its container still writes can't give its buffer back. It is the garbage
  // collector's then, which tells when it has it.
  private final Set<PhantomReference<ByteBuffer>> direct = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<ByteBuffer> lost = new ReferenceQueue<>();

  /**
   * @param more how many bytes more each has room for
   */
  public ReadBuffers(int more) {
    this.more = more;
  }

  /** Lends an empty buffer, which is the caller's until it gives it back; it need not. */
  public ByteBuffer take() {
    for (Object gone; (gone = lost.poll()) != null; ) {
      direct.remove(gone);
      room.release();
    }
    ByteBuffer buffer = free.poll();
    if (buffer != null) return buffer.clear();
    return room.tryAcquire() ? makeDirect() : takeInHeap();
  }

  /** Returns an empty buffer in the heap, for one who reads little. */
  ByteBuffer takeInHeap() {
    return ByteBuffer.allocate(HEAP_BYTES + more);
  }

  private ByteBuffer makeDirect() {
    try {
      ByteBuffer buffer = ByteBuffer.allocateDirect(DIRECT_BYTES + more);
      direct.add(new PhantomReference<>(buffer, lost));
      return buffer;
    } catch (OutOfMemoryError noMoreOutsideTheHeap) {
      room.release();
      return takeInHeap();
    }
  }

  /** Takes back a buffer that nobody reads or writes any more, not even a container. */
  public void giveBack(ByteBuffer buffer) {
    if (buffer.isDirect()) free.add(buffer);
  }
}
