package comettail.search;

import comettail.bench.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run of the benchmark as JSON: every round of every row. Immutable. */
record SearchJson(Report report) {
  @Override
  public String toString() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", report.machine());
    json.put("jvmOptions", CometTail.JVM_OPTIONS);
    json.put("locale", ShellTool.TEXT);
    json.put("rounds", report.options().rounds());
    json.put("rows", report.options().rows().stream().map(this::row).toList());
    return Json.of(json);
  }

  private Map<String, Object> row(Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", row.id());
    json.put("title", row.title());
    json.put("toReach", row.goal());
    json.put("logBytes", report.logs().of(row).bytes());
    json.put("sameOutput", !report.results().differ(row));
    Map<String, Object> contestants = new LinkedHashMap<>();
    for (Contestant contestant : report.contestants()) {
      if (contestant.takes(row)) contestants.put(contestant.id(), cell(row, contestant));
    }
    json.put("results", contestants);
    return json;
  }

  private Map<String, Object> cell(Row row, Contestant contestant) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "command", contestant.isOurs() ? row.request() : ((ShellTool) contestant).command(row));
    Cell cell = report.results().cell(row, contestant);
    if (!cell.isMeasured()) {
      json.put("note", cell.note());
      return json;
    }
    Run last = cell.runs().get(cell.runs().size() - 1);
    json.put("outputBytes", last.bytes());
    json.put("outputCrc32c", Long.toHexString(last.checksum()));
    json.put("seconds", cell.runs().stream().map(Run::seconds).toList());
    if (contestant.isOurs()) {
      json.put("firstSeconds", report.results().firstSeconds(row, contestant));
      json.put("busySeconds", cell.runs().stream().map(Run::busySeconds).toList());
    }
    return json;
  }
}
