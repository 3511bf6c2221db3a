package comettail.line;

/**
 * Makes blocks of bytes for a reader: all of their lines, or only those that it may want. Any
 * thread.
 */
public interface Cutter {
  /** How much log is cut at a time, if nothing speaks for less. */
  int SLICE_BYTES = 256 * 1024;

  /** Makes blocks of all lines. */
  Cutter ALL =
      new Cutter() {
        @Override
        public Block cut(
            SegmentId segment,
            long offset,
            long at,
            byte[] bytes,
            int start,
            int end,
            LineFramer framer) {
          return Block.of(segment, offset, at, bytes, start, end, framer);
        }

        @Override
        public int sliceBytes() {
          return 0;
        }
      };

  /**
   * Returns a block of {@code bytes[start, end)}, as {@link Block#of(SegmentId, long, long, byte[],
   * int, int, LineFramer)} does; several lines that the reader does not want may be one in it.
   */
  Block cut(
      SegmentId segment, long offset, long at, byte[] bytes, int start, int end, LineFramer framer);

  /**
   * Returns whether the line {@code bytes[start, end)}, of a log in UTF-8, can't be told from the
   * one above it by the reader, so that both should be in one block.
   */
  default boolean goesOn(byte[] bytes, int start, int end) {
    return false;
  }

  /**
   * Returns how much log is cut at a time where several threads cut for one reader, in bytes; or 0
   * if it is cut so quickly that one thread is enough.
   */
  default int sliceBytes() {
    return SLICE_BYTES;
  }

  /** Returns whether the reader may want any line of {@code block}, which this has cut. */
  default boolean isOfUse(Block block) {
    return true;
  }

  /** Returns how many lines before a block of use the reader may want, too. */
  default int linesBefore() {
    return 0;
  }

  /** Returns how many lines after a block of use the reader may want, too. */
  default int linesAfter() {
    return 0;
  }
}
