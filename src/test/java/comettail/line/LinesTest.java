package comettail.line;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** All lines of a block, or some, and what is made of them. */
final class LinesTest {
  private final Block block = block("one\ntwo\nthree\nunfinished");

  @Test
  void allLinesAreTheWholeBlock() {
    assertTrue(block.all().isAll());
    assertFalse(block.all().isEmpty());
    assertEquals(3, block.all().count());
    assertEquals(2, block.all().index(2));
    assertEquals(14, block.all().bytes());
    assertSame(block.all(), block.all());
  }

  @Test
  void someLinesAreNotTheWholeBlockEvenIfTheyAreEachOfIts() {
    Lines some = Lines.of(block, 0, 2);
    assertEquals(2, some.count());
    assertEquals(2, some.index(1));
    assertEquals(10, some.bytes());
    assertFalse(Lines.of(block, 0, 1, 2).isAll());
    assertTrue(Lines.of(block).isEmpty());
    assertFalse(block("").all().isEmpty());
  }

  @Test
  void whatIsMadeOfLinesIsMadeOnce() {
    AtomicInteger made = new AtomicInteger();
    Object first = block.all().made("key", lines -> made.incrementAndGet());
    assertSame(first, block.all().made("key", lines -> made.incrementAndGet()));
    assertEquals(1, made.get());
  }

  private static Block block(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    SegmentId segment = new SegmentId(7, 0, bytes);
    return Block.of(segment, 0, 0, bytes, 0, bytes.length, new LineFramer(1 << 20));
  }
}
