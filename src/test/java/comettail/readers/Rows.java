package comettail.readers;

import static comettail.readers.Figure.CPU;
import static comettail.readers.Figure.LOG_RATE;
import static comettail.readers.Figure.MEMORY;
import static comettail.readers.Figure.P50;
import static comettail.readers.Figure.P99;
import static comettail.readers.Reference.FLOOR;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of the table, and the points of the chart. */
final class Rows {
  /** A line is 120 bytes; 1,000 readers of single lines would measure the kernel's calls alone. */
  private static final int BURST = 10;

  /** What the cost is compared at: this many lines a second to all readers together. */
  private static final int DELIVERED_PER_SECOND = 100_000;

  private static final int MAX_LINES_PER_SECOND = 1_000;

  static final List<Integer> CLIENTS = List.of(10, 100, 1_000, 10_000);
  static final List<Integer> LOGS = List.of(1, 10, 100, 1_000);

  private Rows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        text(
            "one",
            "1 reader × 100 lines/s",
            Load.of(1, 100),
            Goal.nothingLost(),
            Goal.atMost(P50, 2, FLOOR),
            Goal.atMost(P99, 5)));
    rows.add(
        text(
            "hundreds",
            "200 × 1,000 lines/s",
            Load.of(200, 1_000),
            Goal.nothingLost(),
            Goal.atMost(P99, 20),
            Goal.atMost(CPU, 1, FLOOR)));
    rows.add(
        text(
            "text",
            "1,000 × 1,000 lines/s, text",
            thousand(),
            Goal.nothingLost(),
            Goal.atMost(P99, 60),
            Goal.atMost(CPU, 1.25, FLOOR)));
    for (String form : List.of("html", "sse", "ndjson")) rows.add(inForm(form));
    rows.add(
        text(
            "double",
            "1,000 × 2,000 lines/s",
            Load.of(1_000, 2_000).inBurstsOf(BURST),
            Goal.nothingLost(),
            Goal.atMost(P99, 1_000)));
    rows.add(
        text(
            "ten-thousand",
            "10,000 × 20 lines/s",
            Load.of(10_000, 20),
            Goal.nothingLost(),
            Goal.atMost(P99, 250)));
    rows.add(resting());
    rows.add(
        filtered(
            "same-filter",
            "1,000 × 1,000 lines/s, one filter",
            "&match=order",
            Goal.nothingLost(),
            Goal.atMost(CPU, 1.3, Reference.ownIn("text", "without a filter"))));
    rows.add(filtered("filters", "1,000 × 1,000 lines/s, 1,000 filters", "&match={part}"));
    rows.add(
        text(
            "live",
            "500 × 1,000 lines/s",
            Load.of(500, 1_000).inBurstsOf(BURST),
            Goal.nothingLost()));
    rows.add(
        text(
            "stalled",
            "500 × 1,000 lines/s beside 500 that do not read",
            Load.of(500, 1_000).inBurstsOf(BURST).besideStalled(500),
            Goal.nothingLost(),
            Goal.atMost(P99, 1.5, Reference.ownIn("live", "without them"))));
    rows.add(catchingUp("text", Goal.atLeast(LOG_RATE, 0.5, Reference.other("nginx", "nginx's"))));
    rows.add(catchingUp("html", Goal.atLeast(LOG_RATE, 300e6)));
    rows.addAll(growth());
    return rows;
  }

  /** The points of the chart: each reader gets ten lines at a time, however many there are. */
  static List<Row> growth() {
    List<Row> rows = new ArrayList<>();
    for (int clients : CLIENTS) {
      int rate = Math.min(MAX_LINES_PER_SECOND, DELIVERED_PER_SECOND / clients);
      String title = "%,d readers × %,d lines/s".formatted(clients, rate);
      rows.add(text(clientsId(clients), title, Load.of(clients, rate).inBurstsOf(BURST)));
    }
    for (int logs : LOGS) {
      if (logs == 1) continue; // is a point of the readers
      int clients = 1_000;
      int rate = DELIVERED_PER_SECOND / clients * logs;
      String title = "%,d readers of %,d logs × 100 lines/s".formatted(clients, logs);
      Load load = Load.of(clients, rate).inBurstsOf(BURST).overLogs(logs);
      rows.add(text(logsId(logs), title, load));
    }
    return rows;
  }

  static String clientsId(int clients) {
    return "readers-" + clients;
  }

  static String logsId(int logs) {
    return logs == 1 ? clientsId(1_000) : "logs-" + logs;
  }

  /** What most rows ask of many readers. */
  static Load thousand() {
    return Load.of(1_000, 1_000).inBurstsOf(BURST);
  }

  private static Row text(String id, String title, Load load, Goal... goals) {
    return new Row(
        id, title, "text", "", Optional.of(load), List.of(P50, P99, CPU), List.of(goals));
  }

  private static Row inForm(String form) {
    return new Row(
        form,
        "1,000 × 1,000 lines/s, " + form,
        form,
        "",
        Optional.of(thousand()),
        List.of(P50, P99, CPU),
        List.of(
            Goal.nothingLost(),
            Goal.atMost(P99, 60),
            Goal.atMost(CPU, 1.5, Reference.floorIn("text"))));
  }

  private static Row resting() {
    return new Row(
        "memory",
        "10,000 at rest: resident memory",
        "text",
        "",
        Optional.of(Load.of(10_000, 20)),
        List.of(MEMORY),
        List.of(Goal.atMost(MEMORY, 20e3).on("jetty"), Goal.atMost(MEMORY, 110e3).on("tomcat")));
  }

  private static Row filtered(String id, String title, String parameters, Goal... goals) {
    return new Row(
        id,
        title,
        "text",
        parameters,
        Optional.of(thousand()),
        List.of(P50, P99, CPU),
        List.of(goals));
  }

  private static Row catchingUp(String form, Goal goal) {
    return new Row(
        "catch-up-" + form,
        "catching up with a log of 1 GB, " + form,
        form,
        "",
        Optional.empty(),
        List.of(LOG_RATE),
        List.of(Goal.nothingLost(), goal));
  }
}
