package comettail.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.line.Block;
import comettail.line.Lines;
import comettail.line.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a reader who goes back gets together has bounds, and one place. */
final class GroupTest {
  private static final String LINE = "x".repeat(997) + "\n";

  @Test
  void aLongGroupIsGivenInPiecesThatBeginWithAnEvent() throws BadTermException {
    int lines = 4 * Group.MAX_BYTES / 1_000;
    Block block = Blocks.of(("X" + LINE + " " + LINE).repeat(lines / 2));
    Sieve sieve = events().sieve(new Context(1, 1), true);
    List<Lines> given = new ArrayList<>(sieve.of(block));
    given.addAll(sieve.rest());
    int bytes = 0;
    List<Integer> pieces = new ArrayList<>();
    for (Lines some : given) {
      for (int n = 0; n < some.count(); n++) {
        int i = some.index(n);
        if (some.isSeparated(n) || pieces.isEmpty()) {
          assertEquals(0, i % 2, "a piece begins within an event");
          pieces.add(i);
          bytes = 0;
        }
        bytes += block.lineEnd(i) - block.lineStart(i);
        assertTrue(bytes < Group.MAX_BYTES + 2_000, bytes + " bytes");
      }
    }
    assertEquals(4, pieces.size());
  }

  @Test
  void allOfAGroupHasThePlaceAtWhichItBegins() throws BadTermException {
    Block whole = Blocks.of("c\nc\nc\nX\nX\nc\nc\n");
    Sieve sieve = events().sieve(new Context(1, 1), true);
    assertEquals(List.of(), sieve.of(whole.from(8)));
    List<Lines> given = sieve.of(whole.sealedAt(8));
    assertEquals(2, given.size());
    for (Lines some : given) {
      assertEquals(2, some.count());
      for (int n = 0; n < 2; n++) assertEquals(whole.position(4), some.next(n));
      assertEquals(whole.position(4), some.next());
    }
    assertEquals(List.of(), sieve.rest());
  }

  @Test
  void eachOfSeveralGroupsHasItsOwnPlace() throws BadTermException {
    Block block = Blocks.of("c\nc\nc\nX\n X\nc\nc\nc\nX\nc\nc\n");
    Lines lines = events().sieve(new Context(0, 1), true).of(block).get(0);
    List<Integer> begin = new ArrayList<>();
    for (int n = 0; n < lines.count(); n++) begin.add((int) ((Position) lines.next(n)).offset());
    assertEquals(List.of(17, 17, 6, 6, 6), begin);
  }

  @Test
  void whatIsToldBetweenBlocksEndsAGroup() throws BadTermException {
    Block whole = Blocks.of("c\nX\nX\nc\n");
    Sieve sieve = events().sieve(new Context(1, 1), true);
    assertEquals(List.of(), sieve.of(whole.from(4)));
    assertEquals(2, lines(sieve.rest()));
    assertEquals(List.of(), sieve.of(whole.sealedAt(4)));
    Lines older = sieve.rest().get(0);
    assertEquals(2, older.count());
    assertTrue(older.isSeparated(0));
  }

  @Test
  void whatASegmentBeginsWithWaitsForTheOneBeforeUpToABound() throws BadTermException {
    Sieve sieve = events().sieve(Context.NONE, true);
    Block half = Blocks.of((" " + LINE).repeat(Seam.MAX_BYTES / 2_000) + " X\n");
    assertEquals(List.of(), sieve.of(half));
    assertEquals(List.of(), sieve.of(half));
    assertEquals(3 * half.lines(), lines(sieve.of(half)));
    assertEquals(List.of(), sieve.of(half));
    assertEquals(half.lines(), lines(sieve.rest()));
  }

  private static int lines(List<Lines> given) {
    return given.stream().mapToInt(Lines::count).sum();
  }

  private static LineFilter events() throws BadTermException {
    return new LineFilter(List.of(Term.parse("X")), List.of(), Optional.empty(), true);
  }
}
