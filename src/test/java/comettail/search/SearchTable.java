package comettail.search;

import java.util.List;
import java.util.Locale;

/** What has been measured, as a Markdown table. Immutable, if the results are not added to. */
record SearchTable(List<Row> rows, List<Contestant> contestants, Logs logs, Results results) {
  private static final String REACHED = " ✓";
  private static final String MISSED = " ✗";
  private static final String NEXT_LINE = "<br>";

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder("| what | to reach |");
    for (Contestant contestant : contestants)
      table.append(' ').append(contestant.title()).append(" |");
    table.append("\n|---|---|").append("---|".repeat(contestants.size())).append('\n');
    for (Row row : rows) {
      table.append("| ").append(row.title());
      if (results.differ(row)) table.append(NEXT_LINE).append("**not the same output**");
      table.append(" | ").append(row.goal()).append(" |");
      for (Contestant contestant : contestants) {
        table.append(' ').append(cell(row, contestant)).append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  private String cell(Row row, Contestant contestant) {
    Cell cell = results.cell(row, contestant);
    if (!cell.isMeasured()) return cell.note();
    StringBuilder text = new StringBuilder(time(cell.seconds()));
    if (row.isVolume()) {
      text.append(", at first ").append(time(results.firstSeconds(row, contestant)));
    } else if (row.isOfWholeLog()) {
      text.append(", ").append(rate(bytes(row) / cell.seconds()));
    }
    if (contestant.isOurs()) text.append(comparison(row, cell));
    return text.toString();
  }

  private String comparison(Row row, Cell ours) {
    StringBuilder text = new StringBuilder();
    for (ShellTool tool : ShellTool.values()) {
      Cell theirs = results.cell(row, tool);
      if (!theirs.isMeasured()) continue;
      double ratio = ours.seconds() / theirs.seconds();
      text.append(NEXT_LINE).append("%.2f × %s".formatted(ratio, tool.word(row)));
      if (row.goal() == Goal.AS_QUICK && tool == ShellTool.GNU) text.append(mark(row, ours));
    }
    if (row.goal() == Goal.A_CORE) {
      text.append(NEXT_LINE).append(rate(bytes(row) / ours.busySeconds())).append(" a core");
      text.append(mark(row, ours));
    }
    return text.toString();
  }

  private String mark(Row row, Cell ours) {
    return row.goal()
        .isReached(ours, results.cell(row, ShellTool.GNU), bytes(row))
        .map(isReached -> isReached ? REACHED : MISSED)
        .orElse("");
  }

  private long bytes(Row row) {
    return logs.of(row).bytes();
  }

  private static String rate(double bytesPerSecond) {
    return "%,.0f MB/s".formatted(bytesPerSecond / 1e6);
  }

  /** Three digits of it. */
  static String time(double seconds) {
    boolean isLong = seconds >= 1;
    double value = isLong ? seconds : seconds * 1e3;
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value) + (isLong ? " s" : " ms");
  }
}
