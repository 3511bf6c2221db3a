package comettail.scenario;

import java.util.List;
import java.util.Map;

/**
 * What became of the lines of each scenario with each program, as a Markdown table. Immutable.
 *
 * @param scenarios the rows
 * @param results the columns
 */
record ResultTable(List<Scenario> scenarios, Map<TailProgram, Map<Scenario, Tally>> results) {
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder("| | the log is | lines |");
    results.keySet().forEach(p -> table.append(' ').append(p.name()).append(" |"));
    table.append("\n|---|---|---:|").append("---|".repeat(results.size())).append('\n');
    for (Scenario scenario : scenarios) {
      table.append("| ").append(scenario.id()).append(" | ").append(scenario.name()).append(" | ");
      table.append(linesOf(scenario)).append(" |");
      for (Map<Scenario, Tally> column : results.values()) {
        table.append(' ').append(column.get(scenario)).append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  /** How many lines were written; a program that writes all the time writes a few more or less. */
  private int linesOf(Scenario scenario) {
    return results.values().iterator().next().get(scenario).written();
  }
}
