package comettail.readers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine. Any thread. */
final class Installed {
  static final Optional<String> NOT = Optional.of("not installed");

  private static final String SYSTEM_PATH = "/usr/sbin:/usr/local/sbin";

  private Installed() {}

  static Optional<Path> find(String program) {
    String path = System.getenv("PATH") + File.pathSeparator + SYSTEM_PATH;
    return Stream.of(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The first line that a command prints, or what is said instead if it is not there. */
  static String firstLine(String program, String... arguments) {
    Optional<Path> executable = find(program);
    if (executable.isEmpty()) return "no " + program;
    String[] command =
        Stream.concat(Stream.of(program), Stream.of(arguments)).toArray(String[]::new);
    command[0] = executable.get().toString();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      return new String(output, StandardCharsets.UTF_8).lines().findFirst().orElse(program);
    } catch (IOException notRunnable) {
      return "no " + program;
    }
  }
}
