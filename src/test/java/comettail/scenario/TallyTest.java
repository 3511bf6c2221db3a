package comettail.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The runner sees what goes wrong. */
final class TallyTest {
  @Test
  void allLinesOnceAndInOrderIsClean() {
    assertTrue(of("a b c", "a b c").isClean());
    assertTrue(of("a a b a", "a a b a").isClean());
  }

  @Test
  void aLineThatNeverComesIsLost() {
    assertEquals(new Tally(3, 1, 0, 0, 0), of("a b c", "a c"));
    assertEquals(new Tally(4, 2, 0, 0, 0), of("a a b a", "a b"));
    assertEquals(new Tally(2, 2, 0, 0, 0), Tally.of(List.of("a", "b"), List.of()));
  }

  @Test
  void aLineThatComesAgainIsRepeated() {
    assertEquals(new Tally(3, 0, 2, 0, 0), of("a b c", "a b a b c"));
    assertEquals(new Tally(2, 0, 1, 0, 0), of("a a", "a a a"));
  }

  @Test
  void aLineAfterOneThatWasWrittenLaterIsOutOfOrder() {
    assertEquals(new Tally(4, 0, 0, 1, 0), of("a b c d", "a c b d"));
    assertEquals(new Tally(4, 0, 0, 1, 0), of("a b c d", "c d a b"));
  }

  @Test
  void equalLinesInAnotherPlaceAreOutOfOrder() {
    assertFalse(of("a a b a", "a b a a").isClean());
    assertEquals(2, of("a a b a", "a b a a").outOfOrder());
  }

  @Test
  void whatNobodyWroteIsForeign() {
    assertEquals(new Tally(2, 1, 0, 0, 1), of("line1 line2", "line1 ne2"));
    assertEquals(new Tally(2, 0, 0, 0, 1), of("line1 line2", "line1 \0\0line2"));
  }

  private static Tally of(String written, String delivered) {
    return Tally.of(List.of(written.split(" ")), List.of(delivered.split(" ")));
  }
}
