package comettail.line;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A block's lines, its parts, and the positions between them. */
final class BlockTest {
  private static final LineFramer FRAMER = new LineFramer(1 << 20);

  @Test
  void theTextOfALineHasNoNewlineAndNoCarriageReturnBeforeIt() {
    Block block = block("a\r\n\r\nb\n");
    assertEquals("a", text(block, 0));
    assertEquals("", text(block, 1));
    assertEquals("b", text(block, 2));
  }

  @Test
  void anUnfinishedLineIsNoLineUntilTheBlockIsSealed() {
    Block block = block("a\nrest");
    assertEquals(1, block.lines());
    assertEquals(102, block.wholeAt());
    assertEquals(106, block.endAt());
    Block sealed = block.sealed();
    assertEquals(2, sealed.lines());
    assertEquals("rest", text(sealed, 1));
    assertTrue(sealed.partial(1));
    assertFalse(sealed.partial(0));
    assertEquals(106, sealed.wholeAt());
  }

  @Test
  void whatIsLeftBeginsAtAnyByte() {
    Block block = block("one\ntwo\nthree\n");
    for (int i = 0; i <= 14; i++) {
      Block left = block.from(100 + i);
      assertEquals("one\ntwo\nthree\n".substring(i), all(left));
      assertEquals(i, left.offset());
      assertEquals(100 + i, left.at());
      assertEquals(i != 0 && i != 4 && i != 8 && i < 14, left.lines() > 0 && left.continued(0));
    }
  }

  @Test
  void aBlockIsCutAtAnyByte() {
    Block block = block("one\ntwo\nthree\n");
    for (int i = 0; i <= 14; i++) {
      Block cut = block.sealedAt(100 + i);
      assertEquals("one\ntwo\nthree\n".substring(0, i), all(cut));
      assertEquals(cut.endAt(), cut.wholeAt());
      assertEquals(i == 4 || i == 8 || i == 14, cut.endsLine());
    }
  }

  @Test
  void positionsAreTheSameWhateverBlockTheyAreMadeFrom() {
    byte[] log = new byte[2_000];
    for (int i = 0; i < log.length; i++) log[i] = (byte) (i % 37 == 36 ? '\n' : 'a' + i % 23);
    SegmentId whole = new SegmentId(7, 0, Arrays.copyOf(log, Position.WINDOW));
    Block all = Block.of(whole, 0, 0, log, 0, log.length, FRAMER);
    for (int offset = 0; offset < log.length; offset += 37) {
      int window = Math.min(offset, Position.WINDOW);
      byte[] part = Arrays.copyOfRange(log, offset - window, log.length);
      SegmentId known = new SegmentId(7, 0, new byte[0]).grownBy(log, 0, Math.max(offset, 1), 0);
      Block late =
          Block.of(
              offset < Position.WINDOW ? whole : known,
              offset,
              0,
              part,
              window,
              part.length,
              FRAMER);
      assertEquals(all.position(offset), late.position(window));
    }
  }

  @Test
  void blocksThatGoOnBecomeOneThatIsLikeOneMadeAtOnce() {
    byte[] log = new byte[3_000];
    for (int i = 0; i < log.length; i++) log[i] = (byte) (i % 37 == 36 ? '\n' : 'a' + i % 23);
    SegmentId segment = new SegmentId(7, 0, Arrays.copyOf(log, Position.WINDOW));
    Block all = Block.of(segment, 300, 1_300, log, 300, log.length, FRAMER);
    List<Block> parts = new ArrayList<>();
    for (int from = 300, to = 350; to <= log.length; to += 50) {
      byte[] read = Arrays.copyOfRange(log, from - Position.WINDOW, to);
      Block part =
          Block.of(segment, from, 1_000 + from, read, Position.WINDOW, read.length, FRAMER);
      if (!parts.isEmpty()) assertTrue(parts.get(parts.size() - 1).isContinuedBy(part));
      parts.add(part);
      from = (int) part.wholeAt() - 1_000;
    }
    Block joined = Block.joined(parts);
    assertEquals(all(all), all(joined));
    assertEquals(all.at(), joined.at());
    assertEquals(all.wholeAt(), joined.wholeAt());
    assertEquals(all.lines(), joined.lines());
    for (int i = 0; i < all.lines(); i++) {
      assertEquals(text(all, i), text(joined, i));
      assertEquals(all.after(i), joined.after(i));
      assertEquals(all.continued(i), joined.continued(i));
    }
  }

  @Test
  void aContextThatIsTooShortIsRefused() {
    SegmentId segment = new SegmentId(7, 0, new byte[0]);
    assertThrows(
        IllegalArgumentException.class,
        () -> Block.of(segment, 300, 0, new byte[10], 5, 10, FRAMER));
  }

  private static Block block(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    return Block.of(new SegmentId(7, 0, bytes), 0, 100, bytes, 0, bytes.length, FRAMER);
  }

  private static String text(Block block, int i) {
    int start = block.lineStart(i);
    return new String(block.bytes(), start, block.textEnd(i) - start, US_ASCII);
  }

  private static String all(Block block) {
    return new String(block.bytes(), block.start(), block.end() - block.start(), US_ASCII);
  }
}
