package comettail.readers;

import java.util.List;
import java.util.Optional;

/**
 * One question of the benchmark: what is asked of each contestant, and what is to be reached.
 * Immutable.
 *
 * @param id its name on the command line
 * @param title what it is, in the table
 * @param form the form that the readers ask for
 * @param parameters of the request, beside the log and the form; begins with {@code &}
 * @param load none for a reader that catches up with a large log
 * @param figures what the table tells of it
 */
record Row(
    String id,
    String title,
    String form,
    String parameters,
    Optional<Load> load,
    List<Figure> figures,
    List<Goal> goals) {
  private static final int FEW = 2;

  /** Whether it is asked for text as it is, which everybody can give. */
  boolean isPlain() {
    return form.equals("text") && parameters.isEmpty();
  }

  /** Whether it is for a program that can serve one log to so many readers, and is no point. */
  boolean isFor(int maxReaders) {
    return !isPoint() && load.map(l -> l.clients() <= maxReaders).orElse(false);
  }

  /** What tells it from other rows for a JVM that compiles what it often does. */
  String kind() {
    return form + parameters + isCatchingUp() + isForFew();
  }

  /** What is done for that; a few readers are served in another way than many. */
  Load toGetWarm() {
    return isForFew() ? Load.of(1, 1_000) : Rows.thousand();
  }

  /** For how long. */
  Timing timingToGetWarm() {
    return isForFew() ? Timing.WHILE_GETTING_WARM_FOR_FEW : Timing.WHILE_GETTING_WARM;
  }

  private boolean isForFew() {
    return load.map(l -> l.clients() <= FEW).orElse(false);
  }

  /** Whether it is a point of the chart. */
  boolean isPoint() {
    return id.startsWith("readers-") || id.startsWith("logs-");
  }

  /** Whether nothing is measured but what the streams hold while nothing is written. */
  boolean isAtRest() {
    return figures.equals(List.of(Figure.MEMORY));
  }

  boolean isCatchingUp() {
    return load.isEmpty();
  }
}
