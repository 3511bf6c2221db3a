package comettail.line;

import java.util.Arrays;

/**
 * Finds where lines end. A line ends after its newline (0x0A); a line longer than the bound is cut
 * into pieces that are not longer than the bound, each at the end of a UTF-8 character where there
 * is one. Immutable.
 */
public final class LineFramer {
  private static final int[] NONE = {};

  private final int maxLineBytes;

  /**
   * @param maxLineBytes the longest piece that is framed as one line, its newline included; at
   *     least 8 bytes
   */
  public LineFramer(int maxLineBytes) {
    if (maxLineBytes < 8) throw new IllegalArgumentException("maxLineBytes < 8: " + maxLineBytes);
    this.maxLineBytes = maxLineBytes;
  }

  /** Returns the longest piece that is framed as one line, in bytes. */
  public int maxLineBytes() {
    return maxLineBytes;
  }

  /**
   * Returns the ends (exclusive, after the newline) of the lines and full pieces in {@code
   * bytes[from, to)}, rising. What follows the last of them is an unfinished line of less than
   * {@link #maxLineBytes} bytes.
   */
  public int[] ends(byte[] bytes, int from, int to) {
    int[] ends = NONE;
    int count = 0;
    for (int start = from; start < to; ) {
      int end = end(bytes, start, to);
      if (end < 0) break;
      if (count == ends.length) ends = Arrays.copyOf(ends, Math.max(8, count * 2));
      ends[count++] = start = end;
    }
    return count == ends.length ? ends : Arrays.copyOf(ends, count);
  }

  /**
   * Returns the end of the line or full piece that starts at {@code start}, or -1 when it is
   * unfinished.
   */
  private int end(byte[] bytes, int start, int to) {
    int limit = (int) Math.min(to, (long) start + maxLineBytes);
    for (int i = start; i < limit; i++) {
      if (bytes[i] == '\n') return i + 1;
    }
    return limit - start < maxLineBytes ? -1 : characterBoundary(bytes, start, limit);
  }

  /**
   * Returns the last place in {@code (start, end]} that does not cut a UTF-8 character in two;
   * {@code end} where the bytes there are not UTF-8.
   */
  public static int characterBoundary(byte[] bytes, int start, int end) {
    int lead = end - 1;
    while (lead > start && lead > end - 4 && (bytes[lead] & 0xC0) == 0x80) lead--;
    int length = sequenceLength(bytes[lead]);
    return length > end - lead && lead > start ? lead : end;
  }

  private static int sequenceLength(byte lead) {
    if ((lead & 0xE0) == 0xC0) return 2;
    if ((lead & 0xF0) == 0xE0) return 3;
    return (lead & 0xF8) == 0xF0 ? 4 : 1;
  }
}
