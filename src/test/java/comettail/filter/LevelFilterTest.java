package comettail.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import comettail.line.Level;
import comettail.line.LogCharset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reader gets what is serious enough, and what belongs to that. */
final class LevelFilterTest {
  private static final List<String> LOG =
      List.of(
          "10:15:42 INFO  started",
          "10:15:43 ERROR failed",
          "java.io.IOException: no space",
          "\tat shop.Orders.place(Orders.java:17)",
          "10:15:44 DEBUG tried again",
          "  with what it had",
          "10:15:45 WARN  slow");

  @ParameterizedTest
  @CsvSource({
    "trace, '[0, 1, 2, 3, 4, 5, 6]'",
    "debug, '[0, 1, 2, 3, 4, 5, 6]'",
    "info, '[0, 1, 2, 3, 6]'",
    "warn, '[1, 2, 3, 6]'",
    "error, '[1, 2, 3]'"
  })
  void whatHasNoLevelGoesWithTheLineAboveIt(String level, String expected) {
    assertEquals(expected, Blocks.passed(least(level), String.join("\n", LOG) + "\n").toString());
  }

  @Test
  void whereverTheLogIsCutIntoBlocksTheSameLinesPass() {
    for (int cut = 0; cut <= LOG.size(); cut++) {
      Sieve sieve = least("warn").sieve(Context.NONE);
      List<String> passed = new ArrayList<>();
      for (List<String> part : List.of(LOG.subList(0, cut), LOG.subList(cut, LOG.size()))) {
        byte[] text = (String.join("\n", part) + "\n").getBytes(StandardCharsets.UTF_8);
        var block = Blocks.of(LogCharset.UTF_8, part.isEmpty() ? new byte[0] : text);
        for (int i : Blocks.passed(sieve, block)) passed.add(part.get(i));
      }
      assertEquals(
          List.of(LOG.get(1), LOG.get(2), LOG.get(3), LOG.get(6)), passed, "cut before " + cut);
    }
  }

  @Test
  void readersOfDifferentStatesShareABlock() {
    var block = Blocks.of("\tat shop.Orders.place\n10:15:45 WARN  slow\n");
    Sieve after = least("error").sieve(Context.NONE);
    Blocks.passed(after, Blocks.of("INFO started\n"));
    assertEquals(List.of(), Blocks.passed(after, block));
    assertEquals(List.of(0), Blocks.passed(least("error").sieve(Context.NONE), block));
  }

  @Test
  void filtersOfDifferentLevelsAreDifferent() {
    assertEquals(least("warn"), least("warn"));
    assertNotEquals(least("warn"), least("error"));
    assertNotEquals(least("trace"), LineFilter.ALL);
    assertEquals(false, least("trace").isAll());
  }

  private static LineFilter least(String level) {
    Optional<Level> least = Level.named(level);
    return new LineFilter(List.of(), List.of(), least, true);
  }
}
