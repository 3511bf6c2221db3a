package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import comettail.harness.Container;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.End;
import comettail.line.Position;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over HTTP a filter finds, of random logs, the lines that GNU grep finds, and the same around
 * them.
 *
 * <p>There are 200 of them, or as many as {@code -Dcomet.grepCases=5000} says; {@code
 * -Dcomet.grepSeed=N} begins with the same one again.
 */
class GrepEqualityIT {
  /*
   * Where the two differ, the random logs and terms keep to what they have in common:
   *
   * - Case. A term without a capital ignores it here, so grep gets -i for such a text, and such a
   *   pattern begins with (?-i) where it is not to be ignored. There is no long s in the logs, which
   *   grep -i takes for an s, while a text of ASCII finds ASCII alone; no Kelvin sign, which /k/i finds
   *   and grep does not; and no other letter that has more than two cases.
   * - CR LF is a newline here, and for grep the CR is the line's last character. So grep gets the log
   *   without a CR before its newlines. A CR elsewhere is a character for both.
   * - What is malformed is U+FFFD here, which a dot and [^a] match. Neither matches it for grep. So
   *   a term for such a log has no dot and no such class; texts, and classes of what they match, mean
   *   the same there, too. A lone surrogate and an overlong form are malformed for both.
   * - NUL. It makes a file binary for grep, so there is none.
   * - A byte-order mark is not part of the first line here, and for grep it is. No log begins with one.
   * - A line longer than comet.maxLineBytes is searched in pieces here. No line is so long.
   * - Syntax. [[:alpha:]] is ASCII for RE2 and all letters for grep, \w is so, too; \< and \> are
   *   grep's, \d, (?:) and *? are RE2's. A bracket takes a backslash as it is for grep. "{,2}" is a
   *   bound for grep and a text for RE2. a** is nothing for RE2. The terms have none of these.
   * - Matches. grep's is the longest of the leftmost, RE2's is the first that is tried. Whether a line
   *   has one does not depend on that.
   */

  /** What makes a filter look at single lines, as grep does. */
  private static final String AS_GREP = "&multiline=false";

  private static final int CASES = Integer.getInteger("comet.grepCases", 200);
  private static final long SEED = Long.getLong("comet.grepSeed", System.nanoTime());
  private static final int MAX_TERMS = 2;
  private static final int MAX_CONTEXT = 4;
  private static final Pattern LINE_ENDS = Pattern.compile("(?<=\n)");

  @TempDir static Path root;
  private static Container container;
  private static int tests;

  /** Of its own for each test: a log that is written anew was truncated. */
  private final String prefix = "log-" + ++tests + "-";

  @BeforeAll
  static void start() {
    System.out.println("grep seed " + SEED);
    container = Container.jetty().root(root).start();
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  @Test
  void theLinesThatPassAreThoseThatGrepFinds() throws Exception {
    for (long seed = SEED; seed < SEED + CASES; seed++) {
      Random random = new Random(seed);
      RandomLog log = RandomLog.of(random);
      Grep grep = write(log, seed);
      List<RandomTerm> terms = new ArrayList<>();
      BitSet found = new BitSet();
      found.set(0, log.lines().size());
      for (int n = 1 + random.nextInt(MAX_TERMS); n > 0; n--) {
        RandomTerm term = RandomTerm.of(random, log.isPlain());
        found.and(grep.lines(term));
        terms.add(term);
      }
      String told = "-Dcomet.grepSeed=" + seed + " " + terms;
      assertSame(text(log, found), lines(ask(seed, "text", terms, "").bytes()), told);
      assertSame(ndjson(log, found), ndjson(ask(seed, "ndjson", terms, "")), told);
    }
  }

  @Test
  void theLinesAroundWhatIsFoundAreThoseThatGrepPrints() throws Exception {
    for (long seed = SEED; seed < SEED + CASES; seed++) {
      Random random = new Random(seed);
      RandomLog log = RandomLog.of(random);
      Grep grep = write(log, seed);
      RandomTerm term = RandomTerm.of(random, log.isPlain());
      int before = 1 + random.nextInt(MAX_CONTEXT);
      int after = random.nextBoolean() ? before : 1 + random.nextInt(MAX_CONTEXT);
      String context =
          before == after ? "&context=" + before : "&before=" + before + "&after=" + after;
      byte[] printed = grep.print(term, "-B" + before, "-A" + after);
      byte[] text = ask(seed, "text", List.of(term), context).bytes();
      String told = "-Dcomet.grepSeed=" + seed + " " + context + " " + term;
      assertSame(lines(printed), lines(asGrepPrints(text)), told);
    }
  }

  private String name(long seed) {
    return prefix + seed + ".log";
  }

  private Grep write(RandomLog log, long seed) throws IOException {
    Files.write(root.resolve(name(seed)), log.bytes());
    return new Grep(Files.write(root.resolve("." + name(seed)), log.text()));
  }

  private StreamClient ask(long seed, String format, List<RandomTerm> terms, String parameters) {
    String filter =
        terms.stream()
            .map(term -> "&" + term.name() + "=" + encoded(term.written()))
            .collect(Collectors.joining());
    String query = "&from=start&follow=false&format=" + format + filter + parameters + AS_GREP;
    try (StreamClient client = StreamClient.get(container.uri("tail?log=" + name(seed) + query))) {
      assertEquals(End.COMPLETE, client.awaitEnd(), client::toString);
      assertEquals(200, client.status(), client::toString);
      return client;
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** What was answered, as grep has it, which knows no CR and ends every line. */
  private static byte[] asGrepPrints(byte[] text) {
    String answer = new String(text, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    boolean isUnfinished = !answer.isEmpty() && !answer.endsWith("\n");
    return (isUnfinished ? answer + "\n" : answer).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The lines as they are in the file, a character for each byte. */
  private static List<String> text(RandomLog log, BitSet found) {
    return found.stream()
        .mapToObj(i -> new String(log.lines().get(i), StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static List<String> lines(byte[] text) {
    return LINE_ENDS
        .splitAsStream(new String(text, StandardCharsets.ISO_8859_1))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** The lines as NDJSON tells them, each with the offset after it. */
  private static List<String> ndjson(RandomLog log, BitSet found) {
    long[] ends = log.lines().stream().mapToLong(line -> line.length).toArray();
    Arrays.parallelPrefix(ends, Long::sum);
    return found.stream()
        .mapToObj(i -> ends[i] + ": " + new String(log.text(i), StandardCharsets.UTF_8))
        .map(GrepEqualityIT::withOneSign)
        .toList();
  }

  private static List<String> ndjson(StreamClient answer) throws JsonParserException {
    List<String> lines = new ArrayList<>();
    for (String json : answer.text().split("\n")) {
      if (json.isBlank()) continue;
      JsonObject object = JsonParser.object().from(json);
      if (!object.has("line")) continue;
      long end = Position.parse(object.getString("at")).orElseThrow().offset();
      lines.add(withOneSign(end + ": " + object.getString("line")));
    }
    return lines;
  }

  /** NOTE: the JDK has one U+FFFD for a surrogate, and the Unicode Standard three. */
  private static String withOneSign(String text) {
    return text.replaceAll("\uFFFD+", "\uFFFD");
  }

  /** Tells the first line that is not the same; there may be thousands. */
  private static void assertSame(List<String> expected, List<String> actual, String told) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      if (!expected.get(i).equals(actual.get(i)))
        assertEquals(expected.get(i), actual.get(i), told);
    }
    assertEquals(expected.size(), actual.size(), told);
  }
}
