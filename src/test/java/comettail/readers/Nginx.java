package comettail.readers;

import comettail.bench.Installed;
import comettail.harness.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** nginx, which sends a log as the static file that it is. */
final class Nginx implements Contestant {
  private final Path directory;

  Nginx(Path root) {
    this.directory = root.resolve(id());
  }

  @Override
  public String id() {
    return "nginx";
  }

  @Override
  public String title() {
    return "nginx";
  }

  @Override
  public Optional<String> absence() {
    return Installed.find("nginx").isPresent() ? Optional.empty() : Installed.NOT;
  }

  @Override
  public boolean takes(Row row) {
    return row.isPlain() && row.isCatchingUp();
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public Service serve(Row row, String name) throws IOException {
    int port = Ports.free();
    Path configuration = Files.createDirectories(directory).resolve("nginx.conf");
    Files.writeString(configuration, configuration(port));
    ChildProcess process =
        ChildProcess.start(
            List.of(
                Installed.find("nginx").orElseThrow().toString(),
                "-e",
                "error.txt",
                "-p",
                directory.toString(),
                "-c",
                configuration.toString()));
    return new ProcessService(process, directory, port, List.of("--target=/" + name + "-0.log"));
  }

  @Override
  public void close() {
    // Each of its services is a process of its own.
  }

  /** NOTE: as root it would run its worker as somebody who may not read the directory. */
  private String configuration(int port) {
    return """
        %s
        daemon off;
        pid nginx.pid;
        worker_processes 1;
        events { worker_connections 100; }
        http {
          access_log off;
          sendfile on;
          tcp_nopush on;
          client_body_temp_path temp;
          proxy_temp_path temp;
          fastcgi_temp_path temp;
          uwsgi_temp_path temp;
          scgi_temp_path temp;
          server {
            listen 127.0.0.1:%d;
            root %s;
          }
        }
        """
        .formatted(
            System.getProperty("user.name").equals("root") ? "user root;" : "", port, directory);
  }
}
