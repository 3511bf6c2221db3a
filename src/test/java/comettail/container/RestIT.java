package comettail.container;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.OnEveryServer;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application as a client of HTTP sees it: listings, bounded reads, refusals, and the bound on
 * streams.
 */
class RestIT {
  private static final int MAX_STREAMS = 3;

  @TempDir Path root;

  @OnEveryServer
  void answersInTheFormThatWasAskedFor(Server server) throws IOException {
    write("app.log", "one\ntwo <b>\nthree\n", 1_000);
    write("nginx/access & error.log", "GET /\n", 2_000);
    write("app.log.1", "older\n", 900);
    write("app.log.2.gz", "not really compressed\n", 800);
    write("catalina.2026-11-22.log", "today\n", 500);
    write(".hidden", "secret\n", 3_000);
    try (Container container = server.container().root(root).set("comet.maxStreams", MAX_STREAMS)) {
      container.start();
      listsTheLogs(container);
      readsWhatThereIs(container);
      refusesInTheForm(container);
      boundsTheStreams(container);
    }
  }

  private void listsTheLogs(Container container) {
    at(container)
        .get("logs")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("Cache-Control", containsString("no-store"))
        .body("logs.name", equalTo(List.of("nginx/access & error.log", "app.log", "catalina.log")))
        .body("logs.size", equalTo(List.of(6, 18, 6)))
        .body("logs.totalSize", equalTo(List.of(6, 46, 6)))
        .body("logs[0].modified", equalTo("1970-01-01T00:33:20Z"))
        .body("logs[0].segments", equalTo(List.of()))
        .body("logs[1].file", equalTo("app.log"))
        .body("logs[1].segments.name", equalTo(List.of("app.log.1", "app.log.2.gz")))
        .body("logs[1].segments.size", equalTo(List.of(6, 22)))
        .body("logs[1].segments[0].modified", equalTo("1970-01-01T00:15:00Z"))
        .body("logs[2].file", equalTo("catalina.2026-11-22.log"))
        .body("truncated", equalTo(false));
    at(container)
        .accept("text/html")
        .get("logs")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .body(containsString("href=\"tail?log=nginx%2Faccess+%26+error.log&amp;format=html\""))
        .body(containsString("<details><summary>2 older segments, 46 bytes in all</summary>"))
        .body(containsString("href=\"tail?log=app.log.1&amp;format=html\""))
        .body(containsString("href=\"tail?log=app.log.2.gz&amp;format=html\""))
        .body(not(containsString("hidden")));
    at(container)
        .get("logs?colour=red")
        .then()
        .statusCode(400)
        .body("detail", equalTo("There is no parameter \"colour\"; there is format."));
  }

  private void readsWhatThereIs(Container container) {
    at(container)
        .queryParam("log", "app.log")
        .queryParam("follow", false)
        .queryParam("lines", 2)
        .get("tail")
        .then()
        .statusCode(200)
        .contentType("text/plain")
        .header("X-Content-Type-Options", "nosniff")
        .body(equalTo("two <b>\nthree\n"));
    at(container)
        .accept("text/html")
        .get("tail?app.log&follow=false")
        .then()
        .contentType("text/html")
        .body(allOf(startsWith("<!DOCTYPE html>"), containsString("<div>two &lt;b&gt;</div>")));
    at(container)
        .get("tail?catalina.log&follow=false")
        .then()
        .statusCode(200)
        .body(equalTo("today\n"));
    at(container)
        .get("tail?app.log&follow=false&format=ndjson&lines=1")
        .then()
        .contentType("application/x-ndjson")
        .body(startsWith("{\"line\":\"three\",\"at\":\"p"));
  }

  private void refusesInTheForm(Container container) {
    at(container)
        .get("tail?nothing.log&format=sse")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("status", equalTo(404))
        .body("title", equalTo("Not found"))
        .body("detail", equalTo("There is no such log."));
    at(container)
        .get("tail?nothing.log")
        .then()
        .statusCode(404)
        .contentType("text/plain")
        .body(equalTo("There is no such log.\n"));
    at(container)
        .accept("text/html")
        .get("tail?nothing.log")
        .then()
        .statusCode(404)
        .contentType("text/html")
        .body(containsString("<p>There is no such log.</p>"));
    at(container).post("tail?app.log").then().statusCode(405).header("Allow", "GET, HEAD");
    at(container).head("tail?app.log").then().statusCode(200).contentType("text/plain");
  }

  private void boundsTheStreams(Container container) {
    List<StreamClient> readers = new ArrayList<>();
    for (int i = 0; i < MAX_STREAMS; i++) {
      readers.add(StreamClient.get(container.uri("tail?log=app.log&format=html")));
      readers.get(i).awaitText("three");
    }
    at(container)
        .get("tail?app.log")
        .then()
        .statusCode(503)
        .header("Retry-After", "5")
        .body(equalTo("There are 3 streams open, as many as there may be.\n"));
    readers.forEach(StreamClient::close);
    // One that has left is noticed when it is written to.
    Await.until(
        Await.SOON,
        () -> {
          Files.writeString(
              root.resolve("app.log"), "more\n", java.nio.file.StandardOpenOption.APPEND);
          return at(container).get("tail?app.log&follow=false").statusCode() == 200;
        },
        "a place for another stream");
  }

  private static RequestSpecification at(Container container) {
    return given().baseUri(container.uri("").toString()).urlEncodingEnabled(true);
  }

  private void write(String name, String text, long modifiedSeconds) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedSeconds * 1000));
  }
}
