package comettail.line;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines end after their newlines, and long ones are cut without loss. */
final class LineFramerTest {
  private static final LineFramer FRAMER = new LineFramer(1 << 20);

  @Test
  void aLineEndsAfterItsNewlineOnly() {
    assertEquals(List.of("a\n", "\n", "b\r\n", "c\rd\n"), lines(FRAMER, "a\n\nb\r\nc\rd\nrest"));
    assertEquals(List.of(), lines(FRAMER, "rest"));
    assertEquals(List.of(), lines(FRAMER, ""));
  }

  @Test
  void theByte0xFFIsAByteLikeAnyOther() {
    assertEquals(List.of("\u00ff\n", "a\u00ff\n"), lines(FRAMER, "\u00ff\na\u00ff\n"));
  }

  @Test
  void noPieceIsOverTheBoundAndTogetherTheyAreAll() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      int bound = random.nextInt(8, 40);
      byte[] bytes = new byte[random.nextInt(300)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(20) == 0 ? '\n' : random.nextInt(256));
      }
      int[] ends = ends(new LineFramer(bound), bytes);
      int start = 0;
      for (int end : ends) {
        assertTrue(end > start && end - start <= bound, "seed " + seed);
        for (int i = start; i < end - 1; i++) assertTrue(bytes[i] != '\n', "seed " + seed);
        start = end;
      }
      assertTrue(bytes.length - start < bound, "seed " + seed);
      for (int i = start; i < bytes.length; i++) assertTrue(bytes[i] != '\n', "seed " + seed);
    }
  }

  @Test
  void aCutDoesNotPartACharacter() {
    for (String character : List.of("\u00e4", "\u20ac", "\ud83d\ude00")) {
      byte[] bytes = character.repeat(50).getBytes(UTF_8);
      int length = character.getBytes(UTF_8).length;
      for (int bound = 8; bound < 20; bound++) {
        for (int end : ends(new LineFramer(bound), bytes)) {
          assertEquals(0, end % length, character + " cut at " + end);
        }
      }
    }
  }

  @Test
  void bytesThatAreNotUtf8AreCutAtTheBound() {
    byte[] bytes = new byte[40];
    java.util.Arrays.fill(bytes, (byte) 0x80);
    assertArrayEquals(new int[] {10, 20, 30, 40}, ends(new LineFramer(10), bytes));
  }

  private static int[] ends(LineFramer framer, byte[] bytes) {
    return framer.ends(framer.charset(), 0, bytes, 0, bytes.length);
  }

  private static List<String> lines(LineFramer framer, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end : ends(framer, bytes)) {
      lines.add(new String(bytes, start, end - start, ISO_8859_1));
      start = end;
    }
    return lines;
  }
}
