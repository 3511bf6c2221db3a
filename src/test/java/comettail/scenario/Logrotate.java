package comettail.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

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
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "logrotate")));
  }

  /** Rotates the log, however long ago that was done. */
  void run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("logrotate", "--force", "--state", state.toString(), "" + configuration)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("logrotate has failed: " + said);
    }
  }
}
