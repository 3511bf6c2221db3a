package comettail.readers;

import comettail.harness.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code bench/floor.c}, compiled: a program that does nothing but write what was appended. */
final class Floor implements Contestant {
  private final Path executable;
  private final Path directory;

  Floor(Path executable, Path root) {
    this.executable = executable;
    this.directory = root.resolve(id());
  }

  @Override
  public String id() {
    return "floor";
  }

  @Override
  public String title() {
    return "the floor";
  }

  @Override
  public Optional<String> absence() {
    return Optional.empty();
  }

  @Override
  public boolean takes(Row row) {
    return row.isPlain() && !row.isCatchingUp() && !row.isAtRest();
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public Service serve(Row row, String name) throws IOException {
    Files.createDirectories(directory);
    int port = Ports.free();
    List<String> command =
        List.of(executable.toString(), Integer.toString(port), directory.toString());
    ChildProcess process = ChildProcess.start(command);
    return new ProcessService(process, directory, port, List.of("--target=/tail?log={log}"));
  }

  @Override
  public void close() {
    // Each of its services is a process of its own.
  }
}
