package comettail.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names a glob matches. */
final class NameGlobTest {
  @ParameterizedTest
  @CsvSource({
    "*.log, app.log, true",
    "*.log, nginx/access.log, false",
    "nginx/*.log, nginx/access.log, true",
    "nginx/*.log, nginx/old/access.log, false",
    "*/*.log, nginx/access.log, true",
    "*/access.log, nginx/access.log, true",
    "ngin?/a*s.log, nginx/access.log, true",
    "app-?.log, app-1.log, true",
    "app-?.log, app-12.log, false",
    "app-?.log, app-.log, false",
    "*, app.log, true",
    "**, nginx/access.log, false",
    "*a*b*c*, xxaxxbxxcxx, true",
    "*a*b*c*, xxaxxcxxbxx, false",
    "app[1].log, app[1].log, true",
    "app[1].log, app1.log, false",
    "app.l*, app_log, false",
    "App*, app.log, false",
    "l\u00f6g*, l\u00f6g.log, true"
  })
  void matchesWithinEachPartOfAName(String glob, String name, boolean matches) {
    assertEquals(matches, matches(glob, name));
  }

  @Test
  void matchesAsARegularExpressionWould() {
    long seed = System.nanoTime();
    System.out.println("NameGlobTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String glob = random(random, "ab*?/");
      String name = random(random, "aab/");
      if (LogName.parse(glob).isEmpty() || LogName.parse(name).isEmpty()) continue;
      String pattern = glob.replace("*", "[^/]*").replace("?", "[^/]");
      assertEquals(Pattern.matches(pattern, name), matches(glob, name), glob + " of " + name);
    }
  }

  private static String random(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int left = 1 + random.nextInt(9); left > 0; left--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void isLinearWhateverIsWritten() {
    String name = "a".repeat(255);
    assertFalse(matches("*a".repeat(500) + "b", name)); // a backtracking one would not come back
  }

  @Test
  void onlyStarsAndQuestionMarksMakeOne() {
    assertTrue(NameGlob.isGlob(new LogName("nginx/*")));
    assertTrue(NameGlob.isGlob(new LogName("app?.log")));
    assertFalse(NameGlob.isGlob(new LogName("app[1]{a,b}.log")));
  }

  private static boolean matches(String glob, String name) {
    return NameGlob.of(new LogName(glob)).matches(new LogName(name));
  }
}
