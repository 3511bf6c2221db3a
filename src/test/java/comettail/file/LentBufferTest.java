package comettail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A buffer is read into again once nobody has its bytes, and never before. */
final class LentBufferTest {
  private static final int BYTES = 100;

  private final ReadBuffers buffers = new ReadBuffers(BYTES);
  private final LentBuffer buffer = new LentBuffer(buffers);

  private ByteBuffer lend() {
    ByteBuffer room = buffer.room(BYTES);
    buffer.lend();
    return room;
  }

  @Test
  void whatIsGivenBackIsReadIntoAgain() {
    ByteBuffer first = lend();
    buffer.giveBack();
    buffer.giveBack();
    ByteBuffer again = buffer.room(BYTES / 2);
    assertSame(first, again);
    assertEquals(BYTES / 2, again.remaining());
  }

  @Test
  void whatSomebodyHasIsNotReadInto() {
    ByteBuffer first = lend();
    assertNotSame(first, lend());
    buffer.letGo();
    assertNotSame(first, buffer.room(BYTES));
  }

  @Test
  void allThatWereLentComeBackTogether() {
    ByteBuffer first = lend();
    ByteBuffer second = lend();
    buffer.giveBack();
    assertSame(second, buffers.take());
    buffer.letGo();
    assertSame(first, buffers.take());
  }

  @Test
  void aReaderThatIsOftenLateKeepsNoneFromOthers() {
    for (int i = 0; i < 2 * ReadBuffers.MAX_DIRECT; i++) {
      Set<ByteBuffer> lent = Set.of(lend().putInt(0, 1), lend().putInt(0, 2));
      assertTrue(lent.stream().allMatch(ByteBuffer::isDirect));
      buffer.giveBack();
    }
  }
}
