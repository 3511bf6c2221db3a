package comettail.scenario;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command of a program of ours that runs as a process of its own, with a class path of its own.
 */
final class JavaProgram {
  private JavaProgram() {}

  /**
   * Returns the command that runs a main class with the libraries that the build has put into a
   * directory of this name.
   */
  static List<String> command(
      Class<?> main, String libraries, List<String> jvmOptions, List<?> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(jvmOptions);
    command.addAll(
        List.of("-cp", ownClasses(main) + File.pathSeparator + libraries(libraries).resolve("*")));
    command.add(main.getName());
    arguments.forEach(argument -> command.add(argument.toString()));
    return command;
  }

  private static String ownClasses(Class<?> main) {
    return main.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /** Returns where the build has put the libraries of this name. */
  static Path libraries(String name) {
    Path directory = Path.of(System.getProperty("comet.programs", "target/programs"), name);
    if (Files.isDirectory(directory)) return directory.toAbsolutePath();
    throw new IllegalStateException("not there yet, by mvn pre-integration-test: " + directory);
  }
}
