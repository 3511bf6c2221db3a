package comettail.readers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that a run has to tell: a page in Markdown, with one table, the same as JSON, and a chart.
 * Immutable, if the results are not added to.
 *
 * @param machine what it ran on
 */
record Report(
    ReadersOptions options,
    List<Contestant> contestants,
    Results results,
    Map<String, String> machine) {

  /** Prints the page, and writes it, the JSON and the chart. */
  void publish(PrintStream out) throws IOException {
    out.print(this);
    Path directory = Files.createDirectories(options.directory());
    Files.writeString(directory.resolve("readers.md"), toString());
    Files.writeString(directory.resolve("readers.json"), new ReadersJson(this).toString());
    Path chart = directory.resolve("readers.svg");
    Files.writeString(chart, new GrowthChart(contestants, results).toString());
    System.err.println("written: readers.md, readers.json and readers.svg in " + directory);
  }

  @Override
  public String toString() {
    return introduction() + conditions() + "\n" + table() + "\n![](readers.svg)\n";
  }

  private String table() {
    return new ReadersTable(options.rows(), Column.of(contestants), results).toString();
  }

  private static String introduction() {
    return """
        # Many readers

        `bench/readers` has printed this page. A program (`bench/load.c`) appends lines of 120 bytes to a log and
        holds all readers, over loopback, on the same processors as the server. Each line carries its number and
        the time of its writing. The **floor** (`bench/floor.c`) is a C program that waits for inotify, reads what
        was appended, and writes it to each reader with one `writev`: it knows no lines, no forms and no past, and
        a reader that is slow loses what comes. Of a large log it reads and writes 128 KiB at a time, and once more as
        much as Tomcat's connector writes. From 500 readers on, and in all rows without a goal, lines are
        appended ten at a time. **p50** and **p99** are the time from just before the write to a reader's having
        the line; **CPU a line** is what the server's processes took, divided by the lines that readers got.
        ✓ and ✗ say whether a goal is reached, and `×` compares with what the goal names, measured in the same run.

        """;
  }

  private String conditions() {
    String parts =
        machine.entrySet().stream()
            .map(part -> "- " + part.getKey() + ": " + part.getValue())
            .collect(Collectors.joining("\n"));
    return """
        %s
        - Comet Tail: `%s`; for the memory `%s` as well, after a collection
        - Comet Tail's settings: `%s`
        - Jetty's connector: `%s`
        - Tomcat's connector: `%s`
        - %d rounds of %.0f s, after %.0f s that do not count: medians, but for what was lost, which is a sum; memory and the points of the chart once
        """
        .formatted(
            parts,
            String.join(" ", Setup.JVM_OPTIONS),
            String.join(" ", Setup.JVM_OPTIONS_AT_REST),
            pairs(Setup.SETTINGS),
            pairs(Setup.JETTY),
            pairs(Setup.TOMCAT),
            options.rounds(),
            options.timing().measured(),
            options.timing().warmup());
  }

  private static String pairs(Map<String, Object> settings) {
    return settings.entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
  }
}
