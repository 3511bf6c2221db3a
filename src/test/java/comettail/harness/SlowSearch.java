package comettail.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A search done the slow way, line by line through the whole log: what is found should be this.
 *
 * @param match what an event must have, or null
 * @param exclude what it must not have, or null
 * @param errors whether it must be an error, by the word ERROR; INFO is none
 * @param multiline whether an event may have several lines
 * @param before how many lines before an event go with it
 * @param after how many lines after it do
 */
public record SlowSearch(
    String match, String exclude, boolean errors, boolean multiline, int before, int after) {
  private static final Pattern GOES_ON = Pattern.compile("[ \\t].*|}|XError: .*");

  /** A line that is found, or is near one that is. */
  public record Found(String text, boolean context) {}

  /** Returns the lines that belong together, together, in the log's order. */
  public List<List<Found>> in(List<String> log) {
    boolean[] passes = passing(log);
    List<List<Found>> groups = new ArrayList<>();
    int last = -2;
    for (int i = 0; i < log.size(); i++) {
      if (!isNear(passes, i)) continue;
      boolean begins = isAlone() ? startsEvent(log, i) : i != last + 1;
      if (begins || groups.isEmpty()) groups.add(new ArrayList<>());
      groups.get(groups.size() - 1).add(new Found(log.get(i), !passes[i]));
      last = i;
    }
    return groups;
  }

  /** Returns the same, the last first. */
  public List<List<Found>> newestFirst(List<String> log) {
    List<List<Found>> groups = in(log);
    Collections.reverse(groups);
    return groups;
  }

  /** Returns lines with what stands between groups, and a mark on those that do not pass. */
  public List<String> told(List<List<Found>> groups) {
    List<String> told = new ArrayList<>();
    for (List<Found> group : groups) {
      if (!told.isEmpty() && !isAlone()) told.add("--");
      for (Found line : group) told.add((line.context() ? "~" : "") + line.text());
    }
    return told;
  }

  private boolean isAlone() {
    return before + after == 0;
  }

  private boolean isNear(boolean[] passes, int i) {
    for (int n = Math.max(0, i - after); n <= i + before && n < passes.length; n++) {
      if (passes[n]) return true;
    }
    return false;
  }

  private boolean startsEvent(List<String> log, int i) {
    return i == 0 || !multiline || !GOES_ON.matcher(log.get(i)).matches();
  }

  private boolean[] passing(List<String> log) {
    boolean[] passes = new boolean[log.size()];
    boolean serious = true;
    for (int i = 0; i < log.size(); ) {
      int end = i + 1;
      while (end < log.size() && !startsEvent(log, end)) end++;
      if (log.get(i).contains("ERROR")) serious = true;
      else if (log.get(i).contains("INFO")) serious = false;
      int until = i;
      while (until < end && (exclude == null || !log.get(until).contains(exclude))) until++;
      boolean found = log.subList(i, until).stream().anyMatch(this::hasMatch);
      if (found && (serious || !errors)) Arrays.fill(passes, i, until, true);
      i = end;
    }
    return passes;
  }

  private boolean hasMatch(String line) {
    return match == null || line.contains(match);
  }
}
