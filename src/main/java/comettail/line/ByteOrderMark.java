package comettail.line;

import java.util.Arrays;

/**
 * The character U+FEFF as the first of a segment, which tells its charset (the Unicode Standard,
 * section 23.8). It is no part of the first line. Immutable.
 */
public enum ByteOrderMark {
  NONE,
  UTF_8(0xEF, 0xBB, 0xBF),
  UTF_16LE(0xFF, 0xFE),
  UTF_16BE(0xFE, 0xFF);

  /** The length of the longest mark, in bytes. */
  public static final int MAX_LENGTH = 3;

  private final byte[] bytes;

  ByteOrderMark(int... bytes) {
    this.bytes = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) this.bytes[i] = (byte) bytes[i];
  }

  /** Returns the mark of a segment whose first bytes are {@code head}, as far as they tell. */
  public static ByteOrderMark of(byte[] head) {
    for (ByteOrderMark mark : values()) {
      int length = mark.length();
      if (length > 0
          && length <= head.length
          && Arrays.equals(mark.bytes, 0, length, head, 0, length)) {
        return mark;
      }
    }
    return NONE;
  }

  /**
   * Returns whether {@code bytes[start, end)}, the first bytes of a segment, are only the beginning
   * of a mark.
   */
  static boolean begins(byte[] bytes, int start, int end) {
    int length = end - start;
    for (ByteOrderMark mark : values()) {
      if (length < mark.length() && Arrays.equals(bytes, start, end, mark.bytes, 0, length)) {
        return true;
      }
    }
    return false;
  }

  /** Returns its length in bytes, 0 for none. */
  public int length() {
    return bytes.length;
  }

  /** Returns the charset that it tells, or {@code otherwise} if there is no mark. */
  public LogCharset charset(LogCharset otherwise) {
    return switch (this) {
      case NONE -> otherwise;
      case UTF_8 -> LogCharset.UTF_8;
      case UTF_16LE -> LogCharset.UTF_16LE;
      case UTF_16BE -> LogCharset.UTF_16BE;
    };
  }
}
