package comettail.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine. Any thread. */
public final class Installed {
  public static final Optional<String> NOT = Optional.of("not installed");

  private static final String SYSTEM_PATH = "/usr/sbin:/usr/local/sbin";

  private Installed() {}

  public static Optional<Path> find(String program) {
    String path = System.getenv("PATH") + File.pathSeparator + SYSTEM_PATH;
    return Stream.of(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What a program says of its version, without its name; "not installed" if it is not there. */
  public static String version(String program, String option) {
    Optional<Path> executable = find(program);
    if (executable.isEmpty()) return NOT.get();
    try {
      Process process =
          new ProcessBuilder(executable.get().toString(), option).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      return new String(output, StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElse("unknown")
          .replaceFirst("^" + program + "( version:)? ", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
