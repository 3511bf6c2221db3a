package comettail.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A position's text comes back as the same position, and no other text does. */
final class PositionTest {
  @Test
  void theTextComesBackAsTheSamePosition() {
    Random random = new Random(20261122);
    for (int i = 0; i < 10_000; i++) {
      long offset = random.nextLong() >>> random.nextInt(1, 64);
      Position position =
          new Position(random.nextLong(), random.nextInt(), random.nextInt(), offset);
      assertEquals(Optional.of(position), Position.parse(position.toString()));
    }
  }

  @Test
  void theTextIsSafeInAUrl() {
    String text = new Position(-1, -1, -1, Long.MAX_VALUE).toString();
    assertEquals(text, URLEncoder.encode(text, StandardCharsets.US_ASCII));
    assertEquals(Position.TEXT_LENGTH, text.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "p",
        "start",
        "qAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // another version
        "pAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // too short
        "pAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // too long
        "pAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ", // not base64
        "p_____________________________AAA\u0000"
      })
  void anyOtherTextIsNoPosition(String text) {
    assertEquals(Optional.empty(), Position.parse(text));
  }

  @Test
  void aTextWithANegativeOffsetIsNoPosition() {
    byte[] fields = ByteBuffer.allocate(24).putLong(16, -1).array();
    String text = "p" + Base64.getUrlEncoder().encodeToString(fields);
    assertEquals(Position.TEXT_LENGTH, text.length());
    assertEquals(Optional.empty(), Position.parse(text));
  }

  @Test
  void aNegativeOffsetIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Position(0, 0, 0, -1));
  }
}
