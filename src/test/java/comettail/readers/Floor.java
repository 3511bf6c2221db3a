package comettail.readers;

import comettail.harness.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code bench/floor.c}, compiled: a program that does nothing but write what there is. */
final class Floor implements Contestant {
  private final Path executable;
  private final Path directory;
  private final String id;
  private final int pieceBytes;

  private Floor(Path executable, Path root, String id, int pieceBytes) {
    this.executable = executable;
    this.directory = root.resolve(id);
    this.id = id;
    this.pieceBytes = pieceBytes;
  }

  /** Makes the floor, which writes as much at a time as is best. */
  static Floor best(Path executable, Path root) {
    return new Floor(executable, root, "floor", 128 * 1024);
  }

  /** Makes one that writes no more of a large log at a time than Tomcat's connector does. */
  static Floor likeTomcat(Path executable, Path root) {
    return new Floor(executable, root, "floor-tomcat", Setup.TOMCAT_WRITE_BYTES);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return isBest() ? "the floor" : "the floor in writes of %,d bytes".formatted(pieceBytes);
  }

  private boolean isBest() {
    return id.equals("floor");
  }

  @Override
  public Optional<String> absence() {
    return Optional.empty();
  }

  @Override
  public boolean takes(Row row) {
    return row.isPlain() && !row.isAtRest() && (isBest() || row.isCatchingUp());
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
        List.of(
            executable.toString(),
            Integer.toString(port),
            directory.toString(),
            Integer.toString(pieceBytes));
    ChildProcess process = ChildProcess.start(command);
    String log = row.isCatchingUp() ? name + "-0.log&follow=false" : "{log}";
    return new ProcessService(process, directory, port, List.of("--target=/tail?log=" + log));
  }

  @Override
  public void close() {
    // Each of its services is a process of its own.
  }
}
