package comettail.bench;

import java.util.List;
import java.util.function.Function;

/** What a command line names of what there is. Any thread. */
public final class Selection {
  private Selection() {}

  /**
   * Returns those of {@code rows} whose names begin with one of {@code names}, all of them without
   * any.
   *
   * @throws IllegalArgumentException with one sentence, if no row's name begins so
   */
  public static <R> List<R> of(List<String> names, List<R> rows, Function<R, String> id) {
    for (String name : names) {
      if (rows.stream().noneMatch(row -> id.apply(row).startsWith(name))) {
        throw new IllegalArgumentException(
            "no such row: %s; there are %s"
                .formatted(name, String.join(", ", rows.stream().map(id).toList())));
      }
    }
    return rows.stream()
        .filter(row -> names.isEmpty() || names.stream().anyMatch(id.apply(row)::startsWith))
        .toList();
  }
}
