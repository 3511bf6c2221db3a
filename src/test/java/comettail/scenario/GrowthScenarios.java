package comettail.scenario;

import java.util.List;

/** A log that only grows. */
final class GrowthScenarios {
  private static final int WRITES = 200;

  static final List<Scenario> ALL =
      List.of(
          Scenario.of("A1", "appended to", GrowthScenarios::append),
          Scenario.of("A3", "written in parts of lines", GrowthScenarios::writeInParts));

  private GrowthScenarios() {}

  private static void append(Stage stage) throws Exception {
    try (LogHandle log = stage.open()) {
      for (int i = 0; i < WRITES; i++) {
        log.linesAtOnce(stage.lines() / WRITES);
        Pause.BETWEEN_WRITES.take();
      }
    }
  }

  private static void writeInParts(Stage stage) throws Exception {
    try (LogHandle log = stage.open()) {
      for (int i = 0; i < WRITES; i++) log.lineInTwo(Pause.BETWEEN_WRITES);
      log.lineInTwo(Pause.WITHIN_A_LINE);
      log.linesAtOnce(1);
    }
  }
}
