package comettail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buffers outside the heap are few, nobody has one twice, and none that is lost is missed. */
final class ReadBuffersTest {
  private static final int BYTES = 100;

  private final ReadBuffers buffers = new ReadBuffers(BYTES);

  @Test
  void aBufferThatWasGivenBackIsLentAgainAndEmpty() {
    ByteBuffer first = buffers.take();
    assertTrue(first.isDirect());
    buffers.giveBack(first.limit(BYTES / 2).position(BYTES / 4));
    ByteBuffer again = buffers.take();
    assertSame(first, again);
    assertEquals(0, again.position());
    assertEquals(BYTES, again.limit());
  }

  @Test
  void nobodyHasABufferThatAnotherHas() {
    List<ByteBuffer> lent = take(2 * ReadBuffers.MAX_DIRECT);
    for (ByteBuffer one : lent) {
      assertEquals(1, lent.stream().filter(other -> other == one).count());
    }
  }

  @Test
  void whoComesWhenAllAreLentGetsOneInTheHeap() {
    List<ByteBuffer> lent = take(ReadBuffers.MAX_DIRECT);
    assertTrue(lent.stream().allMatch(ByteBuffer::isDirect));
    ByteBuffer more = buffers.take();
    assertFalse(more.isDirect());
    assertEquals(BYTES, more.remaining());
    buffers.giveBack(more);
    assertNotSame(more, buffers.take());
    buffers.giveBack(lent.get(0));
    assertSame(lent.get(0), buffers.take());
  }

  @Test
  void aBufferThatIsNeverGivenBackMakesRoomForAnother() {
    take(ReadBuffers.MAX_DIRECT);
    List<ByteBuffer> lent = new ArrayList<>();
    Await.until(
        Await.SOON,
        () -> {
          System.gc();
          lent.add(buffers.take());
          return lent.get(lent.size() - 1).isDirect();
        },
        "a buffer outside the heap");
  }

  private List<ByteBuffer> take(int count) {
    List<ByteBuffer> lent = new ArrayList<>();
    for (int i = 0; i < count; i++) lent.add(buffers.take());
    return lent;
  }
}
