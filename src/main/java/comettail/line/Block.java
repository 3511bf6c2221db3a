package comettail.line;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A run of bytes of one segment, cut into lines: what a follower publishes and what an encoder
 * turns into a chunk.
 *
 * <p>Its lines are whole, each with its newline, except that the last may be <em>partial</em> (its
 * newline has not come yet, or it is a piece of a line over the bound) and the first may be
 * <em>continued</em> (it goes on where a partial one stopped). After the lines there may be an
 * unfinished line, which line-wise readers do not get yet. The bytes are shared by all readers and
 * never written again. Immutable.
 */
public final class Block {
  //  |<-- context -->|<-- lines -->|<-- unfinished line -->|
  //  0             start         whole                    end = bytes.length or less
  //
  //  The context is the bytes of the segment just before the block, as many as a position's window
  // covers.

  private final SegmentId segment;
  private final long offset;
  private final long at;
  private final byte[] bytes;
  private final int start;
  private final int end;
  private final int[] ends;

  // What encoders made of this block, by encoder; made once for all readers. Any thread.
  private final ConcurrentHashMap<Object, Object> made = new ConcurrentHashMap<>(2);

  private Block(
      SegmentId segment, long offset, long at, byte[] bytes, int start, int end, int[] ends) {
    this.segment = segment;
    this.offset = offset;
    this.at = at;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.ends = ends;
  }

  /**
   * Cuts {@code bytes[start, end)} into lines.
   *
   * @param segment the segment, its head known as far as {@code end}
   * @param offset the segment offset of {@code bytes[start]}; {@code bytes} holds the window before
   *     it
   * @param at the stream offset of {@code bytes[start]}
   */
  public static Block of(
      SegmentId segment,
      long offset,
      long at,
      byte[] bytes,
      int start,
      int end,
      LineFramer framer) {
    if (start < Math.min(offset, Position.WINDOW)) {
      throw new IllegalArgumentException(
          "the context is too short: " + start + " bytes at " + offset);
    }
    return new Block(segment, offset, at, bytes, start, end, framer.ends(bytes, start, end));
  }

  /** Returns the segment that the bytes are from. */
  public SegmentId segment() {
    return segment;
  }

  /** Returns the segment offset of the first byte. */
  public long offset() {
    return offset;
  }

  /** Returns the stream offset of the first byte. */
  public long at() {
    return at;
  }

  /** Returns the stream offset after the last line. */
  public long wholeAt() {
    return at + whole() - start;
  }

  /** Returns the stream offset after the last byte. */
  public long endAt() {
    return at + end - start;
  }

  /** Returns the array that holds the bytes; it is never written again, by anybody. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the index of the first byte. */
  public int start() {
    return start;
  }

  /** Returns the index after the last line. */
  public int whole() {
    return ends.length == 0 ? start : ends[ends.length - 1];
  }

  /** Returns the index after the last byte. */
  public int end() {
    return end;
  }

  /** Returns how many lines there are, a piece counting as one. */
  public int lines() {
    return ends.length;
  }

  /** Returns the index of the first byte of line {@code i}. */
  public int lineStart(int i) {
    return i == 0 ? start : ends[i - 1];
  }

  /** Returns the index after line {@code i}, its newline included. */
  public int lineEnd(int i) {
    return ends[i];
  }

  /**
   * Returns the index after the text of line {@code i}: without its newline, and without one CR
   * before that.
   */
  public int textEnd(int i) {
    int last = ends[i] - 1;
    if (bytes[last] != '\n') return ends[i];
    return last > lineStart(i) && bytes[last - 1] == '\r' ? last - 1 : last;
  }

  /** Returns whether line {@code i} has no newline yet, so that it may go on. */
  public boolean partial(int i) {
    return bytes[ends[i] - 1] != '\n';
  }

  /** Returns whether line {@code i} goes on where a partial one stopped. */
  public boolean continued(int i) {
    int first = lineStart(i);
    return first > 0 && bytes[first - 1] != '\n';
  }

  /** Returns the position just after line {@code i}. */
  public Position after(int i) {
    return position(ends[i]);
  }

  /** Returns the position of the byte at {@code index}, from {@link #start} to {@link #end}. */
  public Position position(int index) {
    return segment.position(offset + index - start, bytes, index);
  }

  /**
   * Returns what is left of this block from the stream offset {@code from} on, sharing its bytes.
   */
  public Block from(long from) {
    if (from == at) return this;
    int cut = start + (int) (from - at);
    int first = Arrays.binarySearch(ends, cut);
    first = first < 0 ? -first - 1 : first + 1;
    int[] left = Arrays.copyOfRange(ends, first, ends.length);
    return new Block(segment, offset + (cut - start), from, bytes, cut, end, left);
  }

  /**
   * Returns this block up to the stream offset {@code to}, its unfinished line, if any, made a
   * partial one.
   */
  public Block sealedAt(long to) {
    int cut = start + (int) Math.min(to - at, end - start);
    int count = 0;
    while (count < ends.length && ends[count] <= cut) count++;
    boolean unfinished = cut > (count == 0 ? start : ends[count - 1]);
    int[] sealed = Arrays.copyOf(ends, unfinished ? count + 1 : count);
    if (unfinished) sealed[count] = cut;
    return new Block(segment, offset, at, bytes, start, cut, sealed);
  }

  /** Returns this block with its unfinished line, if any, made a partial one. */
  public Block sealed() {
    return whole() == end ? this : sealedAt(endAt());
  }

  /**
   * Returns what {@code make} makes of this block, made once for all that ask with the same {@code
   * key}. {@code make} must not wait for anything.
   */
  @SuppressWarnings("unchecked") // each key has one type of value, that of its only maker
  public <T> T made(Object key, Function<Block, T> make) {
    Object value = made.get(key);
    return (T) (value != null ? value : made.computeIfAbsent(key, unused -> make.apply(this)));
  }
}
