package comettail.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A compressed segment, unpacked as it is read; nothing is written anywhere. It holds what was read
 * last, so that a read may overlap the one before, and the decompressor's state. Used by one thread
 * at a time, which is never interrupted.
 */
public final class UnpackedFile implements SegmentBytes {
  private static final int SKIP_BYTES = 64 * 1024;

  /** What is asked of a decompressor at once: before a damage it gives nothing of that. */
  private static final int PIECE_BYTES = 8 * 1024;

  private final SegmentFile packed;
  private final Compression compression;

  private InputStream unpacked;
  private byte[] last = {}; // what was read last: the bytes before `next`
  private long next; // offset of the next byte of `unpacked`
  private IOException damage; // why there is none, or null

  /** Unpacks {@code packed}, and closes it when it is closed itself. */
  public UnpackedFile(SegmentFile packed, Compression compression) {
    this.packed = packed;
    this.compression = compression;
  }

  @Override
  public int read(long offset, ByteBuffer buffer) throws IOException {
    if (buffer.hasArray()) {
      int index = buffer.arrayOffset() + buffer.position();
      int n = read(offset, buffer.array(), index, buffer.remaining());
      buffer.position(buffer.position() + n);
      return n;
    }
    byte[] bytes = new byte[buffer.remaining()];
    int n = read(offset, bytes, 0, bytes.length);
    buffer.put(bytes, 0, n);
    return n;
  }

  @Override
  public int read(long offset, byte[] bytes, int index, int length) throws IOException {
    try {
      return readForward(offset, bytes, index, length);
    } catch (IOException damaged) {
      unpacked = null; // whoever reads again begins anew
      throw damaged;
    }
  }

  private int readForward(long offset, byte[] bytes, int index, int length) throws IOException {
    if (unpacked == null || offset < next - last.length) restart();
    if (offset > next && skip(offset - next) > 0) return 0;
    int known = (int) (next - offset); // of these, more perhaps than are wanted
    int again = Math.min(known, length);
    System.arraycopy(last, last.length - known, bytes, index, again);
    if (again == length) return length;
    int more = unpack(bytes, index + again, length - again);
    next += more;
    remember(bytes, index, again + more);
    return again + more;
  }

  /**
   * Unpacks up to {@code length} bytes, and returns how many there were. Those before a damage are
   * given; who asks for more hears of it.
   */
  private int unpack(byte[] bytes, int index, int length) throws IOException {
    if (damage != null) throw damage;
    int n = 0;
    try {
      while (n < length) {
        int some = unpacked.read(bytes, index + n, Math.min(length - n, PIECE_BYTES));
        if (some < 0) break;
        n += some;
      }
    } catch (IOException | RuntimeException damaged) { // a decompressor may throw either
      damage = new IOException("the file can't be unpacked", damaged);
      if (n == 0) throw damage;
    }
    return n;
  }

  private void restart() throws IOException {
    if (unpacked != null) unpacked.close();
    damage = null;
    last = new byte[0];
    next = 0;
    unpacked = unpacked();
  }

  private InputStream unpacked() throws IOException {
    try {
      return compression.unpacked(packed.stream());
    } catch (RuntimeException damaged) {
      throw new IOException("the file can't be unpacked", damaged);
    }
  }

  /** Reads {@code count} bytes without a use, and returns how many of them there were not. */
  private long skip(long count) throws IOException {
    byte[] unused = new byte[(int) Math.min(count, SKIP_BYTES)];
    long left = count;
    while (left > 0) {
      int n = unpack(unused, 0, (int) Math.min(left, unused.length));
      if (n == 0) break;
      left -= n;
    }
    next += count - left;
    last = new byte[0];
    return left;
  }

  private void remember(byte[] bytes, int index, int length) {
    if (last.length != length) last = new byte[length];
    System.arraycopy(bytes, index, last, 0, length);
  }

  @Override
  public boolean isSequential() {
    return true;
  }

  @Override
  public void close() throws IOException {
    try (packed) {
      if (unpacked != null) unpacked.close(); // frees the decompressor at once
    }
  }
}
