package comettail.scenario;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the lines that were written: how many were never delivered, how many once more
 * than they were written, and how many came after a line that was written later. Immutable.
 *
 * <p>Equal lines are told apart by their count and by what stands between them.
 *
 * @param written how many lines there are
 * @param lost how many were never delivered
 * @param repeated how many were delivered once more
 * @param outOfOrder how many came right after one that was written later
 * @param foreign how many lines were delivered that nobody wrote: parts of lines, and runs of zero
 *     bytes
 */
record Tally(int written, int lost, int repeated, int outOfOrder, int foreign) {

  static Tally of(List<String> written, List<String> delivered) {
    Map<String, Deque<Integer>> places = new HashMap<>();
    for (int i = 0; i < written.size(); i++) {
      places.computeIfAbsent(written.get(i), line -> new ArrayDeque<>()).add(i);
    }
    Set<String> ambiguous = new HashSet<>();
    places.forEach((line, at) -> ambiguous.addAll(at.size() > 1 ? Set.of(line) : Set.of()));
    int repeated = 0;
    int outOfOrder = 0;
    int foreign = 0;
    int before = -1;
    for (String text : delivered) {
      String line = withoutLeadingZeros(text);
      if (line.length() < text.length()) foreign++;
      Deque<Integer> at = places.get(line);
      if (at == null) {
        foreign++;
      } else if (at.isEmpty()) {
        repeated++;
      } else {
        int place = at.remove();
        if (ambiguous.contains(line)) continue;
        if (place < before) outOfOrder++;
        before = place;
      }
    }
    int lost = places.values().stream().mapToInt(Deque::size).sum();
    Tally tally = new Tally(written.size(), lost, repeated, outOfOrder, foreign);
    if (!tally.isClean() || written.equals(delivered)) return tally;
    return new Tally(written.size(), 0, 0, differences(written, delivered), 0);
  }

  /** Returns whether every line was delivered once, in order, and nothing else was. */
  boolean isClean() {
    return lost == 0 && repeated == 0 && outOfOrder == 0 && foreign == 0;
  }

  @Override
  public String toString() {
    String counts = lost + " / " + repeated + " / " + outOfOrder;
    if (foreign > 0) counts += " (+" + foreign + ")";
    return isClean() ? counts : "**" + counts + "**";
  }

  private static String withoutLeadingZeros(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) == 0) i++;
    return text.substring(i);
  }

  /** Equal lines hide which of them is out of place: how many places hold another line. */
  private static int differences(List<String> written, List<String> delivered) {
    int differences = 0;
    for (int i = 0; i < written.size(); i++) {
      if (!written.get(i).equals(delivered.get(i))) differences++;
    }
    return differences;
  }
}
