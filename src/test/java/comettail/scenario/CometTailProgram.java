package comettail.scenario;

import comettail.harness.Container;
import comettail.harness.Server;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Comet Tail, in a real container, over HTTP: a stream for each log. */
record CometTailProgram(String id, Server server, boolean watch, Form form) implements TailProgram {
  /** In which form the stream is asked for. */
  enum Form {
    TEXT,
    NDJSON
  }

  @Override
  public String name() {
    return "Comet Tail" + (watch ? "" : ", poll only");
  }

  @Override
  public String logOf(Scenario.Files files) {
    return files.log();
  }

  @Override
  public Following follow(Path root, List<String> logs) throws IOException {
    Container container = server.container().root(root).set("comet.watch", watch).start();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Map<String, Delivery> deliveries = new LinkedHashMap<>();
    for (String log : logs) deliveries.put(log, deliveryOf(client, container, log));
    return new Streams(container, deliveries);
  }

  private Delivery deliveryOf(HttpClient client, Container container, String log) {
    String name = URLEncoder.encode(log, StandardCharsets.UTF_8);
    String format = form.name().toLowerCase(Locale.ROOT);
    String query = "log=" + name + "&from=start&wait=true&format=" + format;
    URI uri = container.uri("tail?" + query);
    Delivery delivery = new Delivery();
    client
        .sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
        .thenAccept(response -> Delivery.read(response.body(), linesTo(delivery)));
    return delivery;
  }

  private Consumer<String> linesTo(Delivery delivery) {
    return switch (form) {
      case TEXT -> delivery::add;
      case NDJSON -> new NdjsonLines(delivery)::add;
    };
  }

  private record Streams(Container container, Map<String, Delivery> deliveries)
      implements Following {
    @Override
    public void close() {
      container.close();
    }
  }
}
