package comettail.search;

import comettail.bench.Selection;
import comettail.harness.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code bench/search} was asked for. Immutable.
 *
 * @param rows which rows to measure
 * @param quick whether the log is small, and each row measured once, on one server
 */
record SearchOptions(List<Row> rows, boolean quick) {
  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with one sentence, if it makes no sense
   */
  static SearchOptions parse(String... arguments) {
    List<String> ids = new ArrayList<>(List.of(arguments));
    boolean quick = ids.remove("--quick");
    return new SearchOptions(Selection.of(ids, Rows.all(), Row::id), quick);
  }

  /** How large the log is. */
  int megabytes() {
    return quick ? 100 : 2_000;
  }

  /** How often each row is measured. */
  int rounds() {
    return quick ? 1 : 3;
  }

  List<Server> servers() {
    return quick ? List.of(Server.JETTY) : List.of(Server.JETTY, Server.TOMCAT11);
  }

  /** Where the files go: only a whole run goes over what the documents say. */
  Path directory() {
    boolean isWhole = !quick && rows.size() == Rows.all().size();
    return Path.of(isWhole ? "docs" : "target/search");
  }
}
