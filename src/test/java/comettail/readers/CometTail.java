package comettail.readers;

import comettail.harness.Container;
import comettail.harness.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Comet Tail in a real container, as people run it for many readers. */
final class CometTail implements Contestant {
  private final Server server;
  private final Path directory;
  private final Container container;
  private boolean started;

  CometTail(Server server, Path root) throws IOException {
    this.server = server;
    this.directory = Files.createDirectories(root.resolve(id()));
    this.container = container(List.of());
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
    String place = row.isCatchingUp() ? "from=start&follow=false" : "lines=0";
    String log = row.isCatchingUp() ? name + "-0.log" : "{log}";
    String target = "/tail?log=" + log + "&" + place + "&format=" + row.form() + row.parameters();
    if (row.isAtRest()) {
      Container another = container(Setup.JVM_OPTIONS_AT_REST);
      return new ContainerService(another.start(), directory, name, target, true);
    }
    if (!started) container.start();
    started = true;
    return new ContainerService(container, directory, name, target, false);
  }

  @Override
  public void close() {
    container.close();
  }

  private Container container(List<String> jvmOptions) {
    Container container = server.container().withUsualJvm().root(directory);
    Setup.JVM_OPTIONS.forEach(container::option);
    jvmOptions.forEach(container::option);
    Setup.SETTINGS.forEach(container::set);
    Setup.connector(server).forEach(container::connector);
    return container;
  }
}
