package comettail.tail;

import comettail.line.Framing;
import comettail.line.LogCharset;
import java.nio.ByteBuffer;

/**
 * Tells a file that is no text by control characters that no log has. Zeros count once for a run of
 * them, since a truncation may leave a hole.
 */
final class BinaryBytes {
  private static final int LOOKED_AT = 1024;

  /** Of so many bytes one may be a control character. */
  private static final int ONE_OF = 16;

  private static final int LEAST = 16; // a few say nothing

  private BinaryBytes() {}

  /**
   * Returns whether the first of {@code bytes}, which are in {@code charset}, look like no text.
   */
  static boolean are(ByteBuffer bytes, LogCharset charset) {
    if (charset.framing() != Framing.BYTES) return false;
    int length = Math.min(bytes.remaining(), LOOKED_AT);
    int controls = 0;
    int last = -1;
    for (int i = 0; i < length; i++) {
      int b = bytes.get(bytes.position() + i) & 0xFF;
      if (isControl(b) && (b != 0 || last != 0)) controls++;
      last = b;
    }
    return controls >= LEAST && controls * ONE_OF > length;
  }

  private static boolean isControl(int b) {
    return b < 0x08 || b > 0x0D && b < 0x20 && b != 0x1B || b == 0x7F;
  }
}
