package comettail.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.ChildProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buffers outside the heap are few, nobody has one twice, and none that is lost is missed. */
final class ReadBuffersTest {
  private static final int MORE = 100;

  private final ReadBuffers buffers = new ReadBuffers(MORE);

  @Test
  void aBufferThatWasGivenBackIsLentAgainAndEmpty() {
    ByteBuffer first = buffers.take();
    assertTrue(first.isDirect());
    buffers.giveBack(first.limit(MORE / 2).position(MORE / 4));
    ByteBuffer again = buffers.take();
    assertSame(first, again);
    assertEquals(0, again.position());
    assertEquals(ReadBuffers.DIRECT_BYTES + MORE, again.limit());
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
    assertEquals(ReadBuffers.HEAP_BYTES + MORE, more.remaining());
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

  @Test
  void whoComesWhenTheJvmAllowsNoMoreGetsOneInTheHeap() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:MaxDirectMemorySize=" + 4 * ReadBuffers.DIRECT_BYTES,
            "-cp",
            System.getProperty("java.class.path"),
            Full.class.getName());
    try (ChildProcess program = ChildProcess.start(command)) {
      String said = new String(program.output().readAllBytes(), UTF_8);
      assertEquals("4 outside the heap, 2 in it", said.strip());
    }
  }

  /** A program that takes six where there is room for four. */
  static final class Full {
    private Full() {}

    public static void main(String[] arguments) {
      ReadBuffers buffers = new ReadBuffers(0);
      List<ByteBuffer> lent = new ArrayList<>();
      for (int i = 0; i < 6; i++) lent.add(buffers.take());
      long direct = lent.stream().filter(ByteBuffer::isDirect).count();
      System.out.println(direct + " outside the heap, " + (lent.size() - direct) + " in it");
    }
  }

  private List<ByteBuffer> take(int count) {
    List<ByteBuffer> lent = new ArrayList<>();
    for (int i = 0; i < count; i++) lent.add(buffers.take());
    return lent;
  }
}
