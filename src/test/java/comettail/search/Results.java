package comettail.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What has been measured so far, by row and contestant. Used by one thread at a time. */
final class Results {
  private static final Pattern STATUS = Pattern.compile("returned error: (\\d+)"); // of curl

  private final Map<Key, Double> first = new HashMap<>();
  private final Map<Key, List<Run>> runs = new HashMap<>();
  private final Map<Key, String> notes = new HashMap<>();

  private record Key(String row, String contestant) {}

  /** Keeps how long a contestant took that was asked for the first time. */
  void addFirst(Row row, Contestant contestant, double seconds) {
    first.putIfAbsent(key(row, contestant), seconds);
  }

  /** Keeps a run that counts, or, if nothing came of it, why. */
  void add(Row row, Contestant contestant, Run run) {
    if (!run.fault().isEmpty()) note(row, contestant, brief(run.fault()));
    else runs.computeIfAbsent(key(row, contestant), key -> new ArrayList<>()).add(run);
  }

  /** Notes why there is nothing to measure. */
  void note(Row row, Contestant contestant, String why) {
    notes.put(key(row, contestant), why);
  }

  boolean isNoted(Row row, Contestant contestant) {
    return notes.containsKey(key(row, contestant));
  }

  Cell cell(Row row, Contestant contestant) {
    Key key = key(row, contestant);
    if (notes.containsKey(key)) return new Cell(List.of(), notes.get(key));
    return runs.containsKey(key) ? new Cell(runs.get(key), "") : new Cell(List.of(), "–");
  }

  /** How long the first run took, by a server that had not been asked before; 0 if unknown. */
  double firstSeconds(Row row, Contestant contestant) {
    return first.getOrDefault(key(row, contestant), 0.0);
  }

  /** Whether not all runs of a row have printed the same. */
  boolean differ(Row row) {
    List<Run> all = new ArrayList<>();
    runs.forEach((key, some) -> all.addAll(key.row().equals(row.id()) ? some : List.of()));
    return all.stream().anyMatch(run -> !run.printedWhat(all.get(0)));
  }

  private static Key key(Row row, Contestant contestant) {
    return new Key(row.id(), contestant.id());
  }

  private static String brief(String fault) {
    Matcher status = STATUS.matcher(fault);
    if (status.find()) return "refused: " + status.group(1);
    return "failed: " + fault.lines().findFirst().orElse("?");
  }
}
