package comettail.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Of what versions everything is that takes part. */
final class Versions {
  private Versions() {}

  /** Tells them, and what it takes to play the same again. */
  static String sentence(RunnerOptions options) throws IOException {
    List<String> versions =
        List.of(
            firstLine("tail", "--version"),
            Logrotate.program()
                .map(program -> firstLine(program.toString(), "--version"))
                .orElse("no logrotate"),
            jars("commons-io", "commons-io"),
            jars("log4j2", "log4j-core"),
            jars("logback", "logback-classic"),
            "JDK " + System.getProperty("java.version"),
            System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return "--lines %d --seed %d; %s"
        .formatted(options.lines(), options.seed(), String.join(", ", versions));
  }

  private static String firstLine(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes()).lines().findFirst().orElse("");
    } catch (IOException notInstalled) {
      return "no " + command[0];
    }
  }

  private static String jars(String libraries, String name) throws IOException {
    try (Stream<Path> jars = Files.list(JavaProgram.libraries(libraries))) {
      return jars.map(jar -> jar.getFileName().toString().replace(".jar", ""))
          .filter(jar -> jar.startsWith(name))
          .collect(Collectors.joining());
    }
  }
}
