package comettail.line;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/**
 * The text of one line of a block after the other, in UTF-8: the block's own bytes if they are in
 * UTF-8, whether well-formed or not, else a copy in which {@link #MALFORMED} stands for what is
 * malformed. Used by one thread at a time.
 */
public final class LineText {
  /** Stands for bytes that are malformed in their charset; it is never UTF-8. */
  public static final byte MALFORMED = (byte) 0xFF;

  private static final int MAX_UTF8_BYTES = 4; // of a character
  private static final int CHARS = 512; // decoded in one go

  private final Block block;
  private final CharsetDecoder decoder; // null for UTF-8
  private final CharBuffer chars;

  // The line that was read last: bytes[start, end).
  private byte[] bytes;
  private int start;
  private int end;

  /** Makes a text of {@code block}, of no line yet. */
  public LineText(Block block) {
    this.block = block;
    this.bytes = block.bytes();
    boolean asIs = block.charset() == LogCharset.UTF_8;
    this.decoder = asIs ? null : decoderOf(block.charset());
    this.chars = asIs ? null : CharBuffer.allocate(CHARS);
  }

  private static CharsetDecoder decoderOf(LogCharset charset) {
    return charset
        .charset()
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Goes to line {@code i}, without its newline and without a byte-order mark. */
  public void read(int i) {
    start = block.textStart(i);
    end = block.textEnd(i);
    if (decoder != null) decode(ByteBuffer.wrap(block.bytes(), start, end - start));
  }

  /** Returns the array that holds the text, until the next line is read. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the index of the text's first byte. */
  public int start() {
    return start;
  }

  /** Returns the index after the text's last byte. */
  public int end() {
    return end;
  }

  private void decode(ByteBuffer in) {
    if (bytes == block.bytes()) bytes = new byte[2 * in.remaining() + CHARS * MAX_UTF8_BYTES];
    start = 0;
    end = 0;
    decoder.reset();
    CoderResult result;
    do {
      result = decoder.decode(in, chars.clear(), true);
      addChars();
      if (result.isError()) {
        bytes[end++] = MALFORMED; // addChars left room
        in.position(in.position() + malformedLength(in, result.length()));
      }
    } while (!result.isUnderflow());
    decoder.flush(chars.clear());
    addChars();
  }

  /**
   * Returns how many of the {@code length} bytes that are malformed are left out. An ASCII byte
   * after the first of them is none of them: it may be what ends a quoted text.
   */
  private int malformedLength(ByteBuffer in, int length) {
    if (block.charset().framing() != Framing.BYTES) return length;
    int n = 1;
    while (n < length && in.get(in.position() + n) < 0) n++;
    return n;
  }

  private void addChars() {
    chars.flip();
    int room = (chars.remaining() + 1) * MAX_UTF8_BYTES;
    if (bytes.length - end < room) bytes = Arrays.copyOf(bytes, 2 * bytes.length + room);
    while (chars.hasRemaining()) add(chars.get());
  }

  private void add(char c) {
    if (c < 0x80) {
      bytes[end++] = (byte) c;
    } else if (c < 0x800) {
      bytes[end++] = (byte) (0xC0 | c >> 6);
      bytes[end++] = (byte) (0x80 | c & 0x3F);
    } else if (Character.isHighSurrogate(c) && chars.hasRemaining()) {
      addSupplementary(Character.toCodePoint(c, chars.get())); // a decoder makes whole pairs only
    } else {
      bytes[end++] = (byte) (0xE0 | c >> 12);
      bytes[end++] = (byte) (0x80 | c >> 6 & 0x3F);
      bytes[end++] = (byte) (0x80 | c & 0x3F);
    }
  }

  private void addSupplementary(int codePoint) {
    bytes[end++] = (byte) (0xF0 | codePoint >> 18);
    bytes[end++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
    bytes[end++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
    bytes[end++] = (byte) (0x80 | codePoint & 0x3F);
  }
}
