package comettail.readers;

import comettail.bench.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code bench/readers} was asked for. Immutable.
 *
 * @param rows which rows to measure
 * @param contestants which programs take part
 * @param quick whether each row is measured once, for a shorter time, and with fewer programs
 */
record ReadersOptions(List<Row> rows, List<String> contestants, boolean quick) {
  private static final List<String> USUAL =
      List.of("floor", "jetty", "tomcat11", "websocketd", "frontail", "nginx", "floor-tomcat");
  private static final List<String> FEW = List.of("floor", "jetty", "websocketd", "nginx");
  private static final List<String> CONTESTANTS =
      Stream.concat(USUAL.stream(), Stream.of("tomcat10")).toList();

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with one sentence, if it makes no sense
   */
  static ReadersOptions parse(String... arguments) {
    List<String> ids = new ArrayList<>();
    List<String> contestants = List.of();
    boolean quick = false;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--quick" -> quick = true;
        case "--servers" -> contestants = known(value(arguments, ++i).split(","));
        default -> ids.add(arguments[i]);
      }
    }
    if (contestants.isEmpty()) contestants = quick ? FEW : USUAL;
    return new ReadersOptions(Selection.of(ids, Rows.all(), Row::id), contestants, quick);
  }

  /** How often each row is measured. */
  int rounds() {
    return quick ? 1 : 3;
  }

  Timing timing() {
    return quick ? new Timing(0.5, 0.5, 2) : new Timing(0.5, 1, 8);
  }

  /** Whether everything is measured, so that the figures may stand in the documents. */
  boolean isWhole() {
    return !quick && rows.size() == Rows.all().size() && contestants.containsAll(USUAL);
  }

  /** Where the files go: only a whole run goes over what the documents say. */
  Path directory() {
    return Path.of(isWhole() ? "docs" : "target/readers");
  }

  private static String value(String[] arguments, int i) {
    if (i < arguments.length) return arguments[i];
    throw new IllegalArgumentException("no value: " + arguments[i - 1]);
  }

  private static List<String> known(String... contestants) {
    for (String contestant : contestants) {
      if (!CONTESTANTS.contains(contestant)) {
        throw new IllegalArgumentException(
            "no such server: " + contestant + "; there are " + String.join(", ", CONTESTANTS));
      }
    }
    return List.of(contestants);
  }
}
