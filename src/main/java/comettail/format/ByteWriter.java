package comettail.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes in the making, which become a {@link Chunk}. Used by one thread at a time. */
final class ByteWriter {
  private byte[] bytes;
  private int length;

  /**
   * @param capacity how many bytes are expected; more may come
   */
  ByteWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** Returns {@code text}, which is ASCII, for {@link #add(byte[])} in a loop. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns {@code text} in UTF-8, for {@link #add(byte[])} in a loop. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Adds a byte. */
  ByteWriter add(int b) {
    if (length == bytes.length) grow(1);
    bytes[length++] = (byte) b;
    return this;
  }

  /** Adds {@code source[from, to)}. */
  ByteWriter add(byte[] source, int from, int to) {
    int n = to - from;
    if (n > bytes.length - length) grow(n);
    System.arraycopy(source, from, bytes, length, n);
    length += n;
    return this;
  }

  /** Adds all of {@code source}. */
  ByteWriter add(byte[] source) {
    return add(source, 0, source.length);
  }

  /** Adds {@code text} in UTF-8. */
  ByteWriter add(String text) {
    return add(utf8(text));
  }

  private void grow(int n) {
    long wanted = Math.max(2L * bytes.length, (long) length + n);
    bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
  }

  /** Returns what was added; nothing may be added any more. */
  Chunk chunk() {
    return new Chunk(bytes, 0, length);
  }
}
