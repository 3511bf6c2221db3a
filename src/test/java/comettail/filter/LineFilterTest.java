package comettail.filter;

import static comettail.filter.Blocks.exclude;
import static comettail.filter.Blocks.filter;
import static comettail.filter.Blocks.match;
import static comettail.filter.Blocks.passed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import comettail.line.Block;
import comettail.line.LogCharset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lines a filter lets pass. */
final class LineFilterTest {
  private static final String LOG =
      "GET /a 200\nGET /b 500\nPOST /a 500\n\nget /A 404\r\nGrüße GRÜSSE GRÜẞE\n";

  @Test
  void withoutTermsEveryLinePassesAndNothingIsMade() {
    Block block = Blocks.of(LOG + "unfinished");
    assertSame(block.all(), LineFilter.ALL.sieve(Context.NONE).of(block).get(0));
    assertEquals(true, filter(List.of(), List.of()).isAll());
  }

  @Test
  void aLinePassesIfEveryMatchIsInItAndNoExclude() {
    assertEquals(List.of(0, 1), passed(match("GET"), LOG));
    assertEquals(List.of(1), passed(match("GET", "500"), LOG));
    assertEquals(List.of(3, 4, 5), passed(exclude("500", "200"), LOG));
    assertEquals(List.of(2), passed(filter(List.of("500"), List.of("GET")), LOG));
    assertEquals(List.of(1, 2), passed(match("/ 500$/"), LOG));
    assertEquals(List.of(2), passed(filter(List.of("/ \\d+$/", "/[1-5]00/"), List.of("G")), LOG));
    assertEquals(List.of(), passed(match("PUT"), LOG));
  }

  @ParameterizedTest
  @CsvSource({
    "get, '[0, 1, 4]'",
    "Get, '[]'",
    "/get/, '[0, 1, 4]'",
    "/GET/, '[0, 1]'",
    "/GET/i, '[0, 1, 4]'",
    "/(?-i)get/, '[4]'",
    "'/^\\D+ /', '[0, 1, 2, 4, 5]'", // the capital of an escape is none
    "/\\pL{5}/, '[5]'",
    "grüße, '[5]'",
    "GRÜSSE, '[5]'",
    "grüsse, '[5]'",
    "/GRÜSS/, '[5]'"
  })
  void caseIsIgnoredWhereNoneIsWritten(String term, String expected) {
    assertEquals(expected, passed(match(term), LOG).toString());
  }

  @ParameterizedTest
  @CsvSource({"task, '[0, 1]'", "/task/, '[0, 1, 2]'", "/^(task|x)$/, '[0, 1, 2]'"})
  void inPatternsLettersBeyondAsciiAreTheOtherCaseOfAsciiOnes(String term, String expected) {
    // The long s is a lower-case S, and the Kelvin sign a capital k.
    assertEquals(expected, passed(match(term), "task\nTASK\nta\u017F\u212A\n").toString());
  }

  @Test
  void aTextThatReachesIntoTheNextLineIsNotFound() {
    String log = "one\r\ntwo\r\nonetwo\n";
    assertEquals(List.of(2), passed(match("onetwo"), log));
    assertEquals(List.of(), passed(match("one\rtwo"), log));
    assertEquals(List.of(), passed(match("one\r"), log));
    assertEquals(List.of(), passed(match("/one.two/"), log));
    assertEquals(List.of(0, 2), passed(match("/^one/"), log));
    assertEquals(List.of(1, 2), passed(match("/two$/"), log));
  }

  @Test
  void aTextAfterOneThatIsInNoLineIsFound() {
    assertEquals(List.of(1), passed(match("\r"), "a\r\nb\rc\r\nd\r\n"));
  }

  @Test
  void theByteOrderMarkIsInNoLine() {
    String log = "\uFEFFone\n\uFEFFtwo\n";
    assertEquals(List.of(1), passed(match("\uFEFF"), log));
    assertEquals(List.of(0), passed(match("/^one/"), log));
  }

  @Test
  void theUnfinishedLineDoesNotPassUntilTheBlockIsSealed() {
    Block block = Blocks.of("one\ntwo\nand one");
    assertEquals(List.of(0), passed(match("one").sieve(Context.NONE), block));
    assertEquals(List.of(0, 2), passed(match("one").sieve(Context.NONE), block.sealed()));
  }

  @Test
  void whatIsMalformedIsPassedOverAndHidesNothing() {
    byte[] utf8 = "caf\u00e9 one\n\u00e2\u0082one\n".getBytes(ISO_8859_1);
    Block block = Blocks.of(LogCharset.UTF_8, utf8);
    assertEquals(List.of(0, 1), passed(match("one").sieve(Context.NONE), block));
    assertEquals(List.of(0), passed(match("/^caf. one$/").sieve(Context.NONE), block));
    byte[] japanese = {(byte) 0x83, '\n', (byte) 0x83, 'A', 'o', 'n', 'e', '\n'};
    LogCharset shiftJis = LogCharset.of("Shift_JIS").orElseThrow();
    assertEquals(
        List.of(1), passed(match("one").sieve(Context.NONE), Blocks.of(shiftJis, japanese)));
  }

  @Test
  void aTextIsNotFoundInHalvesOfOtherCharacters() {
    // U+8868 is 95 5C in Shift_JIS, of which the second is a backslash.
    LogCharset shiftJis = LogCharset.of("Shift_JIS").orElseThrow();
    byte[] bytes = "\u8868\na\\b\n".getBytes(shiftJis.charset());
    assertEquals(List.of(1), passed(match("\\").sieve(Context.NONE), Blocks.of(shiftJis, bytes)));
    assertEquals(
        List.of(0), passed(match("\u8868").sieve(Context.NONE), Blocks.of(shiftJis, bytes)));
    byte[] wide = "\u6100\u6200a\n".getBytes(LogCharset.UTF_16LE.charset());
    assertEquals(
        List.of(), passed(match("ab").sieve(Context.NONE), Blocks.of(LogCharset.UTF_16LE, wide)));
    assertEquals(
        List.of(0), passed(match("a").sieve(Context.NONE), Blocks.of(LogCharset.UTF_16LE, wide)));
  }

  @Test
  void readersOfEqualFiltersShareWhatIsMade() {
    Block block = Blocks.of(LOG);
    LineFilter filter = filter(List.of("GET", "/5.0/"), List.of("x"));
    LineFilter same = filter(List.of("GET", "/5.0/"), List.of("x"));
    assertEquals(filter, same);
    assertSame(
        filter.sieve(Context.NONE).of(block).get(0), same.sieve(Context.NONE).of(block).get(0));
    for (LineFilter other :
        List.of(
            filter(List.of("GET", "/5.0/"), List.of()),
            filter(List.of("GET", "/5.1/"), List.of("x")),
            filter(List.of("x"), List.of("GET", "/5.0/")),
            filter(List.of("GET", "5.0"), List.of("x")))) {
      assertNotEquals(filter, other);
    }
    assertNotEquals(match("/a.b/i"), match("/(?i)a.b/"));
    assertEquals(match("/a.b/"), match("/a.b/i"));
  }

  @Test
  void moreTermsThanTheBoundAreRefused() {
    List<String> terms = Collections.nCopies(LineFilter.MAX_TERMS, "a");
    assertEquals(List.of(0), passed(filter(terms, List.of()), "a\n"));
    assertThrows(IllegalArgumentException.class, () -> filter(terms, List.of("b")));
  }
}
