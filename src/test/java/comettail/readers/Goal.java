package comettail.readers;

import java.util.Optional;

/**
 * What a contestant is to reach in a row: a bound for one figure. Immutable.
 *
 * @param limit the bound itself, or, if there is a reference, how many times the reference's figure
 * @param contestants the goal is for those whose names begin so
 */
record Goal(
    Figure figure, boolean most, double limit, Optional<Reference> reference, String contestants) {

  static Goal nothingLost() {
    return atMost(Figure.FAULTS, 0);
  }

  static Goal atMost(Figure figure, double limit) {
    return new Goal(figure, true, limit, Optional.empty(), "");
  }

  static Goal atLeast(Figure figure, double limit) {
    return new Goal(figure, false, limit, Optional.empty(), "");
  }

  static Goal atMost(Figure figure, double times, Reference reference) {
    return new Goal(figure, true, times, Optional.of(reference), "");
  }

  static Goal atLeast(Figure figure, double times, Reference reference) {
    return new Goal(figure, false, times, Optional.of(reference), "");
  }

  /** The same goal, for contestants whose names begin so. */
  Goal on(String contestants) {
    return new Goal(figure, most, limit, reference, contestants);
  }

  boolean isFor(String contestant) {
    return contestant.startsWith(contestants);
  }

  /** Whether a value reaches the goal; {@code base} is the reference's value, if there is one. */
  boolean isReached(double value, double base) {
    double bound = reference.isPresent() ? limit * base : limit;
    return most ? value <= bound : value >= bound;
  }

  /** The goal in words. */
  @Override
  public String toString() {
    if (figure == Figure.FAULTS) return "nothing lost";
    String bound =
        reference.map(r -> "%s × %s".formatted(trimmed(limit), r.words())).orElse(written());
    String place = contestants.isEmpty() ? "" : " on " + contestants;
    return figure.word() + (most ? " ≤ " : " ≥ ") + bound + place;
  }

  private String written() {
    return figure.written(limit).replaceAll("\\.0+ ", " ");
  }

  private static String trimmed(double number) {
    return Double.toString(number).replaceAll("\\.0$", "");
  }
}
