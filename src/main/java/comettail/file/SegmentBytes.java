package comettail.file;

import comettail.line.ByteOrderMark;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of a segment, whatever file they are in: as they are, or compressed. Used by one thread
 * at a time, unless an implementation says more.
 */
public sealed interface SegmentBytes extends Closeable permits SegmentFile, UnpackedFile {
  /**
   * Reads the bytes from {@code offset} on into what is left of {@code buffer}, and returns how
   * many there were: fewer than there is room for only if the segment ends before.
   *
   * @throws IOException if they can't be read, or not be unpacked
   */
  int read(long offset, ByteBuffer buffer) throws IOException;

  /**
   * Reads the bytes of {@code [offset, offset + length)} into {@code bytes} from {@code index} on
   * and returns how many there were: fewer than {@code length} only if the segment ends before.
   *
   * @throws IOException if they can't be read, or not be unpacked
   */
  default int read(long offset, byte[] bytes, int index, int length) throws IOException {
    return read(offset, ByteBuffer.wrap(bytes, index, length));
  }

  /** Returns the byte-order mark with which the segment begins. */
  default ByteOrderMark mark() throws IOException {
    byte[] head = new byte[ByteOrderMark.MAX_LENGTH];
    int n = read(0, head, 0, head.length);
    return ByteOrderMark.of(Arrays.copyOf(head, n));
  }

  /**
   * Returns whether bytes are cheap to read only in rising order: each read of earlier ones, beyond
   * the last read's, begins at the segment's start again.
   */
  boolean isSequential();
}
