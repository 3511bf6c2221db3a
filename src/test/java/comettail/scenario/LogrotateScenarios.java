package comettail.scenario;

import comettail.harness.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A log that a real logrotate rotates, while a program writes to it that either opens it anew for
 * each write or keeps its handle until a while after it was told.
 */
final class LogrotateScenarios {
  private static final int ROTATIONS = 6;

  /* A name for each rotation, although all are on one day. */
  private static final String DATEEXT = "create\ndateext\ndateformat -%Y%m%d-%s";

  static final List<Scenario> ALL =
      List.of(
          reopening("create", "create"),
          reopening("compress", "create\ncompress"),
          reopening("dateext", DATEEXT),
          Scenario.of(
              "copytruncate", "logrotate copytruncate", LogrotateScenarios::copyAndTruncate),
          late("late-create", "create"),
          late("late-compress", "create\ncompress"),
          late("late-delaycompress", "create\ncompress\ndelaycompress"));

  private LogrotateScenarios() {}

  private static Scenario reopening(String id, String directives) {
    String name = "logrotate " + id + ", the log opened for each write";
    return Scenario.of(id, name, stage -> rotateUnderOneThatReopens(stage, directives));
  }

  private static Scenario late(String id, String directives) {
    String name = "logrotate " + id.substring(5) + ", reopened 250 ms late";
    return Scenario.of(id, name, stage -> rotateUnderOneThatIsLate(stage, directives));
  }

  private static void rotateUnderOneThatReopens(Stage stage, String directives) throws Exception {
    Logrotate logrotate = new Logrotate(stage.log(), stage.workshop(), directives);
    Daemon.write(
        reopeningForEachWrite(stage),
        linesPerSecond(stage),
        daemon -> rotate(stage, logrotate::run));
  }

  /**
   * The program does not write while logrotate runs: nobody can have what is written between the
   * copy and the truncation.
   */
  private static void copyAndTruncate(Stage stage) throws Exception {
    Logrotate logrotate = new Logrotate(stage.log(), stage.workshop(), "copytruncate");
    Daemon.write(
        reopeningForEachWrite(stage),
        linesPerSecond(stage),
        daemon -> rotate(stage, () -> daemon.rotateBetweenWrites(logrotate)));
  }

  private static void rotateUnderOneThatIsLate(Stage stage, String directives) throws Exception {
    Path told = stage.workshop().resolve("told");
    String script = "\npostrotate\n  touch " + told + "\nendscript";
    Logrotate logrotate = new Logrotate(stage.log(), stage.workshop(), directives + script);
    Daemon.write(
        new LateReopening(stage, told),
        linesPerSecond(stage),
        daemon -> rotate(stage, logrotate::run));
  }

  private interface Rotation {
    void run() throws IOException, InterruptedException;
  }

  private static void rotate(Stage stage, Rotation rotation)
      throws IOException, InterruptedException {
    for (int i = 0; i < ROTATIONS; i++) {
      stage.letAllLook();
      rotation.run();
    }
    stage.letAllLook();
  }

  /** So many that the rotations take about all the lines. */
  private static int linesPerSecond(Stage stage) {
    long millis = (ROTATIONS + 1) * Pause.FOR_ALL_TO_LOOK.length().toMillis();
    return (int) (stage.lines() * 1_000L / millis);
  }

  private static Daemon.Habit reopeningForEachWrite(Stage stage) {
    return before -> {
      if (before != null) before.close();
      LogHandle[] log = {null};
      Await.until(Await.SOON, () -> (log[0] = openIfThere(stage)) != null, "the log to be there");
      return log[0];
    };
  }

  private static LogHandle openIfThere(Stage stage) throws IOException {
    try {
      return stage.openExisting();
    } catch (NoSuchFileException betweenRenameAndCreation) {
      return null;
    }
  }

  /** A program that goes on with its handle until a while after the file {@code told} is there. */
  private static final class LateReopening implements Daemon.Habit {
    private final Stage stage;
    private final Path told;
    private long toldNanos; // 0 until it is told

    LateReopening(Stage stage, Path told) {
      this.stage = stage;
      this.told = told;
    }

    @Override
    public LogHandle next(LogHandle before) throws IOException {
      if (before == null) return stage.openExisting();
      if (!Files.exists(told)) return before;
      long now = System.nanoTime();
      if (toldNanos == 0) toldNanos = now;
      if (now - toldNanos < Pause.BEFORE_REOPENING.length().toNanos()) return before;
      toldNanos = 0;
      Files.delete(told);
      before.close();
      return stage.openExisting();
    }
  }
}
