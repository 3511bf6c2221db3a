package comettail.scenario;

import java.util.List;

/** A log that is cut short in place. */
final class TruncationScenarios {
  private static final int TRUNCATIONS = 5;

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "D1", "copied and truncated in its own time", TruncationScenarios::copySlowly),
          regrown(),
          unread(),
          Scenario.of(
              "D6t", "copied and truncated twice in a moment", TruncationScenarios::copyTwice),
          sameSize(),
          Scenario.of(
              "D5",
              "truncated under a program that goes on at its old place",
              TruncationScenarios::leaveAHole));

  /** The same with lines and files that are hard to tell apart. */
  static final List<Scenario> REPETITIVE =
      List.of(
          regrown().worded("l", ", equal lines", Wording.EQUAL_LINES),
          unread().worded("h", ", equal heads", Wording.EQUAL_HEADS),
          unread().worded("l", ", equal lines", Wording.EQUAL_LINES));

  private TruncationScenarios() {}

  private static Scenario regrown() {
    return Scenario.of(
        "D2", "truncated, and longer at once than before", TruncationScenarios::regrow);
  }

  private static Scenario unread() {
    return Scenario.of(
        "D6", "copied and truncated right after a burst", TruncationScenarios::copyAfterABurst);
  }

  private static Scenario sameSize() {
    Scenario scenario =
        Scenario.of("D3", "rewritten to the same size", TruncationScenarios::rewrite);
    return scenario.worded("", "", Wording.OF_ONE_LENGTH);
  }

  private static void copySlowly(Stage stage) throws Exception {
    try (LogHandle log = stage.open()) {
      for (int i = 0; i < TRUNCATIONS; i++) {
        log.lines(stage.lines() / TRUNCATIONS);
        stage.letAllLook();
        stage.copyAndTruncate();
        stage.letAllLook();
      }
      log.lines(10);
    }
  }

  /** The program is started anew each time, and so begins a file as it always does. */
  private static void regrow(Stage stage) throws Exception {
    int lines = stage.lines() / 15; // 1 + 2 + 3 + 4 + 5
    for (int i = 1; i <= TRUNCATIONS; i++) {
      stage.truncate();
      try (LogHandle log = stage.open()) {
        log.lines(i * lines);
      }
      stage.letAllLook();
    }
  }

  private static void copyAfterABurst(Stage stage) throws Exception {
    try (LogHandle log = stage.open()) {
      for (int i = 0; i < TRUNCATIONS; i++) {
        log.lines(stage.lines() / TRUNCATIONS);
        stage.copyAndTruncate();
        log.lines(10);
        stage.letAllLook();
      }
    }
  }

  private static void copyTwice(Stage stage) throws Exception {
    int lines = stage.lines() / TRUNCATIONS / 2;
    try (LogHandle log = stage.open()) {
      for (int i = 0; i < TRUNCATIONS; i++) {
        log.lines(lines);
        stage.copyAndTruncate();
        log.lines(lines);
        stage.copyAndTruncate();
        log.lines(10);
        stage.letAllLook();
      }
    }
  }

  private static void rewrite(Stage stage) throws Exception {
    for (int i = 0; i < TRUNCATIONS; i++) {
      stage.letAllLook();
      stage.truncate();
      try (LogHandle log = stage.open()) {
        log.linesAtOnce(100);
      }
    }
  }

  private static void leaveAHole(Stage stage) throws Exception {
    try (LogHandle log = stage.openAtFixedPlace()) {
      for (int i = 0; i < TRUNCATIONS; i++) {
        log.lines(stage.lines() / TRUNCATIONS);
        stage.letAllLook();
        stage.truncate();
      }
      log.lines(10);
    }
  }
}
