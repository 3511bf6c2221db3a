package comettail.search;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one contestant did in one row: a run of each round, or a note why there is none. Immutable.
 *
 * @param note empty if there are runs
 */
record Cell(List<Run> runs, String note) {
  Cell {
    runs = List.copyOf(runs);
    if (runs.isEmpty() == note.isEmpty()) {
      throw new IllegalArgumentException("either runs or a note: " + runs + note);
    }
  }

  boolean isMeasured() {
    return note.isEmpty();
  }

  double seconds() {
    return median(Run::seconds);
  }

  double busySeconds() {
    return median(Run::busySeconds);
  }

  /** The lower one of two. */
  private double median(ToDoubleFunction<Run> figure) {
    double[] values = runs.stream().mapToDouble(figure).sorted().toArray();
    return values[(values.length - 1) / 2];
  }
}
