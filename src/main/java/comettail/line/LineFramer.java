package comettail.line;

import java.util.Arrays;

/**
 * Finds where the lines of a log end. A line ends after its newline; a line longer than the bound
 * is cut into pieces that are not longer than the bound, each at the end of a character where there
 * is one. Immutable.
 */
public final class LineFramer {
  private static final int[] NONE = {};

  private final int maxLineBytes;
  private final LogCharset charset;

  /** Makes a framer of logs in UTF-8, as {@link #LineFramer(int, LogCharset)} does. */
  public LineFramer(int maxLineBytes) {
    this(maxLineBytes, LogCharset.UTF_8);
  }

  /**
   * @param maxLineBytes the longest piece that is framed as one line, its newline included; at
   *     least 8 bytes
   * @param charset the charset of segments that have no byte-order mark
   */
  public LineFramer(int maxLineBytes, LogCharset charset) {
    if (maxLineBytes < 8) throw new IllegalArgumentException("maxLineBytes < 8: " + maxLineBytes);
    this.maxLineBytes = maxLineBytes;
    this.charset = charset;
  }

  /** Returns the longest piece that is framed as one line, in bytes. */
  public int maxLineBytes() {
    return maxLineBytes;
  }

  /** Returns the charset of segments that have no byte-order mark. */
  public LogCharset charset() {
    return charset;
  }

  /** Returns the charset of a segment that begins with {@code mark}. */
  public LogCharset charset(ByteOrderMark mark) {
    return mark.charset(charset);
  }

  /**
   * Returns the ends (exclusive, after the newline) of the lines and full pieces in {@code
   * bytes[from, to)}, rising. What follows the last of them is an unfinished line of less than
   * {@link #maxLineBytes} bytes.
   *
   * @param inCharset the segment's charset
   * @param offset the segment offset of {@code bytes[from]}
   */
  int[] ends(LogCharset inCharset, long offset, byte[] bytes, int from, int to) {
    int[] ends = NONE;
    int count = 0;
    for (int start = from; start < to; ) {
      int end = end(inCharset, offset + start - from, bytes, start, to);
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
  int end(LogCharset inCharset, long offset, byte[] bytes, int start, int to) {
    int limit = (int) Math.min(to, (long) start + maxLineBytes);
    int unit = start + inCharset.framing().within(offset); // a line may begin within one
    int end = inCharset.framing().firstLineEnd(bytes, unit, limit);
    if (end >= 0) return end;
    if (limit - start < maxLineBytes) return -1;
    int whole = inCharset.wholeCharacters(bytes, start, limit, offset);
    return whole > start ? whole : limit;
  }
}
