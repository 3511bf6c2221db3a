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

  /** Whether it is asked for text as it is, which everybody can give. */
  boolean isPlain() {
    return form.equals("text") && parameters.isEmpty();
  }

  boolean isCatchingUp() {
    return load.isEmpty();
  }
}
