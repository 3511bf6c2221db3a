package comettail.search;

import comettail.bench.Installed;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A program that people use in a shell, which reads the file itself. */
enum ShellTool implements Contestant {
  GNU("GNU grep, tail, head, tac", "grep", ShellTool.TEXT) {
    @Override
    String command(Row row) {
      return row.gnu();
    }
  },
  /** In the locale C grep searches bytes, of which a letter beyond ASCII is several. */
  GNU_BYTES("GNU grep of bytes", "grep", "C") {
    @Override
    String command(Row row) {
      return row.gnu().startsWith("grep") ? row.gnu() : "";
    }
  },
  RIPGREP("ripgrep", "rg", ShellTool.TEXT) {
    @Override
    String command(Row row) {
      return row.ripgrep();
    }
  };

  /** A locale in which text is UTF-8, as it is for Comet Tail and for ripgrep. */
  static final String TEXT = "C.UTF-8";

  private final String title;
  private final String program;
  private final String locale;

  ShellTool(String title, String program, String locale) {
    this.title = title;
    this.program = program;
    this.locale = locale;
  }

  /** What a person would write for a row, in the logs' directory; empty for nothing. */
  abstract String command(Row row);

  /** What it is called where it is compared with. */
  String word(Row row) {
    return switch (this) {
      case GNU -> command(row).split(" ")[0];
      case GNU_BYTES -> program + " of bytes";
      case RIPGREP -> title;
    };
  }

  @Override
  public String id() {
    return name().toLowerCase(Locale.ROOT);
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
    String command = command(row).replace("{end}", end);
    return Run.of(List.of("env", "LC_ALL=" + locale, "sh", "-c", command), logs.root());
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
