package comettail.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import comettail.filter.PatternParser.UntoldException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An automaton leaves out no line that the library would find, and few others. */
final class AutomatonTest {
  private static final int ROUNDS = 30_000;

  private static final List<String> ATOMS =
      List.of(
          "a",
          "b",
          "k",
          "S",
          ".",
          "\\d",
          "\\w",
          "\\S",
          "\\W",
          "^",
          "$",
          "\\b",
          "\\B",
          "\\x61",
          "\\x{e9}",
          "[a-k]",
          "[^ab]",
          "[]a]",
          "[^\\d]",
          "[[:alpha:]]",
          "[[:^digit:]]",
          "\\pL",
          "[^\\pL]",
          "\u00e9",
          "\u017f",
          "[\u00e9k]",
          "[^\u017f]",
          "\\.",
          "\\Qa.b\\E",
          "(?i)s",
          "(?i:K)",
          "(?-i)a",
          "(?s).",
          "\\z",
          "\\A",
          "()",
          "a|",
          "\u8868",
          "\\-",
          "[a\\-b]",
          "[--a]",
          "\\t",
          "{",
          "x{",
          "(?P<n>a)");

  @ParameterizedTest
  @CsvSource({
    "a.c,           xabcx,  true",
    "a.c,           ac,     false",
    "^a+$,          aaa,    true",
    "^a+$,          aab,    false",
    "(a+)+$,        aaab,   false",
    "[0-9]{4}ms$,   in 1234ms, true",
    "[0-9]{4}ms$,   in 123ms,  false",
    "[0-9]{4}ms$,   1234ms.,   false",
    "x|y,           ay,     true",
    "\u00e9.,       \u00e9\u00e8, true",
    "\u00e9.,       \u00e9, false"
  })
  void tellsWhatMatches(String pattern, String line, boolean matches) throws Exception {
    assertEquals(matches, mayMatch(new Automaton(pattern, false), line.getBytes(UTF_8)));
  }

  @Test
  void whatIsMalformedMayBeWhatStandsForThat() throws Exception {
    byte[] malformed = "a\u00e9b".getBytes(ISO_8859_1);
    assertTrue(mayMatch(new Automaton("a\uFFFDb", false), malformed));
    assertTrue(mayMatch(new Automaton("a.b", false), malformed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\C", "\\101"})
  void whatItDoesNotKnowItDoesNotTell(String pattern) {
    assertThrows(UntoldException.class, () -> new Automaton(pattern, false));
  }

  @Test
  void aPatternOfManyPlacesIsReadWhole() throws Exception {
    for (int n = 0; n < 200; n++) {
      String xs = "x".repeat(n);
      Automaton automaton = new Automaton("^-(" + xs + "b)*$", false);
      assertTrue(mayMatch(automaton, ("-" + xs + "b" + xs + "b").getBytes(UTF_8)), n + "");
    }
  }

  @Test
  void statesAreMadeAnewAndThenGivenUp() throws Exception {
    Random random = new Random(7);
    Automaton large = new Automaton("a[ab]{30}a[ab]{30}$", false);
    int rounds = 0;
    while (large.isOfUse() && rounds++ < 10_000) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < 200; i++) line.append(random.nextBoolean() ? 'a' : 'b');
      boolean matches = Pattern.compile("a[ab]{30}a[ab]{30}$").matcher(line).find();
      if (matches) assertTrue(mayMatch(large, line.toString().getBytes(UTF_8)));
      else mayMatch(large, line.toString().getBytes(UTF_8));
    }
    assertFalse(large.isOfUse());
    assertFalse(large.isSure());
    assertTrue(mayMatch(large, "ab".repeat(100).getBytes(UTF_8)));
  }

  @Test
  void agreesWithTheLibrary() throws Exception {
    long first = System.nanoTime();
    int left = 0;
    for (long seed = first; seed < first + ROUNDS; seed++) left += round(seed);
    assertTrue(left > ROUNDS / 10, left + " lines left out");
  }

  /** Returns 1 if the line was left out, else 0. */
  private static int round(long seed) throws Exception {
    Random random = new Random(seed);
    String pattern = pattern(random, 3);
    boolean ignoresCase = random.nextInt(3) == 0;
    Pattern library;
    try {
      library = Pattern.compile(pattern, ignoresCase ? Pattern.CASE_INSENSITIVE : 0);
    } catch (com.google.re2j.PatternSyntaxException malformed) {
      return 0;
    }
    StringBuilder line = new StringBuilder();
    for (int n = random.nextInt(8); n > 0; n--) {
      line.append("aabBkKsS1 .-x\t\u00e9\u00c9\u017f\u212a\u8868".charAt(random.nextInt(19)));
    }
    Automaton automaton = new Automaton(pattern, ignoresCase);
    boolean matches = library.matcher(line).find();
    boolean may = mayMatch(automaton, line.toString().getBytes(UTF_8));
    String what =
        "seed " + seed + ": " + pattern + (ignoresCase ? " in any case" : "") + " in " + line;
    assertTrue(may || !matches, what);
    boolean ascii = line.chars().allMatch(c -> c < 128);
    if (ascii && automaton.isSure()) assertEquals(matches, may, what);
    return may ? 0 : 1;
  }

  private static String pattern(Random random, int depth) {
    StringBuilder pattern = new StringBuilder();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      String atom = ATOMS.get(random.nextInt(ATOMS.size()));
      if (depth > 0 && random.nextInt(4) == 0) atom = "(" + pattern(random, depth - 1) + ")";
      if (depth > 0 && random.nextInt(6) == 0) {
        atom = "(?:" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
      }
      List<String> times = List.of("", "", "", "*", "+", "?", "*?", "{2}", "{0,2}", "{1,}", "{0}");
      pattern.append(atom).append(times.get(random.nextInt(times.size())));
    }
    return pattern.toString();
  }

  private static boolean mayMatch(Automaton automaton, byte[] line) {
    return automaton.mayMatch(line, 0, line.length);
  }
}
