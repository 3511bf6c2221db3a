package comettail.tail;

import comettail.line.Block;
import comettail.line.Framing;

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

  /** Returns whether the first bytes of {@code block} look like no text. */
  static boolean is(Block block) {
    if (block.charset().framing() != Framing.BYTES) return false;
    int end = Math.min(block.end(), block.start() + LOOKED_AT);
    int controls = 0;
    int last = -1;
    for (int i = block.start(); i < end; i++) {
      int b = block.bytes()[i] & 0xFF;
      if (isControl(b) && (b != 0 || last != 0)) controls++;
      last = b;
    }
    return controls >= LEAST && controls * ONE_OF > end - block.start();
  }

  private static boolean isControl(int b) {
    return b < 0x08 || b > 0x0D && b < 0x20 && b != 0x1B || b == 0x7F;
  }
}
