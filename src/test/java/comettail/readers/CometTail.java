package comettail.readers;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Comet Tail in a real container, as people run it for many readers. */
final class CometTail implements Contestant {
  private static final Duration TO_NOTICE = Duration.ofSeconds(60);
  private static final int SOCKETS_AT_REST = 20;

  private final Server server;
  private final Path directory;
  private final Container container;
  private boolean started;

  CometTail(Server server, Path root) {
    this.server = server;
    this.directory = root.resolve(id());
    this.container = server.container().withUsualJvm().root(directory);
    Setup.JVM_OPTIONS.forEach(container::option);
    Setup.SETTINGS.forEach(container::set);
    Setup.connector(server).forEach(container::connector);
  }

  @Override
  public String id() {
    return server.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String title() {
    return "Comet Tail on "
        + switch (server) {
          case JETTY -> "Jetty";
          case TOMCAT10 -> "Tomcat 10.1";
          case TOMCAT11 -> "Tomcat 11";
        };
  }

  @Override
  public Optional<String> absence() {
    return Optional.empty();
  }

  @Override
  public boolean takes(Row row) {
    return true;
  }

  @Override
  public boolean isOurs() {
    return true;
  }

  @Override
  public Service serve(Row row, String name) throws IOException {
    if (!started) {
      Files.createDirectories(directory);
      container.start();
      started = true;
    }
    String place = row.isCatchingUp() ? "from=start&follow=false" : "lines=0";
    String log = row.isCatchingUp() ? name + "-0.log" : "{log}";
    String target = "/tail?log=" + log + "&" + place + "&format=" + row.form() + row.parameters();
    return new Stream(target);
  }

  @Override
  public void close() {
    container.close();
  }

  private final class Stream implements Service {
    private final String target;

    private Stream(String target) {
      this.target = target;
    }

    @Override
    public Path directory() {
      return directory;
    }

    @Override
    public int port() {
      return container.port();
    }

    @Override
    public List<Long> pids() {
      return List.of(container.pid());
    }

    @Override
    public List<String> request() {
      return List.of("--target=" + target);
    }

    @Override
    public void rest() {
      container.collectGarbage();
    }

    @Override
    public void close() {
      Await.until(
          TO_NOTICE,
          () -> container.footprint().sockets() < SOCKETS_AT_REST,
          () -> container + " still has " + container.footprint().sockets() + " sockets");
    }
  }
}
