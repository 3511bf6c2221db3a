package comettail.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every scenario that there is. */
final class Scenarios {
  private Scenarios() {}

  /** All of them, in the order in which they are shown. */
  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    all.addAll(GrowthScenarios.all());
    all.addAll(RenameScenarios.all());
    all.addAll(TruncationScenarios.all());
    all.addAll(NameScenarios.all());
    all.addAll(RenameScenarios.repetitive());
    all.addAll(TruncationScenarios.repetitive());
    all.addAll(NameScenarios.repetitive());
    all.addAll(LogrotateScenarios.all());
    all.addAll(FrameworkScenarios.all());
    return all;
  }

  /** Those that this machine can play. */
  static List<Scenario> playable() {
    List<Scenario> playable = all();
    if (!Logrotate.isInstalled()) playable.removeAll(LogrotateScenarios.all());
    return playable;
  }

  /**
   * Those of these names.
   *
   * @throws IllegalArgumentException if there is none of a name
   */
  static List<Scenario> named(List<String> ids) {
    Map<String, Scenario> byId =
        all().stream().collect(Collectors.toMap(Scenario::id, Function.identity()));
    return ids.stream().map(id -> named(byId, id)).toList();
  }

  private static Scenario named(Map<String, Scenario> byId, String id) {
    Scenario scenario = byId.get(id);
    if (scenario == null) throw new IllegalArgumentException("no such scenario: " + id);
    return scenario;
  }
}
