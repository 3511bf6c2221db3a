package comettail.scenario;

import java.nio.file.Path;
import java.util.List;

/** A log that is rotated by renaming. */
final class RenameScenarios {
  private static final int ROTATIONS = 5;
  private static final int LATE_WRITES = 10;

  static final List<Scenario> ALL =
      List.of(
          lateHandle(),
          burst(),
          Scenario.of("C3", "renamed, and not there for 0.7 s", RenameScenarios::renameWithAGap),
          twice(),
          Scenario.of("C4", "replaced in one step", RenameScenarios::replace));

  /** The same with lines and files that are hard to tell apart. */
  static final List<Scenario> REPETITIVE =
      List.of(
          burst().worded("h", ", equal heads", Wording.EQUAL_HEADS),
          twice().worded("h", ", equal heads", Wording.EQUAL_HEADS),
          twice().worded("l", ", equal lines", Wording.EQUAL_LINES));

  private RenameScenarios() {}

  private static Scenario lateHandle() {
    return Scenario.of(
        "C2", "renamed, and written to through the old handle", RenameScenarios::writeLate);
  }

  private static Scenario burst() {
    return Scenario.of("C5", "renamed right after a burst", RenameScenarios::renameAfterABurst);
  }

  private static Scenario twice() {
    return Scenario.of("C6", "renamed twice in a moment", RenameScenarios::renameTwice);
  }

  private static void writeLate(Stage stage) throws Exception {
    int lines = stage.lines() / ROTATIONS / 2;
    LogHandle log = stage.open();
    for (int i = 0; i < ROTATIONS; i++) {
      log.lines(lines);
      stage.rename();
      for (int j = 0; j < LATE_WRITES; j++) {
        log.lines(lines / LATE_WRITES);
        Pause.FOR_A_LOOK_PERHAPS.take();
      }
      log.close();
      log = stage.open();
      stage.letAllLook();
    }
    log.lines(1);
    log.close();
  }

  private static void renameAfterABurst(Stage stage) throws Exception {
    for (int i = 0; i < ROTATIONS; i++) {
      writeAndClose(stage, stage.lines() / ROTATIONS);
      stage.rename();
      writeAndClose(stage, 10);
      stage.letAllLook();
    }
  }

  private static void renameWithAGap(Stage stage) throws Exception {
    for (int i = 0; i < ROTATIONS; i++) {
      writeAndClose(stage, stage.lines() / ROTATIONS);
      stage.rename();
      Pause.WITHOUT_A_FILE.take();
    }
    writeAndClose(stage, 10);
  }

  private static void renameTwice(Stage stage) throws Exception {
    int lines = stage.lines() / ROTATIONS / 2;
    for (int i = 0; i < ROTATIONS; i++) {
      writeAndClose(stage, lines);
      stage.rename();
      writeAndClose(stage, lines);
      stage.rename();
      writeAndClose(stage, 10);
      stage.letAllLook();
    }
  }

  private static void replace(Stage stage) throws Exception {
    Path replacement = stage.beside("replacement");
    for (int i = 0; i < ROTATIONS; i++) {
      writeAndClose(stage, stage.lines() / ROTATIONS);
      try (LogHandle log = stage.open(replacement)) {
        log.lines(100);
      }
      stage.replaceBy(replacement);
      stage.letAllLook();
    }
  }

  private static void writeAndClose(Stage stage, int lines) throws Exception {
    try (LogHandle log = stage.open()) {
      log.lines(lines);
    }
  }
}
