package comettail.scenario;

import comettail.harness.Server;
import comettail.scenario.CometTailProgram.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code bench/scenarios} was asked for. Immutable.
 *
 * @param scenarios which scenarios to play
 * @param programs which programs to play them before
 * @param lines about how many lines each scenario writes
 * @param seed decides the sizes of writes
 */
record RunnerOptions(List<Scenario> scenarios, List<TailProgram> programs, int lines, long seed) {

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with one sentence, if it makes no sense
   */
  static RunnerOptions parse(String[] arguments) {
    List<String> scenarios = new ArrayList<>();
    List<String> programs = List.of();
    Server server = Server.JETTY;
    Form form = Form.TEXT;
    int lines = 20_000;
    long seed = System.nanoTime();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--programs" -> programs = List.of(value(arguments, ++i).split(","));
        case "--server" -> server = Server.valueOf(value(arguments, ++i).toUpperCase(Locale.ROOT));
        case "--form" -> form = Form.valueOf(value(arguments, ++i).toUpperCase(Locale.ROOT));
        case "--lines" -> lines = Integer.parseInt(value(arguments, ++i));
        case "--seed" -> seed = Long.parseLong(value(arguments, ++i));
        default -> scenarios.add(arguments[i]);
      }
    }
    List<Scenario> played = scenarios.isEmpty() ? Scenarios.playable() : Scenarios.named(scenarios);
    return new RunnerOptions(played, named(programs, TailProgram.all(server, form)), lines, seed);
  }

  private static String value(String[] arguments, int i) {
    if (i < arguments.length) return arguments[i];
    throw new IllegalArgumentException("no value: " + arguments[i - 1]);
  }

  private static List<TailProgram> named(List<String> ids, List<TailProgram> all) {
    for (String id : ids) {
      if (all.stream().noneMatch(program -> program.id().equals(id))) {
        throw new IllegalArgumentException("no such program: " + id);
      }
    }
    return all.stream().filter(program -> ids.isEmpty() || ids.contains(program.id())).toList();
  }
}
