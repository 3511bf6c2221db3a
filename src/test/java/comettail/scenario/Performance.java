package comettail.scenario;

import comettail.harness.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Scenarios that are played before one program, each with a log of its own and all at the same
 * time. Used by one thread at a time.
 */
final class Performance {
  private final TailProgram program;
  private final Path root;
  private final Path workshop;
  private final Map<Scenario, Stage> stages = new LinkedHashMap<>();

  /**
   * Sets the stages.
   *
   * @param directory an empty directory for everything
   * @param lines about how many lines each scenario writes
   * @param seed decides the sizes of writes
   */
  Performance(TailProgram program, List<Scenario> scenarios, Path directory, int lines, long seed)
      throws IOException {
    this.program = program;
    this.root = Files.createDirectories(directory.resolve("root"));
    this.workshop = directory.resolve("workshop");
    for (Scenario scenario : scenarios) {
      Path log = root.resolve(nameOf(scenario, scenario.files().first()));
      Path bench = workshop.resolve(scenario.id());
      Random random = new Random(seed);
      stages.put(scenario, new Stage(log, bench, scenario.wording(), lines, random));
    }
  }

  /** Plays all scenarios, and returns what became of the lines of each. */
  Map<Scenario, Tally> play() throws IOException, InterruptedException {
    List<String> logs = stages.keySet().stream().map(this::logOf).toList();
    ExecutorService players = Executors.newCachedThreadPool();
    try (TailProgram.Following following = program.follow(root, logs)) {
      Map<String, Delivery> deliveries = following.deliveries();
      awaitFirstLines(deliveries.values());
      Map<Scenario, Future<Tally>> futures = new LinkedHashMap<>();
      stages.forEach(
          (scenario, stage) ->
              futures.put(
                  scenario,
                  players.submit(() -> play(scenario, stage, deliveries.get(logOf(scenario))))));
      Map<Scenario, Tally> tallies = new LinkedHashMap<>();
      for (var entry : futures.entrySet()) {
        tallies.put(entry.getKey(), result(entry.getKey(), entry.getValue()));
      }
      return tallies;
    } finally {
      players.shutdownNow();
    }
  }

  /** Waits until each log is followed; a program that can't follow one has had its chance. */
  private static void awaitFirstLines(Collection<Delivery> deliveries) throws InterruptedException {
    long deadline = System.nanoTime() + Await.SOON.toNanos();
    for (Delivery delivery : deliveries) {
      delivery.reaches(1, Duration.ofNanos(deadline - System.nanoTime()));
    }
  }

  private static Tally play(Scenario scenario, Stage stage, Delivery delivery) throws Exception {
    stage.isFollowedBy(delivery);
    scenario.script().play(stage);
    List<String> written = stage.ledger().lines();
    delivery.settle(written.size());
    return Tally.of(written, delivery.lines());
  }

  private static Tally result(Scenario scenario, Future<Tally> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("could not be played: " + scenario, e.getCause());
    }
  }

  private String logOf(Scenario scenario) {
    return nameOf(scenario, program.logOf(scenario.files()));
  }

  /** Each scenario has a directory of its own. */
  private static String nameOf(Scenario scenario, String log) {
    return scenario.id() + "/" + log;
  }
}
