package comettail.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.Curl;
import comettail.harness.HttpStream;
import comettail.harness.LogWriter;
import comettail.harness.Server;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams over HTTP/2, in the clear and over TLS, many of them on one connection. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ParameterizedClass(name = "{0}")
@EnumSource
class ConnectorIT {
  private static final List<String> FORMS = List.of("html", "text", "sse", "ndjson");
  private static final Duration RELEASED = Duration.ofSeconds(30);
  private static final Duration TO_CATCH_UP = Duration.ofSeconds(60);

  private static final int LAST = Integer.MAX_VALUE;
  private static final int MANY = 30;
  private static final int BURST_BYTES = 1024 * 1024;

  @TempDir static Path root;
  private static Container container;

  @Parameter Server server;

  private final List<HttpStream> streams = new ArrayList<>();
  private LogWriter log;

  @BeforeParameterizedClassInvocation
  static void start(Server server) {
    container = server.container().root(root).everyProtocol().compressing();
    recommended(server).forEach(container::connector);
    container.start();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    assertEquals(List.of(), container.complaints(), container::log);
    container.close();
  }

  @BeforeEach
  void aLogOfItsOwn(TestInfo test) {
    log = LogWriter.to(root.resolve(server + "-" + test.getTestMethod().orElseThrow().getName()));
  }

  @AfterEach
  void nothingIsLeftOfAnyStream() {
    if (!streams.isEmpty()) closeStreams();
    log.close();
  }

  @Test
  void theSameLinesArriveOverEveryProtocol() {
    log.lines(20);
    for (Version version : Version.values()) {
      HttpClient client = HttpStream.client(version);
      for (URI uri : List.of(container.uri(tail("text")), container.secureUri(tail("text")))) {
        HttpStream stream = open(client, uri).awaitText("line 20\n");
        assertEquals(version, stream.version(), uri::toString);
      }
    }
    for (int i = 0; i < 10; i++) {
      String line = log.lines(1);
      for (HttpStream stream : streams) stream.awaitText(line + "\n");
    }
    for (HttpStream stream : streams) assertEquals(streams.get(0).text(), stream.text());
  }

  @Test
  void burstsArriveWholeOverTls() throws IOException {
    for (Version version : Version.values()) {
      open(HttpStream.client(version), container.secureUri(tail("text") + "&from=start"));
    }
    Random random = new Random(1);
    for (int burst = 1; burst <= 4; burst++) {
      byte[] bytes = new byte[BURST_BYTES];
      random.nextBytes(bytes);
      bytes[BURST_BYTES - 1] = '\n';
      log.bytes(bytes);
      for (HttpStream stream : streams) stream.awaitBytes(TO_CATCH_UP, burst * BURST_BYTES);
    }
    byte[] written = Files.readAllBytes(log.path());
    for (HttpStream stream : streams) assertArrayEquals(written, stream.bytes());
  }

  @Test
  void aStreamThatIsNotReadDelaysNoneOfTheOthersOnItsConnection() throws IOException {
    HttpClient client = HttpStream.client(Version.HTTP_2);
    HttpStream stopped = open(client, container.uri(tail("text") + "&from=start"));
    log.lines(1);
    stopped.awaitText("line 1\n").pause();
    long before = container.footprint().sockets();
    for (int i = 1; i < MANY; i++) open(client, container.uri(tail("text")));
    for (HttpStream stream : streams) stream.awaitText("line 1\n");
    assertTrue(container.footprint().sockets() < before + MANY - 1, "one connection for all");

    for (int i = 0; i < 4; i++) log.text(("x".repeat(1023) + "\n").repeat(1024));
    log.line("end");
    for (HttpStream stream : streams) {
      if (stream != stopped) stream.awaitBytes(TO_CATCH_UP, Files.size(log.path()));
    }
    assertTrue(stopped.bytes().length < BURST_BYTES, stopped.bytes().length + " bytes came");
    String line = log.lines(1); // and again, one line at a time
    for (HttpStream stream : streams) if (stream != stopped) stream.awaitText(line + "\n");

    stopped.resume();
    byte[] written = Files.readAllBytes(log.path());
    for (HttpStream stream : streams) {
      stream.awaitBytes(TO_CATCH_UP, written.length);
      assertArrayEquals(written, stream.bytes());
    }
  }

