package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.OnEveryServer;
import comettail.harness.Server;
import comettail.harness.ServerSentEvent;
import comettail.harness.StreamClient;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** A plain {@code EventSource} that was cut off goes on exactly where it was. */
class ResumeIT {
  private static final String URL = "tail?log=app.log&format=sse&from=start";

  @TempDir Path root;

  @OnEveryServer
  void goesOnWhereItWasCutThenInTheRenamedFileAndThenInTheNewOne(Server server) {
    try (Container container = server.container().root(root).set("comet.watch", false).start();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(40);
      ServerSentEvent last = eventOf(container, "line 23");
      log.lines(5);
      log.rotateTo("app.log.1");
      log.lines(5);
      try (StreamClient client = resume(container, last)) {
        log.lines(10);
        client.awaitText("line 60\n");
        assertEquals(numbered(24, 60), lines(client));
      }
    }
  }

  @OnEveryServer
  void goesOnAfterTheServerWasRestarted(Server server) {
    try (Container container = server.container().root(root).start();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(40);
      ServerSentEvent last = eventOf(container, "line 23");
      container.stop();
      log.lines(10);
      container.start();
      try (StreamClient client = resume(container, last)) {
        log.lines(10);
        client.awaitText("line 60\n");
        assertEquals(numbered(24, 60), lines(client));
      }
    }
  }

  @OnEveryServer
  void losesNothingSilentlyWhenTheLogWasRotatedWhileTheServerWasDown(Server server) {
    try (Container container = server.container().root(root).start();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(40);
      ServerSentEvent last = eventOf(container, "line 23");
      container.stop();
      log.lines(10);
      log.rotateTo("app.log.1");
      log.lines(10);
      container.start();
      try (StreamClient client = resume(container, last)) {
        client.awaitText("line 60\n");
        List<String> lines = lines(client);
        boolean gap =
            ServerSentEvent.parse(client.text()).stream().anyMatch(e -> e.type().equals("gap"));
        assertEquals(gap ? numbered(51, 60) : numbered(24, 60), lines, client.text());
      }
    }
  }

  /** Follows the log, is cut off by an RST, and returns the event that carried this line. */
  private static ServerSentEvent eventOf(Container container, String line) {
    try (StreamClient client = StreamClient.get(container.uri(URL))) {
      client.awaitText("line 40\n");
      client.reset();
      List<ServerSentEvent> events = ServerSentEvent.parse(client.text());
      assertTrue(events.stream().noneMatch(event -> event.id().isEmpty()), client.text());
      return events.stream().filter(e -> lines(e).contains(line)).findFirst().orElseThrow();
    }
  }

  private static StreamClient resume(Container container, ServerSentEvent last) {
    return StreamClient.get(container.uri(URL), "Last-Event-ID: " + last.id());
  }

  private static List<String> lines(StreamClient client) {
    return ServerSentEvent.parse(client.text()).stream()
        .filter(event -> event.type().equals("message"))
        .flatMap(event -> lines(event).stream())
        .toList();
  }

  private static List<String> lines(ServerSentEvent event) {
    return event.data().lines().toList();
  }

  private static List<String> numbered(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(LogWriter::numbered).toList();
  }
}
