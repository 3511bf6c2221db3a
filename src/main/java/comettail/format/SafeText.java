package comettail.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Makes the bytes of a line safe text of one form. A line is hostile: what is not harmless there is
 * written in another way, and nothing is left out. Immutable.
 *
 * <p>What comes out is UTF-8 whatever goes in. Bytes that are not UTF-8 become one U+FFFD for each
 * maximal part of a sequence (the Unicode Standard, section 3.9; as the WHATWG's Encoding Standard
 * does). A byte that is never UTF-8, such as {@link comettail.line.LineText#MALFORMED}, is how
 * another charset's malformed bytes come here.
 */
abstract class SafeText {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x80 * ONES;

  private static final byte[] HEX =
      "0123456789ABCDEF".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  // By unsigned byte: it is copied as it is. A sequence beyond ASCII has to be looked at.
  private final boolean[] plain = new boolean[256];

  /**
   * @param special the printable ASCII characters that have a meaning in the form
   */
  SafeText(String special) {
    for (int c = ' '; c < 127; c++) plain[c] = special.indexOf(c) < 0;
    plain['\t'] = special.indexOf('\t') < 0;
  }

  /** Writes {@code bytes[from, to)}. */
  final void write(byte[] bytes, int from, int to, ByteWriter out) {
    int run = from; // what is copied as it is
    for (int i = from; i < to; ) {
      i = afterPlain(bytes, i, to);
      if (i == to) break;
      byte b = bytes[i];
      if (b >= 0) {
        out.add(bytes, run, i);
        writeAscii(b, out);
        run = ++i;
        continue;
      }
      int length = sequence(bytes, i, to);
      if (length < 0) {
        out.add(bytes, run, i);
        writeMalformed(out);
        run = i - length;
      } else {
        int codePoint = codePoint(bytes, i, length);
        if (isUnseen(codePoint)) {
          out.add(bytes, run, i);
          writeUnseen(codePoint, out);
          run = i + length;
        }
      }
      i += Math.abs(length);
    }
    out.add(bytes, run, to);
  }

  /** Returns the index after the plain bytes at {@code from}; most of a log is plain. */
  private int afterPlain(byte[] bytes, int from, int to) {
    boolean[] isPlain = plain;
    int i = from;
    while (i + 8 <= to && (arePlain((long) EIGHT.get(bytes, i)) || arePlain(bytes, i))) i += 8;
    while (i < to && isPlain[bytes[i] & 0xFF]) i++;
    return i;
  }

  /**
   * Returns whether eight bytes are surely plain in all forms: whether none is a control character,
   * beyond ASCII, one of {@code "#$%&'} or one of {@code <>\\^|~}.
   */
  private static boolean arePlain(long eight) {
    // With these three bits the other way round, the quotes come just after the control characters.
    long quotes = eight ^ 0x07 * ONES;
    // The brackets have some bits in common, and no other printable character has these.
    long brackets = (eight & 0x9D * ONES) ^ 0x1C * ONES; // a byte of theirs is 0 now
    // A byte that is less than what is taken away has its high bit set then. One from 127 on has it
    // set in the first of the three, but for 255, which has it in the second. What a byte carries
    // to the next or borrows from it hides nothing: whatever does so has its own high bit set.
    long odd = eight + ONES | quotes - 0x26 * ONES | brackets - ONES;
    return (odd & HIGH_BITS) == 0;
  }

  /** Returns whether the eight bytes from {@code i} on are plain, with one branch for all. */
  private boolean arePlain(byte[] bytes, int i) {
    boolean[] isPlain = plain;
    return isPlain[bytes[i] & 0xFF]
        & isPlain[bytes[i + 1] & 0xFF]
        & isPlain[bytes[i + 2] & 0xFF]
        & isPlain[bytes[i + 3] & 0xFF]
        & isPlain[bytes[i + 4] & 0xFF]
        & isPlain[bytes[i + 5] & 0xFF]
        & isPlain[bytes[i + 6] & 0xFF]
        & isPlain[bytes[i + 7] & 0xFF];
  }

  /** Writes an ASCII character that is a control character or has a meaning in the form. */
  abstract void writeAscii(int c, ByteWriter out);

  /** Writes a character beyond ASCII that a reader would not see but that changes what he sees. */
  abstract void writeUnseen(int codePoint, ByteWriter out);

  /** Writes what stands for bytes that are not UTF-8. */
  abstract void writeMalformed(ByteWriter out);

  /** Returns whether it is a C1 control, a bidirectional control or a line separator. */
  private static boolean isUnseen(int c) {
    if (c < 0xA0) return true;
    if (c == 0x061C) return true;
    return c >= 0x200E && c <= 0x2069 && (c <= 0x200F || c >= 0x2028 && c <= 0x202E || c >= 0x2066);
  }

  /**
   * Returns the length of the UTF-8 sequence at {@code i}, or minus the length of its maximal
   * malformed part.
   */
  private static int sequence(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xFF;
    int length =
        lead >= 0xC2 && lead <= 0xDF
            ? 2
            : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (length == 0) return -1;
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80; // no overlong forms
    int high =
        lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF; // no surrogates, nothing beyond U+10FFFF
    for (int n = 1; n < length; n++) {
      if (i + n == to) return -n;
      int next = bytes[i + n] & 0xFF;
      if (next < low || next > high) return -n;
      low = 0x80;
      high = 0xBF;
    }
    return length;
  }

  private static int codePoint(byte[] bytes, int i, int length) {
    int c = bytes[i] & (0xFF >> (length + 1));
    for (int n = 1; n < length; n++) c = c << 6 | bytes[i + n] & 0x3F;
    return c;
  }

  /**
   * Writes the picture of an ASCII control character: U+2400 and following (the Unicode block
   * Control Pictures).
   */
  static void writePicture(int c, ByteWriter out) {
    int picture = c == 127 ? 0x2421 : 0x2400 + c;
    out.add(0xE2).add(0x80 | picture >> 6 & 0x3F).add(0x80 | picture & 0x3F);
  }

  /** Writes {@code codePoint} as four hexadecimal digits. */
  static void writeHex(int codePoint, ByteWriter out) {
    for (int shift = 12; shift >= 0; shift -= 4) out.add(HEX[codePoint >> shift & 0xF]);
  }
}
