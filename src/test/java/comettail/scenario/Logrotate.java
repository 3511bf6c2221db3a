package comettail.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The logrotate of this machine, and its configuration for one log. Used by one thread at a time.
 */
final class Logrotate {
  private static final int MAX_SECONDS = 30;

  private final Path configuration;
  private final Path state;

  /**
   * Writes the configuration.
   *
   * @param workshop where it is put
   * @param directives what it says, besides that nothing is ever removed
   */
  Logrotate(Path log, Path workshop, String directives) throws IOException {
    configuration = workshop.resolve("logrotate.conf");
    state = workshop.resolve("logrotate.state");
    Files.writeString(configuration, log + " {\n  rotate 1000\n" + directives.indent(2) + "}\n");
  }

  /** Returns whether this machine has it. */
  static boolean isInstalled() {
    return program().isPresent();
  }

  /** Returns the path of the program; not everybody's PATH leads to where Debian puts it. */
  static Optional<Path> program() {
    return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
        .map(directory -> Path.of(directory, "logrotate"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Rotates the log, however long ago that was done. */
  void run() throws IOException, InterruptedException {
    String program = program().orElseThrow().toString();
    List<String> command =
        List.of(program, "--force", "--state", state.toString(), configuration.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("logrotate has failed: " + said);
    }
  }
}
