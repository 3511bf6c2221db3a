package comettail.line;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A charset that a log may have: one of the JVM's in which ASCII is ASCII, so that the byte 0x0A is
 * a newline and nothing else, or UTF-16. UTF-32, EBCDIC and charsets with shift states, such as
 * ISO-2022-JP, are none. Immutable.
 */
public final class LogCharset {
  public static final LogCharset UTF_8 = new LogCharset(StandardCharsets.UTF_8, Framing.BYTES);
  public static final LogCharset UTF_16LE =
      new LogCharset(StandardCharsets.UTF_16LE, Framing.UTF_16LE);
  public static final LogCharset UTF_16BE =
      new LogCharset(StandardCharsets.UTF_16BE, Framing.UTF_16BE);

  /** What {@link #of} takes, in the words of a refusal. */
  public static final String ALLOWED =
      "UTF-8, UTF-16LE, UTF-16BE or another charset of the server in which ASCII is ASCII,"
          + " such as ISO-8859-1 or Shift_JIS";

  private static final int MAX_CHARACTER_BYTES = 8; // more than any charset of the JVM has

  private final Charset charset;
  private final Framing framing;

  private LogCharset(Charset charset, Framing framing) {
    this.charset = charset;
    this.framing = framing;
  }

  /**
   * Returns the charset of this name or alias, in any case; or empty if the JVM has none, or no log
   * may have it. UTF-16 without a byte order is little-endian, as in the WHATWG's Encoding
   * Standard: who writes it so is Windows.
   */
  public static Optional<LogCharset> of(String name) {
    Charset charset;
    try {
      charset = Charset.forName(name);
    } catch (IllegalArgumentException unknownOrNoName) {
      return Optional.empty();
    }
    return switch (charset.name().toUpperCase(Locale.ROOT)) {
      case "UTF-8" -> Optional.of(UTF_8);
      case "UTF-16", "UTF-16LE", "X-UTF-16LE-BOM" -> Optional.of(UTF_16LE);
      case "UTF-16BE" -> Optional.of(UTF_16BE);
      default ->
          isAsciiInIt(charset)
              ? Optional.of(new LogCharset(charset, Framing.BYTES))
              : Optional.empty();
    };
  }

  /** Returns whether each ASCII byte is its own character in {@code charset}. */
  private static boolean isAsciiInIt(Charset charset) {
    byte[] ascii = new byte[128];
    for (int i = 0; i < ascii.length; i++) ascii[i] = (byte) i;
    // A charset that can't encode is one that guesses: what it makes of a line depends on others.
    return charset.canEncode()
        && new String(ascii, charset).equals(new String(ascii, StandardCharsets.US_ASCII));
  }

  /** Returns its name, the one preferred in HTTP (RFC 2978) where it is registered. */
  public String name() {
    return charset.name();
  }

  /** Returns the JVM's charset. */
  public Charset charset() {
    return charset;
  }

  /** Returns how its lines end. */
  public Framing framing() {
    return framing;
  }

  /**
   * Returns the index in {@code [start, end]} after the last whole character of {@code bytes[start,
   * end)}; what follows it is the beginning of a character. Bytes that begin no character count as
   * whole.
   *
   * @param offset the segment offset of {@code bytes[start]}, where a character begins
   */
  int wholeCharacters(byte[] bytes, int start, int end, long offset) {
    if (this == UTF_8) return wholeUtf8(bytes, start, end);
    if (framing != Framing.BYTES) return wholeUtf16(bytes, start, end, offset);
    return wholeDecoded(bytes, start, end);
  }

  private static int wholeUtf8(byte[] bytes, int start, int end) {
    int lead = end - 1;
    while (lead > start && lead > end - 4 && (bytes[lead] & 0xC0) == 0x80) lead--;
    return lead >= start && sequenceLength(bytes[lead]) > end - lead ? lead : end;
  }

  private static int sequenceLength(byte lead) {
    int b = lead & 0xFF;
    if (b >= 0xC2 && b <= 0xDF) return 2;
    if (b >= 0xE0 && b <= 0xEF) return 3;
    return b >= 0xF0 && b <= 0xF4 ? 4 : 1;
  }

  private int wholeUtf16(byte[] bytes, int start, int end, long offset) {
    int whole = end - framing.within(offset + end - start);
    if (whole - 2 >= start && Character.isHighSurrogate((char) framing.unit(bytes, whole - 2))) {
      whole -= 2;
    }
    return Math.max(whole, start);
  }

  private int wholeDecoded(byte[] bytes, int start, int end) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
    CharBuffer out = CharBuffer.allocate(1024);
    while (decoder.decode(in, out.clear(), false).isOverflow()) {}
    return in.remaining() < MAX_CHARACTER_BYTES ? in.position() : end;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogCharset that && charset.equals(that.charset);
  }

  @Override
  public int hashCode() {
    return charset.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
