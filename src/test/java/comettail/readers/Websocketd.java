package comettail.readers;

import comettail.bench.Installed;
import comettail.harness.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code websocketd}, which runs a {@code tail -F} for each reader. */
final class Websocketd implements Contestant {
  /** Each tail needs an inotify instance, of which Linux gives a user 128 unless told otherwise. */
  private static final int MAX_READERS = 200;

  private final Path directory;

  Websocketd(Path root) {
    this.directory = root.resolve(id());
  }

  @Override
  public String id() {
    return "websocketd";
  }

  @Override
  public String title() {
    return "websocketd";
  }

  @Override
  public Optional<String> absence() {
    return Installed.find("websocketd").isPresent() ? Optional.empty() : Installed.NOT;
  }

  @Override
  public boolean takes(Row row) {
    return row.isPlain() && row.isFor(MAX_READERS);
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public Service serve(Row row, String name) throws IOException {
    Path log = Files.createDirectories(directory).resolve(name + "-0.log");
    int port = Ports.free();
    ChildProcess process =
        ChildProcess.start(
            List.of(
                Installed.find("websocketd").orElseThrow().toString(),
                "--address=127.0.0.1",
                "--port=" + port,
                "--loglevel=error",
                "tail",
                "--lines=0",
                "-F",
                log.toString()));
    return new ProcessService(process, directory, port, List.of("--websocket", "--target=/"));
  }

  @Override
  public void close() {
    // Each of its services is a process of its own.
  }
}
