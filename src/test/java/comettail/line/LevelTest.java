package comettail.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The levels of real lines, which are in a table for people, too; and lines that have none. */
final class LevelTest {
  private static final Pattern ROW =
      Pattern.compile("\\| (.*) \\| `(.*)` \\| ([a-z]+) \\| (?:`(.*)` )?\\|");
  private static final Pattern ROW_WITHOUT = Pattern.compile("\\| (.*) \\| `(.*)` \\|");
  private static final int LEAST_FORMS = 60;

  record Row(String program, String line, String level, String said) {
    @Override
    public String toString() {
      return program + ": " + line;
    }
  }

  static Stream<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String text : Files.readAllLines(Path.of("docs/levels.md"))) {
      Matcher row = ROW.matcher(text);
      Matcher without = ROW_WITHOUT.matcher(text);
      if (row.matches()) {
        String said = row.group(4) == null ? "" : row.group(4);
        rows.add(new Row(row.group(1), unescaped(row.group(2)), row.group(3), said));
      } else if (without.matches()) {
        rows.add(new Row(without.group(1), unescaped(without.group(2)), "none", ""));
      }
    }
    assertTrue(rows.size() >= LEAST_FORMS, () -> rows.size() + " forms");
    return rows.stream();
  }

  private static String unescaped(String cell) {
    return cell.replace("\\|", "|").replace('⇥', '\t').replace('␛', '\u001B');
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRealLineIsOfItsLevel(Row row) {
    assertEquals(row.level() + ' ' + row.said(), found(row.line()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRealLineWithinOtherBytesIsOfItsLevel(Row row) {
    byte[] bytes = ("ERROR " + row.line() + "ERROR\"}503").getBytes(StandardCharsets.UTF_8);
    int end = bytes.length - "ERROR\"}503".length();
    assertEquals(row.level() + ' ' + row.said(), found(bytes, "ERROR ".length(), end));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRealLineThatIsCutAnywhereHarmsNobody(Row row) {
    byte[] bytes = row.line().getBytes(StandardCharsets.UTF_8);
    for (int start = 0; start < bytes.length; start++) {
      found(Arrays.copyOf(bytes, start), 0, start);
      found(Arrays.copyOfRange(bytes, start, bytes.length), 0, bytes.length - start);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{",
        "{\"",
        "{\"level\":",
        "{\"level\":\"",
        "[",
        "\"",
        "<",
        "<11",
        "\\",
        "\u001B[",
        "E",
        "E/",
        "[E",
        "%A-",
        "level=",
        "level=\"",
        "status=",
        "GET",
        "GET ",
        "4711:M",
        "\\u001b[3"
      })
  void aBeginningIsNoLevel(String line) {
    assertEquals("none ", found(line));
  }

  @Test
  void whatSaysSoIsSafeInHtml() throws IOException {
    rows().forEach(row -> assertTrue(row.said().matches("[A-Za-z0-9]*|[#*.-]"), row.said()));
  }

  /** Whatever stands around it, a level word in a path, an address or a longer word is none. */
  @Test
  void aWordWithinSomethingLongerIsNoLevel() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] words = {"ERROR", "error", "Error", "WARN", "warning", "FATAL", "severe", "debug"};
    String[] longer = {
      "/var/log/%s",
      "/%s/x",
      "/%s",
      "http://h/%s",
      "https://h/a?level=%s&x=1",
      "h/a?x=%s",
      "%s.log",
      "%ss",
      "a%s",
      "%s_x",
      "x_%s",
      "%s2",
      "2%s",
      "a-%s",
      "%s-b",
      "%s=0",
      "x=%s",
      "%s/b",
      "C:\\%s\\x",
      "c.e.%s.Handler",
      "%s.Handler",
      "%sHandler",
      "$%s",
      "%s@example.com",
      "#%s",
      "\"GET /%s HTTP/1.1\"",
      "'%s'"
    };
    String[] before = {"", "2026-11-22 10:15:42 ", "10:15:42 [main] ", "a ", "shop[17]: ", "[x] "};
    for (int i = 0; i < 20_000; i++) {
      String word = any(words, random);
      String within = any(longer, random).replace("%s", word);
      String start = any(before, random);
      String rest = random.nextBoolean() ? "" : " " + any(longer, random).replace("%s", word);
      String line = start + within + rest;
      assertEquals("none ", found(line), () -> "seed " + seed + ": " + line);
      String info = start + "INFO " + within + rest;
      if (!start.equals("a ")) {
        assertEquals("info INFO", found(info), () -> "seed " + seed + ": " + info);
      }
    }
  }

  /** Bytes at random, of those that mean something, throw nothing and stay within the line. */
  @Test
  void aLineOfAnythingHarmsNobody() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] parts = {
      "ERROR",
      "error",
      "E",
      "\"",
      "\\",
      "\\\"",
      "{\"",
      "{",
      "}",
      "[",
      "]",
      ":",
      "level",
      "=",
      " ",
      "  ",
      "\t",
      "50",
      "GET",
      "/",
      "HTTP/1.1",
      "503",
      "\u001B[31m",
      "\u001B",
      "<11>",
      "log",
      "|",
      "10:15:42",
      "2026-11-22",
      "é",
      "€",
      "-",
      ".",
      ",",
      "\"level\":",
      "\"log\":\"{\\\"",
      "%",
      "x"
    };
    for (int i = 0; i < 50_000; i++) {
      StringBuilder line = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) line.append(any(parts, random));
      byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
      Level.Found found = Level.find(bytes, 0, bytes.length);
      boolean within = found == null || found.start() <= found.end() && found.end() <= bytes.length;
      assertTrue(within, () -> "seed " + seed + ": " + line);
    }
  }

  @Test
  void aLevelIsNotLookedForFarIntoALine() {
    assertEquals("error ERROR", found("17 ".repeat(80) + "ERROR x"));
    assertEquals("none ", found("17 ".repeat(90) + "ERROR x"));
    assertEquals(
        "error error", found("{\"x\":\"" + "17 ".repeat(9000) + "\",\"level\":\"error\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(order ERROR failed)", "its order) ERROR failed", "order' ERROR failed"})
  void aWordAtABracketOrAQuoteIsOneOfASentence(String line) {
    assertEquals("none ", found(line));
  }

  @Test
  void aLevelHasAName() {
    assertEquals(Level.WARN, Level.named("warn").orElseThrow());
    assertTrue(Level.named("WARN").isEmpty());
    assertNotNull(Level.ALLOWED);
    assertNull(Level.find(new byte[0], 0, 0));
  }

  private static String any(String[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static String found(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return found(bytes, 0, bytes.length);
  }

  private static String found(byte[] bytes, int from, int to) {
    Level.Found found = Level.find(bytes, from, to);
    if (found == null) return "none ";
    int length = found.end() - found.start();
    String said = new String(bytes, found.start(), length, StandardCharsets.UTF_8);
    return found.level().name().toLowerCase(Locale.ROOT) + ' ' + said;
  }
}
