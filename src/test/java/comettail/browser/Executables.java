package comettail.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds installed programs, on the path and where Debian puts those that are not on it. */
final class Executables {
  private Executables() {}

  /** The first of these programs that is installed; each is a name or an absolute path. */
  static Optional<Path> find(String... names) {
    return Arrays.stream(names)
        .flatMap(Executables::places)
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Stream<Path> places(String name) {
    if (name.startsWith("/")) return Stream.of(Path.of(name));
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/bin", "/usr/local/bin"))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name));
  }
}
