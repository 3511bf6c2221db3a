package comettail.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
      long offset = (random.nextLong() & Position.MAX_OFFSET) >>> random.nextInt(48);
      int epoch = random.nextInt(Position.MAX_EPOCH + 1);
      Position position =
          new Position(random.nextLong(), random.nextInt(), random.nextInt(), epoch, offset);
      assertEquals(Optional.of(position), Position.parse(position.toString()));
    }
  }

  @Test
  void theTextIsSafeInAUrl() {
    String text = new Position(-1, -1, -1, Position.MAX_EPOCH, Position.MAX_OFFSET).toString();
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
  void anOffsetOrEpochThatHasNoTextIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Position(0, 0, 0, 0, -1));
    assertThrows(
        IllegalArgumentException.class, () -> new Position(0, 0, 0, 0, Position.MAX_OFFSET + 1));
    assertThrows(IllegalArgumentException.class, () -> new Position(0, 0, 0, -1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new Position(0, 0, 0, Position.MAX_EPOCH + 1, 0));
  }
}
