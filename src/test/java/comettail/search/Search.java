package comettail.search;

import comettail.bench.Installed;
import comettail.bench.Machine;
import comettail.bench.ScratchDirectory;
import comettail.harness.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures how quickly lines are found in a large log, by Comet Tail over HTTP and by the programs
 * that people use in a shell, and prints a Markdown table. {@code bench/search} runs it.
 */
public final class Search {
  private static final int DIFFERENT = 1;
  private static final int WRONG_USE = 2;

  private Search() {}

  /** Measures what the command line asks for; ends with 1 if the programs found different lines. */
  public static void main(String[] arguments) throws IOException {
    SearchOptions options;
    try {
      options = SearchOptions.parse(arguments);
    } catch (IllegalArgumentException wrongUse) {
      System.err.println(wrongUse.getMessage());
      System.exit(WRONG_USE);
      return;
    }
    Results results;
    try (ScratchDirectory root = ScratchDirectory.create("comet-search-")) {
      System.err.println("writing the logs");
      results = run(options, Logs.write(root.path(), options.megabytes()));
    }
    if (options.rows().stream().anyMatch(results::differ)) System.exit(DIFFERENT);
  }

  private static Results run(SearchOptions options, Logs logs) throws IOException {
    List<Contestant> contestants = new ArrayList<>();
    try {
      for (Server server : options.servers()) contestants.add(CometTail.start(server, logs));
      for (ShellTool tool : ShellTool.values()) contestants.add(tool);
      Results results = new Race(logs, contestants, options).run();
      new Report(options, logs, contestants, results, machine()).publish(System.out);
      return results;
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static Map<String, String> machine() throws IOException {
    Map<String, String> parts = Machine.description();
    parts.put("grep", Installed.version("grep", "--version"));
    parts.put("tail, tac, head", Installed.version("tail", "--version"));
    parts.put("gzip", Installed.version("gzip", "--version"));
    parts.put("ripgrep", Installed.version("rg", "--version"));
    return parts;
  }
}
