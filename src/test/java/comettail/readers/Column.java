package comettail.readers;

import java.util.ArrayList;
import java.util.List;

/** A column of the table: a contestant, or several that share it, each with its name. Immutable. */
record Column(String title, List<Contestant> contestants) {
  /** A column for each of Comet Tail's containers and for the floor, and one for all others. */
  static List<Column> of(List<Contestant> contestants) {
    List<Column> columns = new ArrayList<>();
    List<Contestant> others = new ArrayList<>();
    for (Contestant contestant : contestants) {
      if (contestant.isOurs() || contestant.id().equals("floor")) {
        columns.add(new Column(contestant.title(), List.of(contestant)));
      } else {
        others.add(contestant);
      }
    }
    if (!others.isEmpty()) columns.add(new Column("others", List.copyOf(others)));
    return columns;
  }
}