  @Test
  void aStreamThatIsCancelledIsLetGoWhileTheOthersOnItsConnectionGoOn() {
    HttpClient client = HttpStream.client(Version.HTTP_2);
    log.lines(1);
    // NOTE: of a connection's first stream, which began as HTTP/1.1, Tomcat learns only when it
    // writes to it that it was cancelled: it is one of those that stay.
    for (String form : FORMS) open(client, container.uri(tail(form))).awaitText("line 1");
    List<HttpStream> staying = List.copyOf(streams);
    for (String form : FORMS) open(client, container.uri(tail(form))).awaitText("line 1");
    // Without a line or a heartbeat in between: only the client's word says that they have gone.
    for (HttpStream stream : streams.subList(staying.size(), streams.size())) stream.close();
    for (String held : List.of("web.Pump", "tail.Lease")) {
      Await.until(
          RELEASED,
          () -> container.reachable("comettail." + held) == staying.size(),
          () -> container.reachable("comettail." + held) + " are held of " + held);
    }
    String line = log.lines(1);
    for (HttpStream stream : staying) {
      stream.awaitText(line);
      assertNull(stream.end());
    }
  }

  @Test
  void aLineIsNotHeldBackWhereTheContainerCompresses() {
    log.lines(1);
    for (Version version : Version.values()) {
      HttpClient client = HttpStream.client(version);
      for (String form : FORMS) {
        HttpStream stream =
            HttpStream.get(client, container.secureUri(tail(form)), "Accept-Encoding", "gzip");
        streams.add(stream);
        boolean gzip = stream.field("Content-Encoding").contains("gzip");
        boolean text = form.equals("html") || form.equals("text"); // what Tomcat compresses
        assertEquals(text && server != Server.JETTY, gzip, "compressed: " + form);
      }
    }
    for (int i = 0; i < 3; i++) {
      String line = log.lines(1);
      for (HttpStream stream : streams) {
        Await.until(
            Await.SOON, () -> unpacked(stream).contains(line), () -> line + " in " + stream);
      }
    }
  }

  @Test
  void undeployEndsEveryStreamProperly() {
    List<Curl> ending = endingStreams();
    container.undeploy();
    assertEndProperly(ending);
    container.deploy();
  }

  @Test
  @Order(LAST)
  void stopEndsEveryStreamProperly() {
    List<Curl> ending = endingStreams();
    container.stop();
    assertEndProperly(ending);
  }

  private List<Curl> endingStreams() {
    log.lines(1);
    List<Curl> ending = new ArrayList<>();
    for (String form : FORMS) {
      ending.add(Curl.get(container.uri(tail(form))));
      ending.add(Curl.get(container.secureUri(tail(form))));
    }
    for (Curl stream : ending) stream.awaitText("line 1");
    return ending;
  }

  private static void assertEndProperly(List<Curl> streams) {
    for (Curl stream : streams) {
      assertEquals(0, stream.awaitEnd(), stream::text);
      boolean text = stream.text().startsWith("line 1"); // which says nothing of itself
      assertTrue(text || stream.text().contains("closing"), stream::text);
      stream.close();
    }
  }

  /** The text of what has come, if compressed, as far as it can be unpacked by now. */
  private static String unpacked(HttpStream stream) throws IOException {
    if (!stream.field("Content-Encoding").contains("gzip")) return stream.text();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(stream.bytes()))) {
      for (int c = in.read(); c >= 0; c = in.read()) text.write(c);
    } catch (EOFException soFar) {
      // It goes on.
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private void closeStreams() {
    streams.forEach(HttpStream::close);
    Await.until(
        RELEASED,
        () -> {
          log.lines(1); // over HTTP/1.1 a client that has gone is found when it is written to
          return container.reachable("comettail.web.Pump") == 0;
        },
        () -> container.reachable("comettail.web.Pump") + " streams are held");
  }

  private HttpStream open(HttpClient client, URI uri) {
    HttpStream stream = HttpStream.get(client, uri);
    streams.add(stream);
    assertEquals(200, stream.status());
    return stream;
  }

  private String tail(String form) {
    return "tail?log=" + log.path().getFileName() + "&format=" + form;
  }

  /**
   * What the README recommends for many readers; Tomcat complains of an attribute that it lacks.
   */
  private static Map<String, Object> recommended(Server server) {
    return switch (server) {
      case JETTY ->
          Map.of(
              "jetty.http.acceptQueueSize", 1024,
              "jetty.http.acceptedSendBufferSize", 131_072,
              "jetty.http.idleTimeout", 120_000);
      case TOMCAT10, TOMCAT11 ->
          Map.of(
              "maxConnections", 20_000,
              "acceptCount", 1024,
              "connectionTimeout", 120_000,
              "keepAliveTimeout", 20_000,
              "socket.txBufSize", 65536,
              "socket.appReadBufSize", 2048,
              "socket.appWriteBufSize", 16640,
              "maxHttpRequestHeaderSize", 4096,
              "maxHttpResponseHeaderSize", 2048);
    };
  }
}
