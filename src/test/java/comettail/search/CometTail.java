package comettail.search;

import comettail.harness.Container;
import comettail.harness.Server;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Comet Tail in a real container, asked by curl over loopback. */
final class CometTail implements Contestant {
  static final List<String> JVM_OPTIONS = List.of("-Xmx1g");

  private static final Pattern POSITION = Pattern.compile("\"at\":\"([^\"]+)\"");

  /** Runs the command that is its arguments again until what it prints is complete. */
  private static final String UNTIL_COMPLETE =
      "while answer=$(\"$@\"); do case $answer in *'\"complete\":true'*)"
          + " printf '%s\\n' \"$answer\"; exit;; esac; done; exit 2";

  private final Container container;
  private String position; // of the large log's middle

  private CometTail(Container container) {
    this.container = container;
  }

  /** Starts it in a container, to serve the logs. */
  static CometTail start(Server server, Logs logs) throws IOException {
    Container container = server.container().withUsualJvm().root(logs.root());
    JVM_OPTIONS.forEach(container::option);
    CometTail started = new CometTail(container.start());
    started.position = started.positionAfter(logs.large().middle().time());
    return started;
  }

  @Override
  public String id() {
    return container.server().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String title() {
    return "Comet Tail on " + (container.server() == Server.JETTY ? "Jetty" : "Tomcat 11");
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
  public Run run(Row row, Logs logs) throws IOException {
    Duration before = busy();
    Run run = Run.of(command(row, logs), logs.root());
    return run.withBusySeconds(busy().minus(before).toMillis() / 1e3);
  }

  @Override
  public boolean isOurs() {
    return true;
  }

  @Override
  public void close() {
    container.close();
  }

  private List<String> command(Row row, Logs logs) {
    List<String> command = new ArrayList<>();
    if (row.isVolume()) command.addAll(List.of("sh", "-c", UNTIL_COMPLETE, "sh"));
    command.addAll(List.of("curl", "-sSfG", container.uri(row.resource()).toString()));
    for (String parameter : row.parameters()) {
      String time = logs.of(row).middle().time();
      String given = parameter.replace("{time}", time).replace("{position}", position);
      command.addAll(List.of("--data-urlencode", given));
    }
    return command;
  }

  /** The position after the first line of a time, as a program would ask for it. */
  private String positionAfter(String time) throws IOException {
    String query = "&limit=1&follow=false&format=ndjson&from=";
    String from = URLEncoder.encode(time, StandardCharsets.UTF_8);
    URI uri = container.uri("tail?log=" + Logs.LARGE + query + from);
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      String line = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      Matcher position = POSITION.matcher(line);
      if (position.find()) return position.group(1);
      throw new IOException("no position: " + line);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the benchmark", e);
    }
  }

  /** How long its process has kept processors busy, in steps of 10 ms. */
  private Duration busy() {
    return ProcessHandle.of(container.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow();
  }
}
