package comettail.readers;

import java.util.List;

/**
 * What one contestant did in one row: a sample for each round, or a note why there is none.
 * Immutable.
 *
 * @param note empty if there are samples
 */
record Cell(List<Sample> samples, String note) {
  Cell {
    samples = List.copyOf(samples);
    if (samples.isEmpty() == note.isEmpty()) {
      throw new IllegalArgumentException("either samples or a note: " + samples + note);
    }
  }

  static Cell of(List<Sample> samples) {
    return new Cell(samples, "");
  }

  static Cell absent(String note) {
    return new Cell(List.of(), note);
  }

  boolean isMeasured() {
    return note.isEmpty();
  }

  /** Returns the median of the rounds, the lower one of two, but for faults their sum. */
  double value(Figure figure) {
    if (figure == Figure.FAULTS) return samples.stream().mapToDouble(figure::of).sum();
    double[] values = samples.stream().mapToDouble(figure::of).sorted().toArray();
    return values[(values.length - 1) / 2];
  }
}
