package comettail.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What has been measured, as a Markdown table. Immutable.
 *
 * @param titles of the contestants, the table's columns, which {@code contestants} names
 */
record ReadersTable(
    List<Row> rows, List<String> contestants, List<String> titles, Results results) {
  private static final String REACHED = " ✓";
  private static final String MISSED = " ✗";

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder("| readers × lines/s | to reach | ");
    table.append(String.join(" | ", titles)).append(" |\n|---|---|");
    table.append("---|".repeat(titles.size())).append('\n');
    for (Row row : rows) {
      table.append("| ").append(row.title()).append(" | ").append(goals(row)).append(" |");
      for (String contestant : contestants) {
        table.append(' ').append(cell(row, contestant)).append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  private static String goals(Row row) {
    if (row.goals().isEmpty()) return "–";
    return row.goals().stream().map(Goal::toString).collect(Collectors.joining("<br>"));
  }

  private String cell(Row row, String contestant) {
    Cell cell = results.cell(row.id(), contestant);
    if (!cell.isMeasured()) return cell.note();
    List<String> lines = new ArrayList<>();
    lines.add(figure(row, contestant, cell, Figure.FAULTS));
    for (Figure figure : row.figures()) lines.add(figure(row, contestant, cell, figure));
    return String.join("<br>", lines);
  }

  private String figure(Row row, String contestant, Cell cell, Figure figure) {
    String text = figure.word() + " " + figure.written(cell.value(figure));
    for (Goal goal : row.goals()) {
      if (goal.figure() != figure || !goal.isFor(contestant)) continue;
      OptionalDouble ratio = results.ratio(row, contestant, goal);
      if (ratio.isPresent()) text += " (%.2f ×)".formatted(ratio.getAsDouble());
      text += results.isReached(row, contestant, goal).map(is -> is ? REACHED : MISSED).orElse("");
    }
    return text;
  }
}
