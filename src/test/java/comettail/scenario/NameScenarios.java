package comettail.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A log whose name goes, comes, or leads elsewhere. */
final class NameScenarios {
  private static final int ROUNDS = 5;
  private static final int LATE_LINES = 20;
  private static final int FIRST_DAY = 22;

  static final List<Scenario> ALL =
      List.of(
          recreated(),
          Scenario.of("B7", "a link that is led elsewhere", NameScenarios::lead),
          Scenario.of("B6", "in a directory that is renamed", NameScenarios::renameDirectory)
              .in(Scenario.Files.of("logs/app.log")),
          Scenario.of("C12", "called after the day, at midnight", NameScenarios::passMidnight)
              .in(new Scenario.Files("catalina.log", day(0))));

  /** The same with lines and files that are hard to tell apart. */
  static final List<Scenario> REPETITIVE =
      List.of(recreated().worded("h", ", equal heads", Wording.EQUAL_HEADS));

  private NameScenarios() {}

  private static Scenario recreated() {
    return Scenario.of("B4", "deleted and made anew at once", NameScenarios::recreate);
  }

  private static void recreate(Stage stage) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      try (LogHandle log = stage.open()) {
        log.lines(stage.lines() / ROUNDS);
      }
      Files.delete(stage.log());
      try (LogHandle log = stage.open()) {
        log.lines(100);
      }
      stage.letAllLook();
    }
  }

  /** Blue and green in turn; the program that wrote to the one is a little late in stopping. */
  private static void lead(Stage stage) throws Exception {
    LogHandle old = stage.open();
    for (int i = 0; i < ROUNDS; i++) {
      Path target = stage.beside("colour").resolve(List.of("blue", "green").get(i % 2) + i);
      Files.createDirectories(target.getParent());
      LogHandle log = stage.open(target);
      stage.replaceBy(Files.createSymbolicLink(stage.beside("link"), target));
      old.linesAtOnce(LATE_LINES);
      old.close();
      log.lines(stage.lines() / ROUNDS);
      stage.letAllLook();
      old = log;
    }
    old.close();
  }

  private static void renameDirectory(Stage stage) throws Exception {
    Path directory = stage.log().getParent();
    for (int i = 0; i < ROUNDS; i++) {
      LogHandle old = stage.open();
      old.lines(stage.lines() / ROUNDS);
      Files.move(directory, directory.resolveSibling("logs." + i));
      Files.createDirectory(directory);
      old.linesAtOnce(LATE_LINES);
      old.close();
      try (LogHandle log = stage.open()) {
        log.lines(10);
      }
      stage.letAllLook();
    }
  }

  private static void passMidnight(Stage stage) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      try (LogHandle log = stage.open(stage.beside(day(i)))) {
        log.lines(stage.lines() / ROUNDS);
      }
      stage.letAllLook();
    }
  }

  private static String day(int number) {
    return "catalina.2026-11-" + (FIRST_DAY + number) + ".log";
  }
}
