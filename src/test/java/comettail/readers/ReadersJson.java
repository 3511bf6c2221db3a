package comettail.readers;

import comettail.bench.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run as JSON: every sample of every round, and what was reached. Immutable. */
record ReadersJson(Report report) {
  @Override
  public String toString() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", report.machine());
    json.put("jvmOptions", Setup.JVM_OPTIONS);
    json.put("settings", Setup.SETTINGS);
    json.put("jettyConnector", Setup.JETTY);
    json.put("tomcatConnector", Setup.TOMCAT);
    json.put("rounds", report.options().rounds());
    json.put("rows", report.options().rows().stream().map(this::row).toList());
    return Json.of(json);
  }

  private Map<String, Object> row(Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", row.id());
    json.put("title", row.title());
    json.put("toReach", row.goals().stream().map(Goal::toString).toList());
    Map<String, Object> contestants = new LinkedHashMap<>();
    for (Contestant contestant : report.contestants()) {
      if (contestant.takes(row)) contestants.put(contestant.id(), cell(row, contestant));
    }
    json.put("results", contestants);
    return json;
  }

  private Map<String, Object> cell(Row row, Contestant contestant) {
    Cell cell = report.results().cell(row.id(), contestant.id());
    if (!cell.isMeasured()) return Map.of("note", cell.note());
    Map<String, Object> json = new LinkedHashMap<>();
    if (contestant.isOurs()) json.put("reached", reached(row, contestant));
    List<TreeMap<String, Double>> samples =
        cell.samples().stream().map(sample -> new TreeMap<>(sample.numbers())).toList();
    json.put("rounds", samples);
    return json;
  }

  private Map<String, Boolean> reached(Row row, Contestant contestant) {
    Map<String, Boolean> json = new LinkedHashMap<>();
    for (Goal goal : row.goals()) {
      report
          .results()
          .isReached(row, contestant.id(), goal)
          .ifPresent(isReached -> json.put(goal.toString(), isReached));
    }
    return json;
  }
}
