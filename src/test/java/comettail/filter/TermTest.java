package comettail.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a text, what is a pattern, and what is neither. */
final class TermTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "/", "//", "/a", "a/", "/a/b", "/a/x", "//i", "time.?out", "a*", "É"})
  void aTextIsWhatDoesNotStandBetweenSlashes(String written) throws BadTermException {
    assertInstanceOf(TextTerm.class, Term.parse(written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/", "/a/i", "/a/b/", "///", "/api/i"})
  void aPatternStandsBetweenSlashes(String written) throws BadTermException {
    assertInstanceOf(PatternTerm.class, Term.parse(written));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          ``         ~ it is found in every line
          /a(b/      ~ at its character 3: missing closing )
          /a(b(c)/   ~ at its character 3: missing closing )
          /a)b(/     ~ at its character 3: no ( belongs to this )
          /a[b/      ~ at its character 3: missing closing ]
          /*a/       ~ at its character 2: missing argument to repetition operator
          /a*b|*c/   ~ at its character 6: missing argument to repetition operator
          /a*b*c*|*d*e*/ ~ at its character 9: missing argument to repetition operator
          /a**/      ~ at its character 3: invalid nested repetition operator
          /a\\/      ~ at its character 3: trailing backslash at end of expression
          /a\\8/     ~ at its character 3: invalid escape sequence
          /x[z-a]/   ~ at its character 4: invalid character class range
          /x{2}a{1001}/ ~ at its character 7: the pattern becomes too large, at most 500 steps, repeated ones counted each time
          /a(?=b)/   ~ at its character 3: invalid or unsupported Perl syntax
          /((a{100}){100}){100}/ ~ at its character 11: the pattern becomes too large, at most 500 steps, repeated ones counted each time
          """)
  void whatCanNotBeLookedForIsRefusedWithItsPlace(String written, String why) {
    BadTermException bad = assertThrows(BadTermException.class, () -> parse(written));
    assertEquals(why, bad.getMessage());
  }

  @Test
  void everythingHasABound() throws BadTermException {
    String longest = "x".repeat(Term.MAX_LENGTH);
    assertInstanceOf(TextTerm.class, Term.parse(longest));
    assertThrows(BadTermException.class, () -> parse(longest + "x"));
    assertThrows(BadTermException.class, () -> parse("a\nb"));
    String deepest = "(".repeat(PatternShape.MAX_DEPTH) + ")".repeat(PatternShape.MAX_DEPTH);
    assertInstanceOf(PatternTerm.class, Term.parse("/" + deepest + "/"));
    assertThrows(BadTermException.class, () -> parse("/(" + deepest + ")/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "a*", "a+?", "(a|b)+", "[a-z0-9]{10,20}", "a{3,}", "(a{10}b{0,5}){10}",
            "\\d{1,3}(\\.\\d{1,3}){3}",
        "^ERROR.*timeout$", "a|b|c|(d|e)", "(.?){60}", "\\Qa(b\\E{3}", "(?i)abc", "x{0}", "x{0,3}",
            "(?P<n>x)",
        "\\pL\\p{Greek}\\x41\\x{1F600}", "((((a)))){20}"
      })
  void theSizeThatIsToldFirstIsThatOfTheLibrary(String pattern) throws BadTermException {
    int told = PatternShape.of(pattern, false).instructions();
    int made = com.google.re2j.Pattern.compile(pattern).programSize();
    assertTrue(made <= told + 3 && told <= 2 * made, pattern + ": " + told + ", and is " + made);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          ERROR.*timeout.*[0-9]{4}ms$ ~ timeout
          abc                         ~ abc
          abc*                        ~ ab
          abc+de                      ~ abc
          ab{2}c                      ~ ab
          ab{0,2}cde                  ~ cde
          (abc)?d                     ~ d
          ab|abcd                     ~ ``
          (ab|cd)efg                  ~ efg
          a\\.b\\d                    ~ a.b
          [abc]d\\]                   ~ d]
          []abc]x                     ~ x
          [[:alpha:]]x                ~ x
          \\x41b\\pLc\\p{Greek}de     ~ de
          \\101bc                     ~ ``
          \\Qabc\\E                   ~ ``
          (?i)abc                     ~ ``
          (?:abc)de                   ~ de
          (?P<n>abc)de                ~ de
          a{,3}                       ~ a{,3}
          ü{2}ä?ö                     ~ ü
          """)
  void theRequiredTextIsToldWhereThatIsEasy(String pattern, String required)
      throws BadTermException {
    assertEquals(required, PatternShape.of(pattern, false).required());
  }

  private static Term parse(String written) throws BadTermException {
    return Term.parse(written);
  }
}
