package comettail.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import comettail.harness.Server;
import comettail.scenario.CometTailProgram.Form;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every scenario before Comet Tail over HTTP, with the doorbell as NDJSON and without it as text.
 * They are all played at the same time, and before the tests, which tell how each ended. {@code
 * bench/scenarios} plays them before other programs too.
 */
final class ScenarioIT {
  private static final int LINES = 5_000;

  private static final Map<Boolean, Map<Scenario, Tally>> TALLIES = new HashMap<>();

  @BeforeAll
  static void playAll(@TempDir Path directory) throws IOException, InterruptedException {
    long seed = System.nanoTime();
    System.out.println("scenario seed " + seed);
    for (boolean watch : new boolean[] {true, false}) {
      Form form = watch ? Form.NDJSON : Form.TEXT;
      TailProgram comet = new CometTailProgram("comet", Server.TOMCAT11, watch, form);
      Path room = directory.resolve("watch-" + watch);
      TALLIES.put(watch, new Performance(comet, Scenarios.playable(), room, LINES, seed).play());
    }
  }

  static List<Scenario> scenarios() {
    return Scenarios.ALL;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void everyLineComesOnceAndInOrderWithTheDoorbell(Scenario scenario) {
    assertClean(scenario, true);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void everyLineComesOnceAndInOrderWithoutTheDoorbell(Scenario scenario) {
    assertClean(scenario, false);
  }

  private static void assertClean(Scenario scenario, boolean watch) {
    Tally tally = TALLIES.get(watch).get(scenario);
    assumeTrue(tally != null, "logrotate is not installed");
    assertTrue(tally.isClean(), scenario + ": lost / repeated / out of order: " + tally);
  }
}
