package comettail.scenario;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every scenario that there is. */
final class Scenarios {
  /** All of them, in the order in which they are shown. */
  static final List<Scenario> ALL =
      Stream.of(
              GrowthScenarios.ALL,
              RenameScenarios.ALL,
              TruncationScenarios.ALL,
              NameScenarios.ALL,
              RenameScenarios.REPETITIVE,
              TruncationScenarios.REPETITIVE,
              NameScenarios.REPETITIVE,
              LogrotateScenarios.ALL,
              FrameworkScenarios.ALL)
          .flatMap(List::stream)
          .toList();

  private Scenarios() {}

  /** Those that this machine can play. */
  static List<Scenario> playable() {
    if (Logrotate.isInstalled()) return ALL;
    return ALL.stream().filter(scenario -> !LogrotateScenarios.ALL.contains(scenario)).toList();
  }

  /**
   * Those of these names.
   *
   * @throws IllegalArgumentException if there is none of a name
   */
  static List<Scenario> named(List<String> ids) {
    Map<String, Scenario> byId =
        ALL.stream().collect(Collectors.toMap(Scenario::id, Function.identity()));
    return ids.stream().map(id -> named(byId, id)).toList();
  }

  private static Scenario named(Map<String, Scenario> byId, String id) {
    Scenario scenario = byId.get(id);
    if (scenario == null) throw new IllegalArgumentException("no such scenario: " + id);
    return scenario;
  }
}
