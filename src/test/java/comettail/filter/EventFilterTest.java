package comettail.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.Lines;
import comettail.line.Position;
import comettail.line.SegmentId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line and what goes on with it pass together, with the lines around them. */
final class EventFilterTest {
  private static final int ROUNDS = 20_000;

  private static final List<String> TRACE =
      List.of(
          "10:15:42 INFO  started",
          "10:15:43 ERROR failed",
          "java.io.IOException: no space",
          "\tat shop.Orders.place(Orders.java:17)",
          "Caused by: shop.FullException: full",
          "\t... 3 more",
          "10:15:44 INFO  tried again",
          "10:15:45 INFO  done");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\tat shop.Orders.place(Orders.java:17)",
        "  File \"app.py\", line 7",
        "Caused by: shop.FullException: full",
        "Suppressed: shop.CloseException",
        "... 3 common frames omitted",
        "Traceback (most recent call last):",
        "java.io.IOException: no space",
        "ValueError: not a number",
        "java.lang.StackOverflowError",
        "shop.Outer$InnerException: x",
        "}",
        "],",
        ");"
      })
  void goesOnWithTheLineAbove(String line) {
    assertTrue(Continuation.is(line, 0, line.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10:15:42 INFO  started",
        "Error: it is one of its own",
        "Exception in thread \"main\" java.lang.Error",
        "IOException was thrown",
        "{\"time\":1}",
        "} else {",
        "...",
        "Caused by",
        "error"
      })
  void isOneOfItsOwn(String line) {
    assertTrue(!Continuation.is(line, 0, line.length()));
  }

  @Test
  void whatIsFoundInAStackTraceIsFoundInItsEvent() {
    List<String> event = TRACE.subList(1, 6);
    assertEquals(event, given(TRACE, filter("FullException", null), Context.NONE, 8));
    assertEquals(event, given(TRACE, filter("FullException", null), Context.NONE, 1));
    assertEquals(event, given(TRACE, filter("failed", null), Context.NONE, 1));
  }

  @Test
  void fromWhatIsNotWantedOnTheEventIsLeftOut() {
    List<String> left = new ArrayList<>(TRACE);
    left.subList(3, 6).clear();
    for (int lines : List.of(1, 3, 8)) {
      assertEquals(left, given(TRACE, filter(null, "Orders.java"), Context.NONE, lines));
    }
  }

  @Test
  void linesAroundAnEventAreThoseBeforeItsFirstAndAfterItsLast() {
    assertEquals(
        TRACE.subList(0, 7), given(TRACE, filter("IOException", null), new Context(1, 1), 3));
  }

  @Test
  void linesAroundAreToldFromThoseThatPass() {
    byte[] bytes = "a\nb\nX\nc\nd\ne\nX\n".getBytes(UTF_8);
    Lines lines = filter("X", null).sieve(new Context(1, 1)).of(block(bytes, 0, 14)).get(0);
    StringBuilder told = new StringBuilder();
    for (int n = 0; n < lines.count(); n++) {
      told.append(lines.isSeparated(n) ? "-" : "").append(lines.isContext(n) ? "c" : "p");
      told.append(lines.index(n));
    }
    assertEquals("c1p2c3-c5p6", told.toString());
  }

  @Test
  void whoComesBackMissesNoneOfWhatMayStillPass() {
    byte[] bytes = "a\nX\nb\nc\n".getBytes(UTF_8);
    Sieve sieve = filter("X", null).sieve(new Context(1, 0));
    Block block = block(bytes, 0, bytes.length);
    assertEquals(block.position(4), sieve.of(block).get(0).next());
    assertEquals(block.position(4), sieve.held());
    Sieve alone = filter("X", null).sieve(Context.NONE);
    assertEquals(block.position(6), alone.of(block).get(0).next());
  }

  @Test
  void aLargeBlockIsNotKeptForAFewLines() {
    byte[] bytes = ("x\n".repeat(50_000) + "start\n more\n X\nnext\n").getBytes(UTF_8);
    int cut = bytes.length - 8;
    Sieve sieve = filter("X", null).sieve(new Context(1, 0));
    Block large = block(bytes, 0, cut);
    assertEquals(List.of(), sieve.of(large));
    assertEquals(large.position(large.lineStart(49_999)), sieve.held());
    Lines held = sieve.of(block(bytes, cut, bytes.length)).get(0);
    List<String> given = new ArrayList<>();
    add(held, held.block().bytes(), given);
    assertEquals(List.of("x", "start", " more"), given);
    assertEquals(large.position(cut), held.next());
    assertTrue(held.block().bytes().length < 1_000, held.block().bytes().length + " bytes");
  }

  @Test
  void noMoreIsRememberedThanTheBound() {
    String line = " " + "x".repeat(999) + "\n";
    byte[] bytes = ("start\n" + line.repeat(400) + " X\n").getBytes(UTF_8);
    Sieve sieve = filter("X", null).sieve(Context.NONE);
    int cut = bytes.length - 3;
    assertEquals(List.of(), sieve.of(block(bytes, 0, cut)));
    int count = 0;
    for (Lines given : sieve.of(block(bytes, cut, bytes.length))) count += given.count();
    assertEquals(1 + Sieve.MAX_HELD_BYTES / 1001, count);
  }

  @Test
  void whereverTheLogIsCutIntoBlocksTheSameIsGiven() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + ROUNDS; seed++) round(new Random(seed), seed);
  }

  private static void round(Random random, long seed) {
    List<String> some = List.of("a", "b", "ab", "c", "c", "c", " a", "\tb", " c", "XError: a", "}");
    List<String> log = new ArrayList<>();
    for (int n = random.nextInt(14); n > 0; n--) log.add(some.get(random.nextInt(some.size())));
    String match = random.nextInt(4) > 0 ? "a" : null;
    String exclude = match == null || random.nextInt(3) == 0 ? "b" : null;
    boolean multiline = random.nextInt(3) > 0;
    Context context = new Context(random.nextInt(3), random.nextInt(3));
    LineFilter filter = filter(match, exclude, multiline);
    List<String> expected = expected(log, match, exclude, multiline, context);
    int lines = 1 + random.nextInt(5);
    assertEquals(
        expected,
        given(log, filter, context, lines),
        () -> "seed " + seed + ": " + match + ", not " + exclude + " in " + log + ", " + context);
  }

  /** Returns what should be given, found the slow way. */
  private static List<String> expected(
      List<String> log, String match, String exclude, boolean multiline, Context context) {
    Pattern goesOn = Pattern.compile("[ \\t].*|}|XError: .*");
    boolean[] passes = new boolean[log.size()];
    for (int i = 0; i < log.size(); ) {
      int end = i + 1;
      while (multiline && end < log.size() && goesOn.matcher(log.get(end)).matches()) end++;
      int until = i;
      while (until < end && (exclude == null || !log.get(until).contains(exclude))) until++;
      boolean found = match == null;
      for (int n = i; n < until; n++) found |= log.get(n).contains(match == null ? "" : match);
      if (found) Arrays.fill(passes, i, until, true);
      i = end;
    }
    List<String> expected = new ArrayList<>();
    int last = -1;
    for (int i = 0; i < log.size(); i++) {
      boolean near = false;
      for (int n = i - context.after(); n <= i + context.before(); n++) {
        near |= n >= 0 && n < log.size() && passes[n];
      }
      if (!near) continue;
      boolean around = context.before() + context.after() > 0;
      if (around && last >= 0 && last < i - 1) expected.add("--");
      expected.add(log.get(i));
      last = i;
    }
    return expected;
  }

  /** Returns what is given of {@code log} if it comes in blocks of {@code lines} lines. */
  private static List<String> given(
      List<String> log, LineFilter filter, Context context, int lines) {
    byte[] bytes = String.join("", log.stream().map(line -> line + "\n").toList()).getBytes(UTF_8);
    Sieve sieve = filter.sieve(context);
    List<String> given = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < log.size(); i += lines) {
      List<String> next = log.subList(i, Math.min(log.size(), i + lines));
      int end = start + next.stream().mapToInt(line -> line.length() + 1).sum();
      for (Lines some : sieve.of(block(bytes, start, end))) add(some, bytes, given);
      start = end;
    }
    return given;
  }

  private static void add(Lines some, byte[] bytes, List<String> given) {
    for (int n = 0; n < some.count(); n++) {
      if (some.isSeparated(n)) given.add("--");
      int from = some.block().textStart(some.index(n));
      given.add(new String(bytes, from, some.block().textEnd(some.index(n)) - from, UTF_8));
    }
  }

  private static Block block(byte[] bytes, int start, int end) {
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, Position.WINDOW));
    LineFramer framer = new LineFramer(1 << 20);
    return Block.of(new SegmentId(1, 0, head), start, start, bytes, start, end, framer);
  }

  private static LineFilter filter(String match, String exclude) {
    return filter(match, exclude, true);
  }

  private static LineFilter filter(String match, String exclude, boolean multiline) {
    return new LineFilter(terms(match), terms(exclude), Optional.empty(), multiline);
  }

  private static List<Term> terms(String written) {
    try {
      return written == null ? List.of() : List.of(Term.parse(written));
    } catch (BadTermException bad) {
      throw new AssertionError(bad);
    }
  }
}
