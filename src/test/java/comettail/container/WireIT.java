package comettail.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.ResponseHead;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.Chunk;
import comettail.harness.StreamClient.End;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire: heads, chunks, bytes and time, with the directory watch and without. */
@ParameterizedClass(name = "{0}, comet.watch={1}")
@MethodSource("servers")
class WireIT {
  private static final Duration LIVE = Duration.ofSeconds(1);

  @TempDir static Path root;
  private static Container container;
  private static int logs;

  private final String name = "log-" + ++logs + ".log";
  private final LogWriter log = LogWriter.to(root.resolve(name));

  WireIT(Server server, boolean watch) {}

  static Stream<Arguments> servers() {
    return Arrays.stream(Server.values())
        .flatMap(server -> Stream.of(Arguments.of(server, true), Arguments.of(server, false)));
  }

  @BeforeParameterizedClassInvocation
  static void start(Server server, boolean watch) {
    container = server.container().root(root).set("comet.watch", watch);
    container.set("comet.heartbeatSeconds", 1).start();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    container.close();
  }

  @ParameterizedTest
  @CsvSource({
    "html, text/html;charset=UTF-8",
    "text, text/plain;charset=UTF-8",
    "sse, text/event-stream;charset=UTF-8",
    "ndjson, application/x-ndjson;charset=UTF-8"
  })
  void everyFormIsChunkedAndHeldBackByNoProxy(String format, String contentType) {
    try (StreamClient client = tail("&format=" + format)) {
      ResponseHead head = client.head();
      assertEquals(200, client.status());
      // NOTE: containers write a content type as they like: case and space mean nothing in it.
      assertTrue(contentType.equalsIgnoreCase(head.field("Content-Type").replace("; ", ";")));
      assertEquals("chunked", head.field("Transfer-Encoding"));
      assertNull(head.field("Content-Length"));
      assertNull(head.field("Content-Encoding"));
      assertNull(head.field("Set-Cookie"));
      assertEquals("no-cache, no-store, no-transform", head.field("Cache-Control"));
      assertEquals("no", head.field("X-Accel-Buffering"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "text", "sse", "ndjson"})
  void everyFormTellsABrowserToTakeNothingElseFromIt(String format) {
    try (StreamClient client = tail("&format=" + format)) {
      ResponseHead head = client.head();
      assertEquals("nosniff", head.field("X-Content-Type-Options"));
      assertEquals("SAMEORIGIN", head.field("X-Frame-Options"));
      assertEquals("no-referrer", head.field("Referrer-Policy"));
      assertEquals("same-origin", head.field("Cross-Origin-Resource-Policy"));
      String policy = head.field("Content-Security-Policy");
      assertTrue(policy.contains("default-src 'none'"), policy);
      assertTrue(policy.contains("frame-ancestors 'self'"), policy);
      assertTrue(!policy.contains("unsafe-") && !policy.contains("script-src"), policy);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8 | text/html",
        "text/event-stream | text/event-stream",
        "application/x-ndjson | application/x-ndjson",
        "text/plain | text/plain",
        "*/* | text/plain"
      })
  void theFormIsWhatIsAccepted(String accept, String contentType) {
    URI uri = container.uri("tail?" + name);
    try (StreamClient client = StreamClient.get(uri, "Accept: " + accept)) {
      assertTrue(client.field("Content-Type").startsWith(contentType), client.toString());
    }
  }

  @Test
  void theBareQueryStringIsTheNameAndGivesTheLastTenLinesAndWhatFollows() {
    log.lines(25);
    try (StreamClient client = StreamClient.get(container.uri("tail?" + name))) {
      client.awaitLines(10);
      String next = log.lines(1);
      client.awaitText(next);
      assertEquals(numbered(16, 26), client.lines());
    }
  }

  @Test
  void theHtmlHeadIsFlushedAtOnceAndFillsWhatWebKitHoldsBack() {
    try (StreamClient client = tail("&format=html&lines=0")) {
      client.awaitText("<section>");
      Chunk first = client.chunks().get(0);
      assertTrue(first.bytes().length >= 1024, first.text());
      assertTrue(first.text().startsWith("<!DOCTYPE html>"), first.text());
    }
  }

  @ParameterizedTest
  @CsvSource({"text, 'alone\n'", "html, <div>alone</div>", "sse, alone", "ndjson, alone"})
  void aLineWrittenAloneIsOneChunk(String format, String line) {
    try (StreamClient client = following(format)) {
      log.line("alone");
      client.awaitText("alone");
      Chunk chunk = chunkWith(client, "alone");
      assertTrue(chunk.text().contains(line), chunk.text());
      assertTrue(!chunk.text().contains("line 3"), chunk.text());
      if (format.equals("text")) assertEquals(line, chunk.text());
      if (format.equals("html"))
        assertTrue(chunk.text().matches(line + "<i data-at=\"[^\"]+\"></i>"));
    }
  }

  @Test
  void linesThatArriveTogetherAreOneChunk() {
    try (StreamClient client = following("text")) {
      log.text("one\ntwo\nthree\n");
      client.awaitText("three\n");
      assertEquals("one\ntwo\nthree\n", chunkWith(client, "three").text());
    }
  }

  /** A machine that is busy may delay some lines, but a server that holds lines back delays all. */
  @ParameterizedTest
  @ValueSource(strings = {"html", "text", "sse", "ndjson"})
  void linesArriveWithinASecondOfBeingWritten(String format) {
    try (StreamClient client = following(format)) {
      List<Duration> took = new ArrayList<>();
      int inTime = 0;
      while (inTime < 3) {
        long written = System.nanoTime();
        String line = "at " + written;
        log.line(line);
        client.awaitText(line);
        took.add(Duration.ofNanos(chunkWith(client, line).arrivedNanos() - written));
        if (took.get(took.size() - 1).compareTo(LIVE) < 0) inTime++;
        assertTrue(took.size() < 10, () -> format + " took " + took);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "text", "sse", "ndjson"})
  void whatIsWrittenOnceTheHeadIsThereArrives(String format) {
    for (int i = 0; i < 3; i++) {
      try (StreamClient client = tail("&lines=0&format=" + format)) {
        client.awaitText(log.lines(1));
      }
    }
  }

  @Test
  void textHasAnUnfinishedLineAtOnce() {
    try (StreamClient client = following("text")) {
      log.text("half a ");
      client.awaitText("half a ");
      log.text("line\n");
      client.awaitText("half a line\n");
    }
  }

  @Test
  void anUnfinishedLineIsMarkedSoOnceItIsQuiet() {
    try (StreamClient client = following("html")) {
      log.text("half a ");
      client.awaitText("<div class=\"partial\">half a </div>");
      log.text("line\n");
      client.awaitText("<div class=\"continued\">line</div>");
    }
  }

  @ParameterizedTest
  @CsvSource({"lines=0, 51", "lines=3, 48", "lines=500, 1", "from=start, 1", "from=end, 51"})
  void aReaderBeginsWhereItAsks(String query, int first) {
    log.lines(50);
    try (StreamClient client = tail("&format=text&" + query)) {
      if (first <= 50) client.awaitText("line 50\n");
      client.awaitText(log.lines(1) + "\n");
      assertEquals(numbered(first, 51), client.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "text", "sse", "ndjson"})
  void aBoundedReadEndsProperly(String format) {
    log.lines(50);
    try (StreamClient client = tail("&from=start&follow=false&format=" + format)) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      IntStream.rangeClosed(1, 50).forEach(n -> assertTrue(client.text().contains("line " + n)));
      if (format.equals("html")) {
        String end = "<footer data-end=\"finished\"></footer></body></html>";
        assertTrue(client.text().strip().endsWith(end), client.text());
      }
    }
  }

  @Test
  void textIsByteForByteWhatIsInTheFile() {
    byte[] bytes = new byte[3_000_000];
    long seed = System.nanoTime();
    new Random(seed).nextBytes(bytes);
    log.text("an escape \u001b[31m, a NUL \0, a bare CR \r, and CRLF\r\n</script>\n\n");
    log.bytes(new byte[] {(byte) 0xC3, '\n', (byte) 0xFF, (byte) 0xFE, '\n'});
    log.bytes(bytes);
    log.text("\nnot ended");
    try (StreamClient client = tail("&from=start&follow=false&format=text")) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      assertArrayEquals(read(log.path()), client.bytes(), "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "text", "sse", "ndjson"})
  void headGivesTheHeadOfGet(String format) {
    log.lines(3);
    String query = "tail?log=" + name + "&format=" + format;
    try (StreamClient get = StreamClient.get(container.uri(query));
        StreamClient head = StreamClient.request("HEAD", container.uri(query))) {
      assertEquals(End.COMPLETE, head.awaitEnd());
      assertEquals(200, head.status());
      assertEquals(0, head.bytes().length);
      for (String field : List.of("Content-Type", "Cache-Control", "Content-Security-Policy")) {
        assertEquals(get.field(field), head.field(field));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"html, <!---->", "sse, ':'", "ndjson, ' '"})
  void aQuietStreamHasAHeartbeatThatItsFormMakesInvisible(String format, String heartbeat) {
    log.lines(1);
    try (StreamClient client = tail("&format=" + format)) {
      client.awaitText("line 1");
      int lines = client.chunks().size();
      client.await(Await.SOON, c -> c.chunks().size() >= lines + 2, "two heartbeats");
      for (Chunk chunk : client.chunks().subList(lines, lines + 2)) {
        assertTrue(chunk.text().startsWith(heartbeat), "<" + chunk.text() + ">");
        assertEquals(
            heartbeat, chunk.text().stripTrailing().isEmpty() ? " " : chunk.text().strip());
      }
    }
  }

  @Test
  void aQuietTextStreamHasNothingThatIsNotInTheFile() {
    log.lines(1);
    try (StreamClient text = tail("&format=text");
        StreamClient html = tail("&format=html")) {
      html.await(Await.SOON, c -> c.text().split("<!---->", -1).length > 3, "three heartbeats");
      assertEquals("line 1\n", text.text());
      assertNull(text.end());
    }
  }

  @Test
  void twentyReadersOfTenMegabytesWithoutALineFeedAreServedInASmallHeap() {
    byte[] bytes = new byte[10_000_000];
    Arrays.fill(bytes, (byte) 'x');
    log.bytes(bytes);
    log.text("\nafter it\n");
    String query = "&from=start&follow=false&format=";
    List<StreamClient> clients =
        IntStream.range(0, 20)
            .mapToObj(i -> tail(query + List.of("html", "text", "sse", "ndjson").get(i % 4)))
            .toList();
    for (StreamClient client : clients) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      assertTrue(client.bytes().length > bytes.length && client.text().contains("after it"));
      client.close();
    }
  }

  /** A client that has had three lines, and waits for more. */
  private StreamClient following(String format) {
    String last = log.lines(3);
    return tail("&format=" + format).awaitText(last);
  }

  private StreamClient tail(String parameters) {
    return StreamClient.get(container.uri("tail?log=" + name + parameters));
  }

  private static Chunk chunkWith(StreamClient client, String text) {
    return client.chunks().stream().filter(c -> c.text().contains(text)).findFirst().orElseThrow();
  }

  private static List<String> numbered(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(LogWriter::numbered).toList();
  }

  private static byte[] read(Path path) {
    try {
      return java.nio.file.Files.readAllBytes(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
