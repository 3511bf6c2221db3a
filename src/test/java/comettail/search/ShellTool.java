package comettail.search;

import comettail.bench.Installed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A program that people use in a shell, which reads the file itself. */
enum ShellTool implements Contestant {
  GNU("GNU grep, tail, head, tac", "grep") {
    @Override
    String command(Row row) {
      return row.gnu();
    }
  },
  RIPGREP("ripgrep", "rg") {
    @Override
    String command(Row row) {
      return row.ripgrep();
    }
  };

  /** Text is UTF-8, as it is for Comet Tail and for ripgrep: a dot is a character, not a byte. */
  static final String LOCALE = "C.UTF-8";

  private final String title;
  private final String program;

  ShellTool(String title, String program) {
    this.title = title;
    this.program = program;
  }

  /** What a person would write for a row, in the logs' directory; empty for nothing. */
  abstract String command(Row row);

  /** The first program of that. */
  String program(Row row) {
    return command(row).split(" ")[0];
  }

  @Override
  public String id() {
    return program;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Optional<String> absence() {
    return Installed.find(program).isPresent() ? Optional.empty() : Installed.NOT;
  }

  @Override
  public boolean takes(Row row) {
    return !command(row).isEmpty();
  }

  @Override
  public Run run(Row row, Logs logs) throws IOException {
    String end = Long.toString(logs.of(row).middle().end());
    return Run.of(List.of("sh", "-c", command(row).replace("{end}", end)), logs.root());
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public void close() {
    // It has ended with its command.
  }
}
