package comettail.filter;

import static comettail.filter.Blocks.exclude;
import static comettail.filter.Blocks.filter;
import static comettail.filter.Blocks.match;
import static comettail.filter.Blocks.passed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.Lines;
import comettail.line.SegmentId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A line that comes in pieces passes, or does not, as a line. */
final class SieveTest {
  private static final String LINE = "head ERROR tail DEBUG end\nnext\n";

  @Test
  void whatGoesOnWithALineThatPassedPasses() {
    assertEquals(List.of(List.of(0), List.of(0)), pieces(match("ERROR"), "head ERROR".length()));
  }

  @Test
  void whatGoesOnWithALineThatDidNotPassIsAskedForItself() {
    assertEquals(List.of(List.of(), List.of(0)), pieces(match("ERROR"), "head ".length()));
    assertEquals(List.of(List.of(), List.of(1)), pieces(match("next"), "head ".length()));
  }

  @Test
  void whatGoesOnWithALineThatWasExcludedIsExcluded() {
    assertEquals(List.of(List.of(), List.of(1)), pieces(exclude("ERROR"), "head ERROR".length()));
    assertEquals(
        List.of(List.of(0), List.of()),
        pieces(filter(List.of("ERROR"), List.of("DEBUG")), "head ERROR".length()));
    assertEquals(
        List.of(List.of(), List.of()),
        pieces(filter(List.of("end"), List.of("ERROR")), "head ERROR".length()));
  }

  @Test
  void thePiecesBeforeTheOneThatPassesGoWithIt() {
    Block whole = Blocks.of(LINE);
    Sieve sieve = match("ERROR").sieve(Context.NONE);
    Block first = whole.sealedAt("head ".length());
    assertEquals(List.of(), sieve.of(first));
    assertEquals(first.position(0), sieve.held());
    List<Lines> given = sieve.of(whole.from("head ".length()));
    assertEquals(2, given.size());
    assertSame(first, given.get(0).block());
    assertNull(sieve.held()); // what is whole does not go on
  }

  @Test
  void atATextCutInTwoAPieceIsAskedForItself() {
    assertEquals(List.of(List.of(), List.of()), pieces(match("ERROR"), "head ERR".length()));
  }

  @Test
  void piecesOfALongLineAreOneLine() {
    byte[] bytes = "0123456789abcdefgh\n01234567\nabc\n".getBytes(UTF_8);
    SegmentId segment = new SegmentId(1, 0, bytes);
    Block block = Block.of(segment, 0, 0, bytes, 0, bytes.length, new LineFramer(8));
    assertEquals(6, block.lines()); // 01234567 89abcdef gh, 01234567 and its newline, abc
    assertEquals(List.of(0, 1, 2, 3, 4), passed(match("5").sieve(Context.NONE), block));
    assertEquals(List.of(0, 1, 2), passed(match("gh").sieve(Context.NONE), block));
    assertEquals(List.of(5), passed(exclude("3").sieve(Context.NONE), block));
  }

  @Test
  void aReaderThatComesBackWithinALineAsksTheRestOfIt() {
    Block block = Blocks.of(LINE);
    assertEquals(
        List.of(), passed(match("ERROR").sieve(Context.NONE), block.from("head ERROR".length())));
    assertEquals(
        List.of(0), passed(match("DEBUG").sieve(Context.NONE), block.from("head ERROR".length())));
  }

  @Test
  void readersThatGotOtherPiecesShareNothing() {
    Block whole = Blocks.of(LINE);
    Block rest = whole.from(10);
    LineFilter filter = match("ERROR");
    Sieve began = filter.sieve(Context.NONE);
    assertEquals(List.of(0), passed(began, whole.sealedAt(10)));
    assertEquals(List.of(), passed(filter.sieve(Context.NONE), rest));
    assertEquals(List.of(0), passed(began, rest));
  }

  @Test
  void aPatternIsSlowInALargeBlockAndATextNever() {
    Block large = Blocks.of("x".repeat(60_000) + "\n");
    assertEquals(true, match("a", "/a[bc]{30}/").sieve(Context.NONE).isSlow(large));
    assertEquals(false, match("a", "/a[bc]{30}/").sieve(Context.NONE).isSlow(Blocks.of("x\n")));
    assertEquals(false, filter(List.of("a"), List.of("b")).sieve(Context.NONE).isSlow(large));
  }

  /** Returns what passes of the line cut at {@code cut}, and of the rest. */
  private static List<List<Integer>> pieces(LineFilter filter, int cut) {
    Block whole = Blocks.of(LINE);
    Sieve sieve = filter.sieve(Context.NONE);
    return List.of(passed(sieve, whole.sealedAt(cut)), passed(sieve, whole.from(cut)));
  }
}
