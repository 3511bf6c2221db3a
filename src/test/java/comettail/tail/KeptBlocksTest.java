package comettail.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.line.Block;
import comettail.line.Cutter;
import comettail.line.LineFramer;
import comettail.line.Position;
import comettail.line.SegmentId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is kept for a reader that goes back has bounds, however long the lines are. */
final class KeptBlocksTest {
  private static final int BLOCK_BYTES = 10_000;

  @Test
  void noMoreIsKeptBeforeTheNextThanTheBound() {
    KeptBlocks kept = new KeptBlocks(new Useless(1_000), Long.MAX_VALUE);
    for (int n = 0; n < 200; n++) kept.add(block());
    kept.end();
    int before = count(kept) - 1; // the first of all is kept, too
    assertEquals(1 + (KeptBlocks.MAX_BEFORE_BYTES + BLOCK_BYTES - 1) / BLOCK_BYTES, before);
  }

  @Test
  void noMoreLinesAreKeptThanMayBeWanted() {
    KeptBlocks kept = new KeptBlocks(new Useless(3), Long.MAX_VALUE);
    for (int n = 0; n < 200; n++) kept.add(block());
    kept.end();
    assertEquals(1 + 3 + 1, count(kept));
    assertTrue(kept.isAll());
  }

  private static int count(KeptBlocks kept) {
    int count = 0;
    while (kept.takeLast() != null) count++;
    return count;
  }

  /** Returns a block of one line. */
  private static Block block() {
    byte[] bytes = ("x".repeat(BLOCK_BYTES - 1) + "\n").getBytes(UTF_8);
    SegmentId segment = new SegmentId(1, 0, Arrays.copyOf(bytes, Position.WINDOW));
    return Block.of(segment, 0, 0, bytes, 0, bytes.length, new LineFramer(1 << 20));
  }

  /** Finds nothing of use, and wants lines before it. */
  private record Useless(int linesBefore) implements Cutter {
    @Override
    public Block cut(
        SegmentId segment,
        long offset,
        long at,
        byte[] bytes,
        int start,
        int end,
        LineFramer framer) {
      return Cutter.ALL.cut(segment, offset, at, bytes, start, end, framer);
    }

    @Override
    public boolean isOfUse(Block block) {
      return false;
    }
  }
}
