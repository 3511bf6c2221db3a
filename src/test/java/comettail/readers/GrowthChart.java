package comettail.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * What a delivered line costs as readers and logs become more, as an SVG picture of two panels that
 * is readable on light and dark pages. Immutable, if the results are not added to.
 */
record GrowthChart(List<Contestant> contestants, Results results) {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 330;
  private static final int PANEL_WIDTH = 340;
  private static final int PANEL_HEIGHT = 190;
  private static final int TOP = 84;
  private static final int LEFT = 60;
  private static final int BETWEEN = 70;
  private static final int STEPS = 4; // of the vertical scale

  /** A line in a panel: the cost at each step, NaN where it was not measured. */
  private record Series(int style, String title, double[] micros) {}

  @Override
  public String toString() {
    List<Series> byReaders = series(Rows.CLIENTS, Rows::clientsId);
    List<Series> byLogs = series(Rows.LOGS, Rows::logsId);
    double top = Math.max(highest(byReaders), highest(byLogs));
    double step = niceStep(top / STEPS);
    StringBuilder svg = new StringBuilder();
    svg.append(head());
    legend(svg, byReaders);
    panel(svg, LEFT, "readers of one log", Rows.CLIENTS, byReaders, step);
    int second = LEFT + PANEL_WIDTH + BETWEEN;
    panel(svg, second, "logs, with 1,000 readers", Rows.LOGS, byLogs, step);
    return svg.append("</svg>\n").toString();
  }

  private List<Series> series(List<Integer> steps, IntFunction<String> row) {
    List<Series> all = new ArrayList<>();
    for (Contestant contestant : contestants) {
      double[] micros =
          steps.stream()
              .map(step -> results.cell(row.apply(step), contestant.id()))
              .mapToDouble(cell -> cell.isMeasured() ? cell.value(Figure.CPU) : Double.NaN)
              .toArray();
      boolean isThere = false;
      for (double value : micros) isThere |= !Double.isNaN(value);
      if (isThere) all.add(new Series(contestants.indexOf(contestant), contestant.title(), micros));
    }
    return all;
  }

  private static double highest(List<Series> all) {
    double highest = 0.1;
    for (Series series : all) {
      for (double value : series.micros()) if (value > highest) highest = value;
    }
    return highest;
  }

  /** The next larger of 1, 2, 2.5 and 5 times a power of ten. */
  static double niceStep(double step) {
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    for (double nice : new double[] {1, 2, 2.5, 5}) {
      if (nice * power >= step * 0.999) return nice * power;
    }
    return 10 * power;
  }

  private static String head() {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="t">
          <title id="t">CPU time a delivered line as readers and logs become more</title>
          <style>
            text { font: 13px system-ui, sans-serif; fill: #57606a }
            .title { font-size: 15px; fill: #1f2328 }
            .grid { stroke: #d0d7de }
            .s0 { --c: #6e7781 } .s1 { --c: #0969da } .s2 { --c: #bc4c00 } .s3 { --c: #1a7f37 }
            @media (prefers-color-scheme: dark) {
              text { fill: #9198a1 }
              .title { fill: #f0f6fc }
              .grid { stroke: #3d444d }
              .s0 { --c: #9198a1 } .s1 { --c: #58a6ff } .s2 { --c: #f0883e } .s3 { --c: #3fb950 }
            }
            polyline { fill: none; stroke: var(--c); stroke-width: 2; stroke-linejoin: round }
            circle { fill: var(--c) }
          </style>
          <text class="title" x="%d" y="24">CPU time of the server for each delivered line, µs</text>
        """
        .formatted(WIDTH, HEIGHT, LEFT);
  }

  private static void legend(StringBuilder svg, List<Series> all) {
    int x = LEFT;
    for (Series series : all) {
      svg.append(
          """
            <g class="s%d"><circle cx="%d" cy="46" r="5"/><text x="%d" y="51">%s</text></g>
          """
              .formatted(series.style(), x + 5, x + 16, series.title()));
      x += 50 + series.title().length() * 8;
    }
  }

  private static void panel(
      StringBuilder svg,
      int left,
      String title,
      List<Integer> steps,
      List<Series> all,
      double step) {
    for (int i = 0; i <= STEPS; i++) {
      double y = y(i * step, step);
      svg.append(
          """
            <line class="grid" x1="%d" x2="%d" y1="%s" y2="%s"/>
            <text x="%d" y="%s" text-anchor="end">%s</text>
          """
              .formatted(
                  left,
                  left + PANEL_WIDTH,
                  number(y),
                  number(y),
                  left - 8,
                  number(y + 4),
                  number(i * step)));
    }
    for (int i = 0; i < steps.size(); i++) {
      svg.append(
          """
            <text x="%d" y="%d" text-anchor="middle">%s</text>
          """
              .formatted(x(left, i), TOP + PANEL_HEIGHT + 20, "%,d".formatted(steps.get(i))));
    }
    svg.append(
        """
          <text x="%d" y="%d" text-anchor="middle">%s</text>
        """
            .formatted(left + PANEL_WIDTH / 2, TOP + PANEL_HEIGHT + 42, title));
    for (Series series : all) line(svg, left, series, step);
  }

  private static void line(StringBuilder svg, int left, Series series, double step) {
    StringBuilder points = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < series.micros().length; i++) {
      double value = series.micros()[i];
      if (Double.isNaN(value)) continue;
      String y = number(y(value, step));
      points.append(x(left, i)).append(',').append(y).append(' ');
      dots.append("<circle cx=\"%d\" cy=\"%s\" r=\"4\"/>".formatted(x(left, i), y));
    }
    svg.append(
        """
          <g class="s%d"><polyline points="%s"/>%s</g>
        """
            .formatted(series.style(), points.toString().strip(), dots));
  }

  private static int x(int left, int i) {
    return left + 20 + i * (PANEL_WIDTH - 40) / 3;
  }

  private static double y(double micros, double step) {
    return TOP + PANEL_HEIGHT * (1 - micros / (STEPS * step));
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
