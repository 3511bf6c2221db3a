package comettail.container;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.OnEveryServer;
import comettail.harness.PulledStream;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;

/** What one client may take of the server, and what it is told past that. */
class BoundsIT {
  /** More than the kernel and a container keep for a connection whose client reads nothing. */
  private static final int MANY_LINES = 20_000;

  private static final String LONG = "x".repeat(500);

  @TempDir Path root;

  @OnEveryServer
  void oneMoreThanThereMayBeIsRefusedAndTheOthersGoOn(Server server) throws IOException {
    try (LogWriter log = LogWriter.to(root.resolve("app.log"));
        Container container = server.container().root(root)) {
      LogWriter.to(root.resolve("other.log")).close();
      for (int i = 0; i < MANY_LINES; i += 100) log.text((LONG + "\n").repeat(100));
      String last = log.lines(1);
      container.set("comet.maxStreamsPerAddress", 2).set("comet.maxFollowed", 1);
      container.set("comet.maxStallSeconds", 3).start();
      try (StreamClient one = StreamClient.get(container.uri("tail?app.log"))) {
        one.awaitText(last);
        boundsTheLogs(container);
        try (StreamClient two = StreamClient.get(container.uri("tail?app.log"))) {
          two.awaitText(last);
          boundsTheStreamsOfAnAddress(container);
        }
        endsAStreamWhoseClientTakesNothing(container, log);
        one.awaitText(log.lines(1));
      }
      assertEquals(List.of(), container.complaints(), container::log);
    }
  }

  private static void boundsTheLogs(Container container) {
    at(container)
        .get("tail?other.log")
        .then()
        .statusCode(503)
        .header("Retry-After", "5")
        .body(equalTo("There are 1 logs being read, as many as there may be.\n"));
  }

  private static void boundsTheStreamsOfAnAddress(Container container) {
    String sentence = "There are 2 streams open from your address, as many as there may be.";
    at(container)
        .get("tail?app.log")
        .then()
        .statusCode(429)
        .header("Retry-After", "5")
        .contentType("text/plain")
        .body(equalTo(sentence + "\n"));
    at(container)
        .get("tail?log=app.log&format=sse")
        .then()
        .statusCode(429)
        .contentType("application/problem+json")
        .body("status", equalTo(429))
        .body("title", equalTo("Too many streams"))
        .body("detail", equalTo(sentence));
    at(container)
        .get("tail?log=app.log&format=html")
        .then()
        .statusCode(429)
        .body(containsString("<p>" + sentence + "</p>"));
  }

  /**
   * The containers' own time-outs come after 20 and 30 seconds, and none in less than {@link
   * Await#SOON}.
   */
  private void endsAStreamWhoseClientTakesNothing(Container container, LogWriter log)
      throws IOException {
    AtomicReference<PulledStream> admitted = new AtomicReference<>();
    Await.until(
        Await.SOON,
        () -> {
          log.lines(1); // who has left is noticed when it is written to
          admitted.set(stoppedStream(container));
          return admitted.get() != null;
        },
        "a place for another stream");
    try (PulledStream stopped = admitted.get()) {
      assertTrue(isFull(container), "with the stream of a client that reads nothing");
      Await.until(Await.SOON, () -> !isFull(container), () -> "its end, " + stopped.head());
    }
  }

  /** Returns a stream of the whole log, of which the head alone is read; or null if refused. */
  private static PulledStream stoppedStream(Container container) throws IOException {
    PulledStream stream = PulledStream.get(container.uri("tail?log=app.log&from=start"), 4096);
    if (stream.head().status() == 200) return stream;
    stream.close();
    return null;
  }

  private static boolean isFull(Container container) {
    return at(container).get("tail?log=app.log&follow=false").statusCode() == 429;
  }

  private static RequestSpecification at(Container container) {
    return given().baseUri(container.uri("").toString());
  }
}
