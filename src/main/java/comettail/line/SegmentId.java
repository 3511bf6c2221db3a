package comettail.line;

import java.util.Arrays;

/**
 * What a segment is: the identity of its file and its first bytes, as far as they are known.
 *
 * <p>A segment that is still shorter than {@link Position#WINDOW} gets a new, longer {@code
 * SegmentId} as it grows; the positions made from either are the same. Immutable.
 */
public final class SegmentId {
  private final long file;
  private final int epoch;
  private final byte[] head;
  private final int fullHead;
  private final ByteOrderMark mark;

  /**
   * @param file hash of the file's identity
   * @param epoch tells what the file held before and after a truncation apart while it is followed,
   *     even if the bytes do not; from 0 to {@link Position#MAX_EPOCH}
   * @param head the segment's first bytes, at most {@link Position#WINDOW}; not copied, never
   *     written again
   */
  public SegmentId(long file, int epoch, byte[] head) {
    if (head.length > Position.WINDOW) {
      throw new IllegalArgumentException("head is longer than the window: " + head.length);
    }
    this.file = file;
    this.epoch = epoch;
    this.head = head;
    this.fullHead = Fingerprint.of(head, 0, head.length);
    this.mark = ByteOrderMark.of(head);
  }

  /** Returns the hash of the file's identity. */
  public long file() {
    return file;
  }

  /** Returns which of the things that its file held one after the other it is. */
  public int epoch() {
    return epoch;
  }

  /** Returns how many of the segment's first bytes are known, at most {@link Position#WINDOW}. */
  public int headLength() {
    return head.length;
  }

  /** Returns the byte-order mark that the segment begins with, as far as its head tells. */
  public ByteOrderMark mark() {
    return mark;
  }

  /** Returns whether {@code other} is this segment, however much of its head is known. */
  public boolean isSameAs(SegmentId other) {
    return file == other.file && epoch == other.epoch;
  }

  /**
   * Returns this segment with more of its head known, taken from {@code bytes}, whose byte at
   * {@code index} is the segment's byte at {@code offset}.
   */
  public SegmentId grownBy(byte[] bytes, int index, int to, long offset) {
    long first =
        offset - index; // segment offset of bytes[0]; the bytes before the head's end must be here
    if (head.length == Position.WINDOW || first > head.length) return this;
    int length = (int) Math.min(Position.WINDOW, first + to);
    if (length <= head.length) return this;
    byte[] longer = new byte[length];
    System.arraycopy(head, 0, longer, 0, head.length);
    int from = (int) (head.length - first);
    System.arraycopy(bytes, from, longer, head.length, length - head.length);
    return new SegmentId(file, epoch, longer);
  }

  /**
   * Returns the position at {@code offset}. The bytes just before it stand in {@code bytes}, up to
   * {@code index}: as many as the window covers.
   */
  public Position position(long offset, byte[] bytes, int index) {
    if (offset == 0) return start();
    int window = (int) Math.min(offset, Position.WINDOW);
    int headHash = window == head.length ? fullHead : Fingerprint.of(head, 0, window);
    return new Position(
        file, headHash, Fingerprint.of(bytes, index - window, index), epoch, offset);
  }

  /** Returns the position at the segment's first byte. */
  public Position start() {
    return new Position(file, 0, 0, epoch, 0);
  }

  /**
   * Returns whether {@code position}'s head is this segment's, as far as this segment's head is
   * known.
   */
  public boolean hasHeadOf(Position position) {
    int window = position.window();
    return window <= head.length && Fingerprint.of(head, 0, window) == position.head();
  }

  /** Returns whether this segment starts with {@code bytes}, no more than are known of it. */
  public boolean startsWith(byte[] bytes) {
    return Arrays.equals(head, 0, Math.min(head.length, bytes.length), bytes, 0, bytes.length);
  }
}
