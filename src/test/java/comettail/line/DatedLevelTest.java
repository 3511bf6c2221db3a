package comettail.line;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.line.Level.Found;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is passed over at once, or known at once, is what is found step by step. */
final class DatedLevelTest {
  private static final String[] DATES = {"2026-11-22T10:15:42", "2026-11-22 10:15:42"};
  private static final String[] PARTS = {
    ".123",
    ",123456",
    "+01:00",
    "-0800",
    "Z",
    "Z ",
    "ZZ",
    "Z:",
    ".",
    ":",
    "::",
    ":  ",
    "/",
    ";",
    " ",
    " ",
    "  ",
    "\t",
    "[",
    "]",
    "(",
    "|",
    "\"",
    "\\",
    "\u001B[32m",
    "{\"level\":\"warn\"}",
    "INFO",
    "INFO ",
    "WARN ",
    "DEBUG ",
    "ERROR ",
    "TRACE ",
    "INFO  x",
    "FATAL ",
    "info ",
    "INFORM ",
    "INFO: ",
    "INFO]",
    "DEBUG1: ",
    "ERROR",
    "WARNING ",
    "Error:",
    "E ",
    "E/x(1): ",
    "stderr F ",
    "stdout P ",
    "main ",
    "order ",
    "SQLException: ",
    "LOG:  ",
    "DETAIL:  ",
    "- ",
    "GET /x 503 0 0 15",
    "17"
  };

  @Test
  void aDatedLineHasTheLevelThatIsFoundStepByStep() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      String date = DATES[random.nextInt(DATES.length)];
      String start = random.nextInt(4) == 0 ? "[" : "";
      StringBuilder rest = new StringBuilder();
      for (int n = random.nextInt(8); n > 0; n--) rest.append(PARTS[random.nextInt(PARTS.length)]);
      String line = start + date + rest;
      assertEquals(
          found(start + oddDate(date) + rest), found(line), () -> "seed " + seed + ": " + line);
    }
  }

  /** Returns the date in a form that says the same in each step, but is not known at once. */
  private static String oddDate(String date) {
    String odd = date.replaceFirst("-22", ".22");
    assertTrue(!IsoDate.isAt(odd.getBytes(US_ASCII), 0), odd);
    return odd;
  }

  @ParameterizedTest
  @EnumSource
  void aLevelRightAfterTheDateIsKnownAtOnce(Level level) {
    String word = level.name();
    for (String between : new String[] {" ", "  ", ".123Z ", ",123 ", "+01:00 ", ".123456-0800 "}) {
      String start = "2026-11-22T10:15:42" + between;
      Found known = dated(start + word + " accepted");
      assertEquals(new Found(level, start.length(), start.length() + word.length()), known);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing between
        ".123Z",
        ".123Zulu ",
        ".123ZZ ",
        "\t",
        ".123Z ["
      })
  void whatIsOddBetweenThemIsSearched(String between) {
    assertNull(dated("2026-11-22T10:15:42" + between + "INFO accepted"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-22_10:15:42", "the order is not an", "2026.11.22T10:15:42"})
  void aLevelAfterWhatIsNoDateIsSearched(String noDate) {
    assertNull(dated(noDate + " INFO accepted"));
  }

  @Test
  void nothingBeyondTheLineIsLookedAt() {
    byte[] line = "2026-11-22T10:15:42.123Z INFO order accepted".getBytes(US_ASCII);
    for (int end = 0; end <= line.length; end++) {
      byte[] alone = java.util.Arrays.copyOf(line, end);
      assertEquals(Level.find(alone, 0, end), Level.find(line, 0, end), "first " + end);
    }
  }

  @Test
  void aLevelIsKnownOnlyAsFarAsItIsSearchedFor() {
    for (int blanks = 200; blanks < 300; blanks++) {
      String rest = " ".repeat(blanks) + "INFO accepted";
      for (String date : DATES) assertEquals(found(oddDate(date) + rest), found(date + rest));
    }
    assertNotNull(found(DATES[0] + " ".repeat(200) + "INFO accepted"));
  }

  private static Found dated(String line) {
    byte[] bytes = line.getBytes(US_ASCII);
    return DatedLevel.find(bytes, 0, bytes.length);
  }

  /** Returns the level of the line among other bytes, its place counted from the line's start. */
  private static Found found(String line) {
    byte[] bytes = ("ERROR " + line + "ERROR").getBytes(US_ASCII);
    int from = "ERROR ".length();
    Found found = Level.find(bytes, from, from + line.length());
    return found == null
        ? null
        : new Found(found.level(), found.start() - from, found.end() - from);
  }
}
