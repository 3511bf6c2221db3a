package comettail.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.line.LogCharset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What passes is what the JDK's own patterns find, line by line. */
final class RandomFilterTest {
  private static final int ROUNDS = 4_000;
  private static final String LETTERS = "aabbkKsSAB \u00f6\u00d6\u017f\u212a\u8868\\.[/\t";
  private static final List<String> CHARSETS =
      List.of("UTF-8", "UTF-8", "ISO-8859-1", "Shift_JIS", "UTF-16LE", "UTF-16BE");

  private static final int JDK_FLAGS = Pattern.UNIX_LINES;
  private static final int JDK_ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private Random random;
  private LogCharset charset;

  @Test
  void whatPassesIsWhatTheJdkFindsInEachLine() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + ROUNDS; seed++) round(seed);
  }

  private void round(long seed) {
    random = new Random(seed);
    charset = LogCharset.of(oneOf(CHARSETS)).orElseThrow();
    List<String> lines = new ArrayList<>();
    StringBuilder log = new StringBuilder();
    for (int n = random.nextInt(30); n > 0; n--) {
      String line = text(random.nextInt(12));
      lines.add(line);
      log.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
    }
    List<String> matches = terms();
    List<String> excludes = terms();
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean passes =
          matches.stream().allMatch(term -> finder(term).test(line))
              && excludes.stream().noneMatch(term -> finder(term).test(line));
      if (passes) expected.add(i);
    }
    var block = Blocks.of(charset, log.toString().getBytes(charset.charset()));
    LineFilter filter = Blocks.filter(matches, excludes);
    assertEquals(
        expected,
        Blocks.passed(filter.sieve(Context.NONE), block),
        () -> "seed " + seed + ": " + matches + " but not " + excludes + " in " + lines);
  }

  private List<String> terms() {
    List<String> terms = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      String text = text(1 + random.nextInt(3));
      boolean isText = random.nextInt(3) == 0 && !text.matches("/.+/"); // that is a pattern
      terms.add(isText ? text : pattern());
    }
    return terms;
  }

  private String pattern() {
    StringBuilder pattern = new StringBuilder("/");
    for (int n = 1 + random.nextInt(4); n > 0; n--) pattern.append(part(2));
    return pattern.append(random.nextBoolean() ? "/" : "/i").toString();
  }

  private String part(int depth) {
    String atom =
        switch (random.nextInt(depth > 0 ? 8 : 5)) {
          case 0 -> ".";
          case 1 ->
              oneOf(List.of("[a-k]", "[^b]", "[]a\\]]", "[[:alpha:]b]", "\\d", "\\\\", "\\x61"));
          case 2, 3, 4 -> letter();
          case 5 -> "(" + part(depth - 1) + part(depth - 1) + ")";
          case 6 -> "(?:" + part(depth - 1) + "|" + part(depth - 1) + ")";
          default -> part(depth - 1) + (random.nextInt(9) == 0 ? "|" : "") + part(depth - 1);
        };
    boolean isOne = atom.length() == 1 || atom.startsWith("(") && atom.endsWith(")");
    if (!isOne || random.nextInt(3) > 0) return atom;
    return atom + oneOf(List.of("*", "+", "?", "*?", "{2}", "{0,2}", "{1,}"));
  }

  /** Returns a letter that stands for itself in a pattern. */
  private String letter() {
    String letter = text(1);
    return "\\.[/\t".contains(letter) ? "a" : letter;
  }

  private String text(int length) {
    CharsetEncoder encoder = charset.charset().newEncoder();
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      char c = LETTERS.charAt(random.nextInt(LETTERS.length()));
      if (encoder.canEncode(c)) text.append(c);
    }
    return text.toString();
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** Returns what the documentation says of a term, in the words of the JDK. */
  private static Predicate<String> finder(String term) {
    boolean isPattern = term.matches("(?s)/.+/i?");
    boolean flagged = isPattern && term.endsWith("i");
    String inner = isPattern ? term.substring(1, term.length() - (flagged ? 2 : 1)) : term;
    boolean anyCase = flagged || inner.codePoints().noneMatch(Character::isUpperCase);
    boolean onlyAscii = !isPattern && inner.chars().allMatch(c -> c < 128);
    int flags = !anyCase ? 0 : onlyAscii ? Pattern.CASE_INSENSITIVE : JDK_ANY_CASE;
    String jdk = isPattern ? inner.replace("[[:alpha:]b]", "[a-zA-Z]") : Pattern.quote(inner);
    return Pattern.compile(jdk, flags | JDK_FLAGS).asPredicate();
  }
}
