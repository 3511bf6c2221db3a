package comettail.line;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How a segment's bytes are parted into units, of which one is the newline: single bytes, or pairs
 * of bytes that begin at even segment offsets. Immutable.
 */
public enum Framing {
  /** A newline is the byte 0x0A, which stands for nothing else in any charset framed like this. */
  BYTES(1),
  /** A newline is the bytes 0A 00. */
  UTF_16LE(2),
  /** A newline is the bytes 00 0A. */
  UTF_16BE(2);

  private static final int NEWLINE = '\n';
  private static final int CARRIAGE_RETURN = '\r';

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private final int unitBytes;

  Framing(int unitBytes) {
    this.unitBytes = unitBytes;
  }

  /** Returns the length of a unit: 1 or 2 bytes. */
  public int unitBytes() {
    return unitBytes;
  }

  /** Returns how many bytes before {@code offset}, a segment offset, its unit begins: 0 or 1. */
  public int within(long offset) {
    return (int) (offset & (unitBytes - 1));
  }

  /**
   * Returns the index after the first newline in {@code bytes[from, to)}, where a unit begins at
   * {@code from}; or -1 if there is none.
   */
  public int firstLineEnd(byte[] bytes, int from, int to) {
    if (this == BYTES) {
      int i = from;
      for (; i <= to - Long.BYTES; i += Long.BYTES) {
        long found = newlines((long) EIGHT.get(bytes, i));
        if (found != 0) return i + (Long.numberOfTrailingZeros(found) >>> 3) + 1;
      }
      for (; i < to; i++) {
        if (bytes[i] == NEWLINE) return i + 1;
      }
    } else {
      for (int i = from; i + 1 < to; i += 2) {
        if (unit(bytes, i) == NEWLINE) return i + 2;
      }
    }
    return -1;
  }

  /**
   * Returns the top bit of the first newline among eight bytes, and perhaps of bytes after it; or 0
   * if there is none. A byte that is 0 borrows, and so it is found: {@code (x - 1) & ~x}, of which
   * Alan Mycroft wrote in 1987.
   */
  private static long newlines(long eight) {
    long zeroWhereNewline = eight ^ NEWLINE * ONES;
    return zeroWhereNewline - ONES & ~zeroWhereNewline & TOPS;
  }

  /**
   * Returns the index after the last newline in {@code bytes[from, to)}, where a unit begins at
   * {@code from}; or -1 if there is none.
   */
  public int lastLineEnd(byte[] bytes, int from, int to) {
    if (this == BYTES) {
      for (int i = to - 1; i >= from; i--) {
        if (bytes[i] == NEWLINE) return i + 1;
      }
    } else {
      for (int i = to - (to - from) % 2 - 2; i >= from; i -= 2) {
        if (unit(bytes, i) == NEWLINE) return i + 2;
      }
    }
    return -1;
  }

  /**
   * Returns whether {@code bytes[0, end)} ends with a newline, at {@code offset} of its segment.
   */
  boolean endsWithNewline(byte[] bytes, int end, long offset) {
    if (this == BYTES) return end > 0 && bytes[end - 1] == NEWLINE;
    return within(offset) == 0 && end >= unitBytes && unit(bytes, end - unitBytes) == NEWLINE;
  }

  /** Returns whether {@code bytes[start, end)} ends with a CR; a unit ends at {@code end}. */
  boolean endsWithCarriageReturn(byte[] bytes, int start, int end) {
    return end - start >= unitBytes && unit(bytes, end - unitBytes) == CARRIAGE_RETURN;
  }

  /** Returns the unit at {@code i}. */
  int unit(byte[] bytes, int i) {
    return switch (this) {
      case BYTES -> bytes[i] & 0xFF;
      case UTF_16LE -> bytes[i] & 0xFF | (bytes[i + 1] & 0xFF) << 8;
      case UTF_16BE -> (bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF;
    };
  }
}
