package comettail.line;

import java.util.Arrays;

/**
 * A block's bytes while they are cut: line by line, or with many lines passed over as if they were
 * one. For segments in which each byte 0x0A is a newline. Used by one thread.
 */
public final class LineCut {
  private final LineFramer framer;
  private final LogCharset charset;
  private final long offset;
  private final byte[] bytes;
  private final int start;
  private final int whole;

  private int[] ends = new int[16];
  private int count;
  private int at;

  /**
   * Begins to cut {@code bytes[start, end)}.
   *
   * @param offset the segment offset of {@code bytes[start]}
   */
  public LineCut(
      LineFramer framer, LogCharset charset, long offset, byte[] bytes, int start, int end) {
    this.framer = framer;
    this.charset = charset;
    this.offset = offset;
    this.bytes = bytes;
    this.start = start;
    this.whole = Math.max(start, Framing.BYTES.lastLineEnd(bytes, start, end));
    this.at = start;
  }

  /** Returns the index up to which all is cut. */
  public int at() {
    return at;
  }

  /** Returns the index after the last newline. */
  public int whole() {
    return whole;
  }

  /** Makes one line of all up to {@code index}, where a line begins; nothing if that is cut. */
  public void skipTo(int index) {
    if (index > at) add(index);
  }

  /** Cuts the next line, or the next piece of a long one; there is one. */
  public void next() {
    add(framer.end(charset, offset + at - start, bytes, at, whole));
  }

  /** Returns the index of the first byte of the line that {@code index} is in. */
  public int lineStart(int index) {
    int newline = Framing.BYTES.lastLineEnd(bytes, start, index);
    return Math.max(start, newline);
  }

  /** Returns the index after the newline of the line that {@code index} is in. */
  public int lineEnd(int index) {
    return Framing.BYTES.firstLineEnd(bytes, index, whole);
  }

  private void add(int end) {
    if (count == ends.length) ends = Arrays.copyOf(ends, 2 * count);
    ends[count++] = at = end;
  }

  /** Returns the ends of the lines. */
  int[] ends() {
    return Arrays.copyOf(ends, count);
  }
}
