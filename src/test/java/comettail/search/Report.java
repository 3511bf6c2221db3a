package comettail.search;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that a run has to tell: a page in Markdown, with one table, and the same as JSON. Immutable,
 * if the results are not added to.
 *
 * @param machine what it ran on
 */
record Report(
    SearchOptions options,
    Logs logs,
    List<Contestant> contestants,
    Results results,
    Map<String, String> machine) {

  /** Prints the page, and writes it and the JSON. */
  void publish(PrintStream out) throws IOException {
    out.print(this);
    Path directory = Files.createDirectories(options.directory());
    Files.writeString(directory.resolve("search.md"), toString());
    Files.writeString(directory.resolve("search.json"), new SearchJson(this).toString());
    System.err.println("written: search.md and search.json in " + directory);
  }

  @Override
  public String toString() {
    SearchTable table = new SearchTable(options.rows(), contestants, logs, results);
    return introduction() + conditions() + "\n" + table + "\n" + requests();
  }

  private static String introduction() {
    return """
        # Search

        `bench/search` has printed this page. It writes a log such as a Spring Boot application's, and has the same lines
        found by Comet Tail, which `curl` asks over loopback, and by the programs that people use in a shell, which read
        the file themselves. The log is in the system's cache. All write into a pipe, and what comes out of it has the same
        length and CRC-32C from all of them, or the row says so. A time goes from the start of the program (`curl` for Comet
        Tail) to its end; `×` compares the times of one row, and **a core** divides by the time for which the server kept
        processors busy. Comet Tail is asked until it does not get faster; it keeps nothing of what a filter has found. ✓ and
        ✗ say whether a goal is reached.

        The locale of the programs is `%s`, in which a dot stands for a character and `-i` knows all letters, since that is what a
        pattern means to Comet Tail and to ripgrep; the goals are for that. **GNU grep of bytes** is the same command in the locale
        `C`, where a letter beyond ASCII is several bytes: it answers the same only as long as the pattern asks for none.

        """
        .formatted(ShellTool.TEXT);
  }

  private String conditions() {
    String parts =
        machine.entrySet().stream()
            .map(part -> "- " + part.getKey() + ": " + part.getValue())
            .collect(Collectors.joining("\n"));
    return """
        %s
        - Comet Tail: `%s`, and all settings as they are
        - the log: %,.0f MB; the compressed one %,.0f MB before it was compressed
        - rounds: %d, in each of which everybody answers each row once; the table has the medians
        """
        .formatted(
            parts,
            String.join(" ", CometTail.JVM_OPTIONS),
            logs.large().bytes() / 1e6,
            logs.packed().bytes() / 1e6,
            options.rounds());
  }

  private String requests() {
    String asked = options.rows().stream().map(this::commands).collect(Collectors.joining("\n"));
    return "What each was asked; a parameter's value is encoded as an address needs it:\n\n"
        + asked
        + "\n";
  }

  private String commands(Row row) {
    StringBuilder commands = new StringBuilder("- " + row.title() + ":\n  `" + row.request() + "`");
    for (ShellTool tool : ShellTool.values()) {
      if (tool.takes(row) && tool != ShellTool.GNU_BYTES)
        commands.append(",\n  `").append(tool.command(row)).append('`');
    }
    return commands.toString();
  }
}
