package comettail.readers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that a run has to tell. Immutable.
 *
 * @param machine what it ran on
 */
record Report(
    ReadersOptions options,
    List<Contestant> contestants,
    Results results,
    Map<String, String> machine) {

  /** Prints the table, and writes it all as JSON and what has grown as a chart. */
  void publish(PrintStream out) throws IOException {
    out.println(conditions());
    out.print(new ReadersTable(options.rows(), Column.of(contestants), results));
    Path directory = Files.createDirectories(options.directory());
    Path json = directory.resolve("readers.json");
    Files.writeString(json, new ReadersJson(this).toString());
    Path chart = directory.resolve("readers.svg");
    Files.writeString(chart, new GrowthChart(contestants, results).toString());
    System.err.println("written: " + json + ", " + chart);
  }

  private String conditions() {
    String parts =
        machine.entrySet().stream()
            .map(part -> "- " + part.getKey() + ": " + part.getValue())
            .collect(Collectors.joining("\n"));
    return """
        %s
        - Comet Tail: `%s` `%s`
        - Jetty: `%s`
        - Tomcat: `%s`
        - rounds: %d, of which the table has the medians, and the sums of what was lost; %s s each

        """
        .formatted(
            parts,
            String.join(" ", Setup.JVM_OPTIONS),
            pairs(Setup.SETTINGS),
            pairs(Setup.JETTY),
            pairs(Setup.TOMCAT),
            options.rounds(),
            options.timing().measured());
  }

  private static String pairs(Map<String, Object> settings) {
    return settings.entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
  }
}
