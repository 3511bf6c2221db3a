package comettail.line;

import java.util.Arrays;
import java.util.List;

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
  private final LogCharset charset;
  private final long offset;
  private final long at;
  private final byte[] bytes;
  private final int start;
  private final int end;
  private final int[] ends;
  private final Mark mark; // null unless its reader has several logs

  private final Lines all = new Lines(this);

  // Where readers go on who have all lines: the same, whichever of them finds it first.
  private Position afterLines;

  private Block(
      SegmentId segment,
      LogCharset charset,
      long offset,
      long at,
      byte[] bytes,
      int start,
      int end,
      int[] ends,
      Mark mark) {
    this.segment = segment;
    this.charset = charset;
    this.offset = offset;
    this.at = at;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.ends = ends;
    this.mark = mark;
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
    LogCharset charset = framer.charset(segment.mark());
    int[] ends = framer.ends(charset, offset, bytes, start, end);
    return new Block(segment, charset, offset, at, bytes, start, end, ends, null);
  }

  /** Makes a block of {@code bytes[start, end)} whose lines are those that {@code cut} has cut. */
  public static Block of(
      SegmentId segment,
      LogCharset charset,
      long offset,
      long at,
      byte[] bytes,
      int start,
      int end,
      LineCut cut) {
    return new Block(segment, charset, offset, at, bytes, start, end, cut.ends(), null);
  }

  /** Returns the segment that the bytes are from. */
  public SegmentId segment() {
    return segment;
  }

  /** Returns the charset that the bytes are in. */
  public LogCharset charset() {
    return charset;
  }

  /** Returns which of several logs it is from; or null if its reader has one. */
  public Mark mark() {
    return mark;
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

  /** Returns the array that holds the bytes. */
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

  /** Returns all of its lines, and what is unfinished after them. */
  public Lines all() {
    return all;
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
   * Returns the index of the first byte of the text of line {@code i}: after the segment's
   * byte-order mark, if the line begins with that.
   */
  public int textStart(int i) {
    int first = lineStart(i);
    long left = segment.mark().length() - offsetOf(first);
    return left <= 0 ? first : (int) Math.min(first + left, ends[i]);
  }

  /**
   * Returns the index after the text of line {@code i}: without its newline, and without one CR
   * before that.
   */
  public int textEnd(int i) {
    if (partial(i)) return ends[i];
    Framing framing = charset.framing();
    int first = textStart(i);
    int end = Math.max(first, ends[i] - framing.unitBytes());
    return framing.endsWithCarriageReturn(bytes, first, end) ? end - framing.unitBytes() : end;
  }

  /** Returns whether line {@code i} has no newline yet, so that it may go on. */
  public boolean partial(int i) {
    return !isLineEnd(ends[i]);
  }

  /** Returns whether line {@code i} goes on where a partial one stopped. */
  public boolean continued(int i) {
    int first = lineStart(i);
    return first > 0 && !isLineEnd(first) && !isAfterZeros(first);
  }

  /** Returns whether the last byte ends a line. */
  public boolean endsLine() {
    return isLineEnd(end);
  }

  /** Returns whether a newline ends at {@code index}. */
  private boolean isLineEnd(int index) {
    return charset.framing().endsWithNewline(bytes, index, offsetOf(index));
  }

  /**
   * Returns whether zeros end at {@code index}: a truncation's hole, which is left out, perhaps.
   */
  private boolean isAfterZeros(int index) {
    int unit = index - charset.framing().unitBytes();
    return unit >= 0 && charset.framing().unit(bytes, unit) == 0;
  }

  private long offsetOf(int index) {
    return offset + index - start;
  }

  /** Returns the position just after line {@code i}. */
  public Position after(int i) {
    return position(ends[i]);
  }

  /** Returns where a reader is that has line {@code i}, in all of its logs if it has several. */
  public Place placeAfter(int i) {
    return place(after(i));
  }

  /** Returns where a reader is that goes on at {@code position} in this log. */
  Place place(Position position) {
    return mark == null ? position : mark.after(position);
  }

  /** Returns the position of the byte at {@code index}, from {@link #start} to {@link #end}. */
  public Position position(int index) {
    if (index != whole()) return found(index);
    Position known = afterLines;
    if (known == null) afterLines = known = found(index);
    return known;
  }

  private Position found(int index) {
    return segment.position(offsetOf(index), bytes, index);
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
    return new Block(segment, charset, offsetOf(cut), from, bytes, cut, end, left, mark);
  }

  /** Returns its lines from {@code first} on, in an array of their own. */
  public Block tail(int first) {
    int cut = lineStart(first);
    int left = cut - Math.min(cut, Position.WINDOW); // what is left out
    byte[] own = Arrays.copyOfRange(bytes, left, whole());
    int[] some = Arrays.copyOfRange(ends, first, ends.length);
    for (int i = 0; i < some.length; i++) some[i] -= left;
    long from = at + cut - start;
    return new Block(
        segment, charset, offsetOf(cut), from, own, cut - left, own.length, some, mark);
  }

  /** Returns its lines from {@code first} to before {@code last} alone, marked with their log. */
  public Block marked(Mark log, int first, int last) {
    int from = lineStart(first);
    int[] some = Arrays.copyOfRange(ends, first, last);
    return new Block(
        segment,
        charset,
        offsetOf(from),
        at + from - start,
        bytes,
        from,
        ends[last - 1],
        some,
        log);
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
    return new Block(segment, charset, offset, at, bytes, start, cut, sealed, mark);
  }

  /** Returns whether {@code next} goes on in the same segment, where the lines of this one end. */
  public boolean isContinuedBy(Block next) {
    return next.at == wholeAt()
        && next.offset == offsetOf(whole())
        && next.segment.isSameAs(segment)
        && next.charset.equals(charset);
  }

  /** Returns whether it ends at {@code offset} of {@code later}, or is in a segment before that. */
  public boolean endsAt(SegmentId later, long offset) {
    return offset == offsetOf(end) || !segment.isSameAs(later);
  }

  /**
   * Returns one block of all the lines of {@code blocks}, and the unfinished line of the last; each
   * {@linkplain #isContinuedBy is continued by} the next.
   */
  public static Block joined(List<Block> blocks) {
    Block first = blocks.get(0);
    Block last = blocks.get(blocks.size() - 1);
    int window = Math.min(first.start, Position.WINDOW);
    byte[] bytes = new byte[window + (int) (last.endAt() - first.at)];
    int[] ends = new int[blocks.stream().mapToInt(Block::lines).sum()];
    System.arraycopy(first.bytes, first.start - window, bytes, 0, window);
    int line = 0;
    for (Block block : blocks) {
      int start = window + (int) (block.at - first.at);
      System.arraycopy(block.bytes, block.start, bytes, start, block.end - block.start);
      for (int end : block.ends) ends[line++] = start + end - block.start;
    }
    return new Block(
        last.segment,
        last.charset,
        first.offset,
        first.at,
        bytes,
        window,
        bytes.length,
        ends,
        null);
  }

  /** Returns this block with its unfinished line, if any, made a partial one. */
  public Block sealed() {
    return whole() == end ? this : sealedAt(endAt());
  }

  /**
   * Returns this block with its unfinished line, if any, made a partial one as far as its
   * characters are whole. What begins a character, a byte-order mark or a newline of CR and LF
   * stays unfinished.
   */
  public Block sealedCharacters() {
    int cut = wholeCharacters();
    if (cut == whole()) return this;
    int[] sealed = Arrays.copyOf(ends, ends.length + 1);
    sealed[ends.length] = cut;
    return new Block(segment, charset, offset, at, bytes, start, end, sealed, mark);
  }

  private int wholeCharacters() {
    int from = whole();
    if (offsetOf(from) == 0 && ByteOrderMark.begins(bytes, from, end)) return from;
    int cut = charset.wholeCharacters(bytes, from, end, offsetOf(from));
    Framing framing = charset.framing();
    if (framing.endsWithCarriageReturn(bytes, from, cut)) cut -= framing.unitBytes();
    return offsetOf(cut) <= segment.mark().length() ? from : cut;
  }
}
