package comettail.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What has been measured, as a Markdown table. Immutable, if the results are not added to. */
record ReadersTable(List<Row> rows, List<Column> columns, Results results) {
  private static final String REACHED = " ✓";
  private static final String MISSED = " ✗";
  private static final double ENOUGH = 0.95; // of the lines that are to be written
  private static final String NEXT_LINE = "<br>";

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder("| what | to reach |");
    for (Column column : columns) table.append(' ').append(column.title()).append(" |");
    table.append("\n|---|---|").append("---|".repeat(columns.size())).append('\n');
    for (Row row : rows) {
      table.append("| ").append(row.title()).append(" | ").append(goals(row)).append(" |");
      for (Column column : columns) table.append(' ').append(cell(row, column)).append(" |");
      table.append('\n');
    }
    return table.toString();
  }

  private static String goals(Row row) {
    if (row.goals().isEmpty()) return "–";
    return row.goals().stream().map(Goal::toString).collect(Collectors.joining(NEXT_LINE));
  }

  private String cell(Row row, Column column) {
    String text =
        column.contestants().stream()
            .filter(contestant -> contestant.takes(row))
            .map(contestant -> cell(row, contestant, column.contestants().size() > 1))
            .collect(Collectors.joining(NEXT_LINE));
    return text.isEmpty() ? "–" : text;
  }

  private String cell(Row row, Contestant contestant, boolean isNamed) {
    String name = isNamed ? contestant.title() + ": " : "";
    Cell cell = results.cell(row.id(), contestant.id());
    if (!cell.isMeasured()) return name + cell.note();
    List<String> figures = new ArrayList<>();
    if (!row.isAtRest()) figures.add(figure(row, contestant, cell, Figure.FAULTS));
    if (fellShort(row, cell)) {
      figures.add("only " + Figure.WRITTEN.written(cell.value(Figure.WRITTEN)));
    }
    for (Figure figure : row.figures()) figures.add(figure(row, contestant, cell, figure));
    return name + String.join(isNamed ? ", " : NEXT_LINE, figures);
  }

  /** Whether the server left the writer so little time that the row is not what its title says. */
  private static boolean fellShort(Row row, Cell cell) {
    if (row.isCatchingUp() || row.isAtRest()) return false;
    int wanted = row.load().orElseThrow().linesPerSecond();
    return cell.value(Figure.WRITTEN) < ENOUGH * wanted;
  }

  private String figure(Row row, Contestant contestant, Cell cell, Figure figure) {
    String text = figure.told(cell.value(figure));
    if (!contestant.isOurs()) return text;
    for (Goal goal : row.goals()) {
      if (goal.figure() != figure || !goal.isFor(contestant.id())) continue;
      OptionalDouble ratio = results.ratio(row, contestant.id(), goal);
      if (ratio.isPresent()) text += " (%.2f ×)".formatted(ratio.getAsDouble());
      text +=
          results
              .isReached(row, contestant.id(), goal)
              .map(isReached -> isReached ? REACHED : MISSED)
              .orElse("");
    }
    return text;
  }
}
