package comettail.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Plays scenarios before programs that follow files, and prints a Markdown table of the lines that
 * each has lost, repeated, and delivered out of order. {@code bench/scenarios} runs it.
 */
public final class ScenarioRunner {
  private static final int NOT_CLEAN = 1;
  private static final int WRONG_USE = 2;

  private ScenarioRunner() {}

  /**
   * Plays what the command line asks for; the exit status is 1 if Comet Tail was not without fault,
   * and 2 if the command line makes no sense.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      if (!run(RunnerOptions.parse(arguments))) System.exit(NOT_CLEAN);
    } catch (IllegalArgumentException wrongUse) {
      System.err.println(wrongUse.getMessage());
      System.exit(WRONG_USE);
    }
    System.exit(0);
  }

  private static boolean run(RunnerOptions options) throws IOException, InterruptedException {
    if (!Logrotate.isInstalled()) System.err.println("logrotate is not installed");
    Map<TailProgram, Map<Scenario, Tally>> results = new LinkedHashMap<>();
    for (TailProgram program : options.programs()) {
      System.err.println(program.name() + " ...");
      results.put(program, play(program, options));
    }
    System.out.println(Versions.sentence(options) + "\n");
    System.out.print(new ResultTable(options.scenarios(), results));
    return results.entrySet().stream()
        .filter(result -> result.getKey() instanceof CometTailProgram)
        .allMatch(result -> result.getValue().values().stream().allMatch(Tally::isClean));
  }

  private static Map<Scenario, Tally> play(TailProgram program, RunnerOptions options)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("scenarios-").toRealPath();
    try {
      return new Performance(
              program, options.scenarios(), directory, options.lines(), options.seed())
          .play();
    } finally {
      deleteAll(directory);
    }
  }

  private static void deleteAll(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
