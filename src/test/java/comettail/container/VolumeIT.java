package comettail.container;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.Compression;
import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.OnEveryServer;
import comettail.harness.Packer;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A client asks how many lines a log has over time, as numbers, as a picture and as a page. */
class VolumeIT {
  private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path root;

  @OnEveryServer
  void linesAreCountedOverTime(Server server) throws Exception {
    write();
    Files.writeString(root.resolve("plain.log"), "one\ntwo\n");
    try (Container container = server.container().root(root).set("comet.zone", "Europe/Berlin")) {
      container.start();
      asNumbers(container);
      ofAStretch(container);
      asAPicture(container);
      asAPage(container);
      withoutTimes(container);
      refusesBadInput(container);
      manyAtATime(container);
      assertEquals(List.of(), container.complaints(), container::log);
    }
  }

  /** Writes a log of 3,000 lines, one a second, in three files; each tenth is an error. */
  private void write() {
    Path path = root.resolve("app.log");
    for (int n = 2; n >= 0; n--) {
      try (LogWriter log = LogWriter.to(path)) {
        int first = 1_000 * (2 - n);
        for (int i = first; i < first + 1_000; i++) {
          log.line(FIRST.plusSeconds(i) + (i % 10 == 0 ? " ERROR" : " INFO") + " order " + i);
        }
        if (n > 0) log.rotateTo("app.log." + n);
      }
    }
    Packer.pack(root.resolve("app.log.2"), Compression.GZIP);
  }

  private static void asNumbers(Container container) {
    at(container)
        .get("volume?log=app.log&wait=true")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("Cache-Control", containsString("no-store"))
        .body("log", equalTo("app.log"))
        .body("from", equalTo("2026-11-22T10:00:00Z"))
        .body("to", equalTo("2026-11-22T10:50:00Z"))
        .body("stepSeconds", equalTo(30))
        .body("buckets.size()", equalTo(100))
        .body("buckets[1].from", equalTo("2026-11-22T10:00:30Z"))
        .body("buckets.lines", everyItem(equalTo(30)))
        .body("buckets.error", everyItem(equalTo(3)))
        .body("buckets.info", everyItem(equalTo(27)))
        .body("buckets[0].matched", equalTo(null))
        .body("progress.complete", equalTo(true))
        .body("progress.sampled", equalTo(false));
  }

  private static void ofAStretch(Container container) {
    // A time without a zone is in the server's own, and buckets begin at round times there.
    at(container)
        .get("volume?log=app.log&from=2026-11-22T11:10&to=2026-11-22T11:20&step=1m&match=order+6")
        .then()
        .statusCode(200)
        .body("from", equalTo("2026-11-22T10:10:00Z"))
        .body("stepSeconds", equalTo(60))
        .body("buckets.size()", equalTo(10))
        .body("buckets.lines", everyItem(equalTo(60)))
        .body("buckets[0].matched", equalTo(60))
        .body("buckets[1].matched", equalTo(40))
        .body("buckets[2].matched", equalTo(0));
    at(container)
        .get("volume?log=app.log&buckets=1&level=error")
        .then()
        .body("stepSeconds", equalTo(3_600))
        .body("buckets.size()", equalTo(1))
        .body("buckets[0].lines", equalTo(3_000))
        .body("buckets[0].matched", equalTo(300));
  }

  private static void asAPicture(Container container) throws Exception {
    var response = at(container).get("volume?log=app.log&format=svg&wait=true");
    response.then().statusCode(200).contentType(containsString("image/svg+xml"));
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(response.body().asByteArray()));
    NodeList links = svg.getElementsByTagName("a");
    assertEquals(100, links.getLength());
    Element second = (Element) links.item(1);
    String to = second.getAttribute("href");
    assertEquals("./?log=app.log&from=2026-11-22T10:00:30Z", to);
    assertEquals(
        "22 Nov, 11:00:30: 30 lines, 3 of errors",
        second.getElementsByTagName("title").item(0).getTextContent());
    String stream = to.replace("./?", "tail?format=html&follow=false&");
    at(container)
        .get(stream)
        .then()
        .statusCode(200)
        .body(containsString("<div>"), containsString("order 30<"));
    String style = svg.getElementsByTagName("style").item(0).getTextContent();
    assertTrue(response.header("Content-Security-Policy").contains("'sha256-" + hash(style) + "'"));
  }

  private static String hash(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static void asAPage(Container container) {
    at(container)
        .accept("text/html")
        .get("volume?log=app.log")
        .then()
        .statusCode(200)
        .contentType(containsString("text/html"))
        .body(containsString("<h1>app.log</h1><svg "))
        .body(not(containsString("<script")));
  }

  private static void withoutTimes(Container container) {
    String sentence = "No line of this log has a time that Comet Tail can read.";
    at(container)
        .get("volume?log=plain.log")
        .then()
        .statusCode(200)
        .body("timeless", equalTo(sentence))
        .body("buckets", equalTo(List.of()));
    at(container)
        .get("volume?log=plain.log&format=svg")
        .then()
        .statusCode(200)
        .body(containsString(sentence));
  }

  private static void refusesBadInput(Container container) {
    refuses(
        container, "format=json", "No log is named: write volume?log=NAME; logs lists the names.");
    refuses(
        container,
        "log=app.log&step=2m",
        "The parameter step is \"2m\"; it takes 1s, 5s, 10s, 30s, 1m, 5m, 10m, 30m, 1h, 3h, 6h,"
            + " 12h, 1d, 1w or 4w.");
    refuses(
        container,
        "log=app.log&buckets=1001",
        "The parameter buckets is \"1001\"; it takes a whole number from 1 to 1000.");
    refuses(
        container,
        "log=app.log&from=soon",
        "The parameter from is \"soon\"; it takes a time such as 2026-11-22T10:15, 10:15 or -15m.");
    refuses(
        container,
        "log=app.log&from=-1h&to=-2h",
        "There is nothing between from and to: from is not before to.");
    refuses(
        container,
        "log=app.log&step=1m&buckets=9",
        "Both step and buckets are given; one follows from the other.");
    refuses(container, "log=app.log&log=b", "The parameter log is given more than once.");
    refuses(
        container,
        "log=app.log&format=png",
        "The parameter format is \"png\"; it takes json, svg or html.");
    refuses(
        container,
        "log=app.log&colour=red",
        "There is no parameter \"colour\"; there are log, from, to, match, exclude, level,"
            + " multiline, buckets, step, wait, charset, format.");
    at(container).get("volume?log=../app.log").then().statusCode(404);
    at(container).get("volume?log=missing.log").then().statusCode(404);
    at(container).post("volume?log=app.log").then().statusCode(405).header("Allow", "GET, HEAD");
    at(container).head("volume?log=app.log").then().statusCode(200);
  }

  private static void refuses(Container container, String query, String sentence) {
    at(container)
        .get("volume?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", equalTo(sentence));
  }

  /** Many clients ask at a time, some of which leave at once, and the others are answered. */
  private static void manyAtATime(Container container) throws IOException {
    for (int i = 0; i < 20; i++) {
      StreamClient.get(container.uri("volume?log=app.log&wait=true&match=x" + i)).close();
    }
    Await.until(
        Await.SOON,
        () -> at(container).get("volume?log=app.log&match=order&wait=true").statusCode() == 200,
        "an answer");
  }

  private static RequestSpecification at(Container container) {
    return given().baseUri(container.uri("").toString()).urlEncodingEnabled(false);
  }
}
