package comettail.readers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What has been measured so far, by row and contestant. Used by one thread at a time. */
final class Results {
  private final Map<Key, List<Sample>> samples = new HashMap<>();
  private final Map<Key, String> notes = new HashMap<>();

  private record Key(String row, String contestant) {}

  void add(Row row, String contestant, Sample sample) {
    samples.computeIfAbsent(new Key(row.id(), contestant), key -> new ArrayList<>()).add(sample);
  }

  /** Notes why there is nothing to measure. */
  void note(Row row, String contestant, String why) {
    notes.put(new Key(row.id(), contestant), why);
  }

  Cell cell(String row, String contestant) {
    Key key = new Key(row, contestant);
    String note = notes.get(key);
    if (note != null) return Cell.absent(note);
    List<Sample> measured = samples.getOrDefault(key, List.of());
    return measured.isEmpty() ? Cell.absent("–") : Cell.of(measured);
  }

  /** By how many times a figure is the goal's reference's; empty if one of them is not measured. */
  OptionalDouble ratio(Row row, String contestant, Goal goal) {
    OptionalDouble base = base(row, contestant, goal);
    Cell cell = cell(row.id(), contestant);
    if (base.isEmpty() || !cell.isMeasured()) return OptionalDouble.empty();
    return OptionalDouble.of(cell.value(goal.figure()) / base.getAsDouble());
  }

  /** Whether the goal is reached; empty if that can't be told, or it is not for the contestant. */
  Optional<Boolean> isReached(Row row, String contestant, Goal goal) {
    Cell cell = cell(row.id(), contestant);
    if (!cell.isMeasured() || !goal.isFor(contestant)) return Optional.empty();
    OptionalDouble base = base(row, contestant, goal);
    if (goal.reference().isPresent() && base.isEmpty()) return Optional.empty();
    return Optional.of(goal.isReached(cell.value(goal.figure()), base.orElse(0)));
  }

  private OptionalDouble base(Row row, String contestant, Goal goal) {
    if (goal.reference().isEmpty()) return OptionalDouble.empty();
    Reference reference = goal.reference().get();
    Cell cell =
        cell(
            reference.row().isEmpty() ? row.id() : reference.row(),
            reference.contestant().isEmpty() ? contestant : reference.contestant());
    return cell.isMeasured()
        ? OptionalDouble.of(cell.value(goal.figure()))
        : OptionalDouble.empty();
  }
}
