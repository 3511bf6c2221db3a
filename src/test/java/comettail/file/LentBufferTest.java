package comettail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A buffer is read into again once nobody has its bytes, and never before. */
final class LentBufferTest {
  private final ReadBuffers buffers = new ReadBuffers(0);
  private final LentBuffer buffer = new LentBuffer(buffers);

  /** Reads until it is worth its while to read into what lies outside the heap. */
  private void readOn() {
    for (int i = 0; i < LentBuffer.READS_IN_HEAP; i++) {
      assertFalse(lend().isDirect());
      buffer.giveBack();
    }
  }

  private ByteBuffer lend() {
    ByteBuffer room = buffer.room();
    buffer.lend();
    return room;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsGivenBackIsReadIntoAgain(boolean direct) {
    if (direct) readOn();
    ByteBuffer first = lend().limit(1);
    assertEquals(direct, first.isDirect());
    buffer.giveBack();
    buffer.giveBack();
    ByteBuffer again = buffer.room();
    assertSame(first, again);
    assertEquals(again.capacity(), again.remaining());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatSomebodyHasIsNotReadInto(boolean direct) {
    if (direct) readOn();
    ByteBuffer first = lend();
    assertNotSame(first, lend());
    buffer.letGo();
    assertNotSame(first, buffer.room());
  }

  @Test
  void allThatWereLentComeBackTogether() {
    readOn();
    ByteBuffer first = lend();
    ByteBuffer second = lend();
    buffer.giveBack();
    assertSame(second, buffers.take());
    buffer.letGo();
    assertSame(first, buffers.take());
  }

  @Test
  void whoReadsLittleLeavesWhatLiesOutsideTheHeapToOthers() {
    for (int i = 0; i < 2 * ReadBuffers.MAX_DIRECT; i++) {
      LentBuffer cutOff = new LentBuffer(buffers);
      assertFalse(cutOff.room().isDirect());
      cutOff.lend();
    }
    readOn();
    assertTrue(lend().isDirect());
  }

  @Test
  void whatIsInTheHeapIsGivenUpEvenIfItIsLent() {
    for (int i = 0; i < LentBuffer.READS_IN_HEAP; i++) assertFalse(lend().isDirect());
    assertTrue(lend().isDirect());
    buffer.giveBack();
    assertTrue(buffer.room().isDirect());
  }

  @Test
  void aReaderThatIsOftenLateKeepsNoneFromOthers() {
    readOn();
    for (int i = 0; i < 2 * ReadBuffers.MAX_DIRECT; i++) {
      Set<ByteBuffer> lent = Set.of(lend().putInt(0, 1), lend().putInt(0, 2));
      assertTrue(lent.stream().allMatch(ByteBuffer::isDirect));
      buffer.giveBack();
    }
  }
}
