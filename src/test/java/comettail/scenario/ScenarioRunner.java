package comettail.scenario;

import comettail.harness.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Plays every scenario before every program, and prints a Markdown table of the lines that each has
 * lost, repeated, and delivered out of order. {@code bench/scenarios} runs it.
 */
public final class ScenarioRunner {
  private static final int LINES = 20_000;

  private final List<String> programs = new ArrayList<>();
  private final List<String> scenarios = new ArrayList<>();
  private Server server = Server.JETTY;
  private int lines = LINES;
  private long seed = System.nanoTime();

  private ScenarioRunner(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("--")) {
        scenarios.add(argument);
        continue;
      }
      if (++i == arguments.length) throw new IllegalArgumentException("no value: " + argument);
      String value = arguments[i];
      switch (argument) {
        case "--programs" -> programs.addAll(List.of(value.split(",")));
        case "--lines" -> lines = Integer.parseInt(value);
        case "--seed" -> seed = Long.parseLong(value);
        case "--server" -> server = Server.valueOf(value.toUpperCase(Locale.ROOT));
        default -> throw new IllegalArgumentException("no such option: " + argument);
      }
    }
  }

  /**
   * Plays the scenarios that are named, or all; the exit status is 1 if Comet Tail was not without
   * fault.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(new ScenarioRunner(arguments).run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    List<Scenario> chosen = scenarios.isEmpty() ? Scenarios.playable() : Scenarios.named(scenarios);
    Map<TailProgram, Map<Scenario, Tally>> results = new LinkedHashMap<>();
    for (TailProgram program : chosenPrograms()) {
      System.err.println(program.description() + " ...");
      results.put(program, play(program, chosen));
    }
    System.out.println("Seed " + seed + ".\n");
    System.out.print(new ResultTable(chosen, results));
    return results.entrySet().stream()
        .filter(result -> result.getKey() instanceof CometTailProgram)
        .allMatch(result -> result.getValue().values().stream().allMatch(Tally::isClean));
  }

  private Map<Scenario, Tally> play(TailProgram program, List<Scenario> chosen)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("scenarios-").toRealPath();
    try {
      return new Performance(program, chosen, directory, lines, seed).play();
    } finally {
      deleteAll(directory);
    }
  }

  private List<TailProgram> chosenPrograms() {
    List<TailProgram> all =
        List.of(
            new CometTailProgram("comet", server, true),
            new CometTailProgram("comet-poll", server, false),
            new GnuTail("tail", List.of()),
            new GnuTail("tail-poll", List.of("---disable-inotify", "-s", "1")),
            new CommonsIo("commons-io"));
    for (String id : programs) {
      if (all.stream().noneMatch(program -> program.id().equals(id))) {
        throw new IllegalArgumentException("no such program: " + id);
      }
    }
    return all.stream().filter(p -> programs.isEmpty() || programs.contains(p.id())).toList();
  }

  private static void deleteAll(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
