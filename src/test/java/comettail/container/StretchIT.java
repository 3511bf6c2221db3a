package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.file.Compression;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import comettail.harness.ServerSentEvent;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.End;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client asks for a stretch of a log: between two times, before a place, or so many lines. */
class StretchIT {
  private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir static Path root;
  private static Container container;

  /** Starts a server of a log of 3,000 lines, one a second, in three files. */
  @BeforeAll
  static void start() {
    Path path = root.resolve("app.log");
    for (int n = 2; n >= 0; n--) {
      try (LogWriter log = LogWriter.to(path)) {
        int first = 1_000 * (2 - n);
        for (int i = first; i < first + 1_000; i++) log.line(line(i));
        if (n > 0) log.rotateTo("app.log." + n);
      }
    }
    Packer.pack(root.resolve("app.log.2"), Compression.GZIP);
    container = Container.jetty().root(root).set("comet.zone", "Europe/Berlin").start();
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  private static String line(int i) {
    return FIRST.plusSeconds(i) + " INFO order " + i;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1_000, 1_500, 2_000, 2_999})
  void theLinesOfATimeAreThoseFromItOn(int first) {
    int last = Math.min(3_000, first + 700);
    String query = "&from=" + FIRST.plusSeconds(first) + "&to=" + FIRST.plusSeconds(last);
    assertEquals(orders(first, last), text(query));
  }

  @Test
  void aTimeWithoutAZoneIsInTheServersOwn() {
    assertEquals(orders(60, 120), text("&from=2026-11-22T11:01&to=2026-11-22T11:02"));
  }

  @Test
  void aLimitEndsTheStreamAfterSoManyLines() {
    assertEquals(orders(0, 7), text("&from=start&limit=7"));
    assertEquals(orders(990, 1_010), text("&from=" + FIRST.plusSeconds(990) + "&limit=20"));
    String found = "&from=start&match=/order%20%5Cd*5$/&limit=3";
    assertEquals(List.of(line(5), line(15), line(25)), text(found));
  }

  @Test
  void whoGoesOnAfterALimitMissesNothing() {
    String id = "";
    int first = 0;
    while (first < 3_000) {
      String from = first == 0 ? "&from=start" : "&from=" + id;
      List<ServerSentEvent> events = events(from + "&limit=271&follow=false");
      List<String> data =
          events.stream()
              .filter(event -> event.type().equals("message"))
              .map(ServerSentEvent::data)
              .toList();
      int last = Math.min(3_000, first + 271);
      assertEquals(orders(first, last), data);
      id = events.get(events.size() - 1).id();
      first = last;
    }
  }

  @Test
  void thePageBeforeAPlaceIsReadBack() {
    List<ServerSentEvent> page = events("&from=" + FIRST.plusSeconds(1_010) + "&limit=1");
    assertEquals(line(1_010), page.get(page.size() - 1).data());
    String id = page.get(page.size() - 1).id();
    assertEquals(orders(511, 1_011), text("&to=" + id + "&lines=500"));
    assertEquals(orders(0, 1_011), text("&to=" + id + "&lines=5000"));
    assertEquals(List.of(), text("&to=" + id + "&lines=0"));
  }

  @Test
  void aDownloadIsAFileOfAllSegments() {
    RestAssured.given()
        .get(container.uri("tail?log=app.log&download=true"))
        .then()
        .statusCode(200)
        .contentType("text/plain; charset=UTF-8")
        .header("Content-Disposition", "attachment; filename=\"app.log\"; filename*=UTF-8''app.log")
        .body(Matchers.equalTo(String.join("\n", orders(0, 3_000)) + "\n"));
    RestAssured.given()
        .get(container.uri("tail?log=app.log.2.gz&download=true&limit=1"))
        .then()
        .header(
            "Content-Disposition", "attachment; filename=\"app.log.2\"; filename*=UTF-8''app.log.2")
        .body(Matchers.equalTo(line(0) + "\n"));
  }

  private static List<String> orders(int from, int to) {
    return IntStream.range(from, to).mapToObj(StretchIT::line).toList();
  }

  private static List<String> text(String query) {
    try (StreamClient client = StreamClient.get(container.uri("tail?log=app.log" + query))) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      return client.lines();
    }
  }

  private static List<ServerSentEvent> events(String query) {
    String target = "tail?log=app.log&format=sse" + query;
    try (StreamClient client = StreamClient.get(container.uri(target))) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      return ServerSentEvent.parse(client.text()).stream()
          .filter(event -> !event.data().isEmpty() && event.type().equals("message"))
          .toList();
    }
  }
}
