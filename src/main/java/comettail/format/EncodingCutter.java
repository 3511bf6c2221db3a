package comettail.format;

import comettail.line.Block;
import comettail.line.Cutter;
import comettail.line.LineFramer;
import comettail.line.SegmentId;

/**
 * Makes blocks of all lines, and has them encoded on whatever thread cuts: a reader that catches up
 * needs both, and encoding takes the longest of all that is done for it. Immutable; any thread.
 */
final class EncodingCutter implements Cutter {
  /** How much is cut at a time: what is a chunk then, all that a slow client may hold. */
  private static final int ENCODED_BYTES = 64 * 1024;

  private final Encoder encoder;

  /**
   * @param encoder is any thread's
   */
  EncodingCutter(Encoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public Block cut(
      SegmentId segment,
      long offset,
      long at,
      byte[] bytes,
      int start,
      int end,
      LineFramer framer) {
    Block block = Cutter.ALL.cut(segment, offset, at, bytes, start, end, framer);
    encoder.lines(block.all()); // which the block keeps
    return block;
  }

  @Override
  public int sliceBytes() {
    return ENCODED_BYTES;
  }
}
