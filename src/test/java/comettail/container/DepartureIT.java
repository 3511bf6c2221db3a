package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that leave while there is nothing to send to them, and no form for a heartbeat. */
@ParameterizedClass(name = "{0}")
@EnumSource(Server.class)
class DepartureIT {
  private static final long SPARSE_BYTES = 1L << 40; // 1 TiB, which takes some minutes to search
  private static final String FORWARDED = "X-Forwarded-For: 203.0.113.7";

  /** How a client leaves. */
  private enum Leave {
    CLOSE(StreamClient::close),
    RESET(StreamClient::reset),
    HALF_CLOSE(StreamClient::halfClose);

    final Consumer<StreamClient> way;

    Leave(Consumer<StreamClient> way) {
      this.way = way;
    }
  }

  @TempDir static Path root;
  private static Container container;
  private static int logs;

  private final String name = "log-" + ++logs + ".log";
  private final LogWriter log = LogWriter.to(root.resolve(name));

  DepartureIT(Server server) {}

  @BeforeAll
  static void onLinux() {
    assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "no other system tells");
  }

  @BeforeParameterizedClassInvocation
  static void start(Server server) {
    container = server.container().root(root).set("comet.heartbeatSeconds", 1);
    container.change(base -> trustProxies(server, base)).start();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    container.close();
  }

  /** Has the container take a client's address from the header that a proxy sends. */
  private static void trustProxies(Server server, Path base) {
    try {
      if (server == Server.JETTY) {
        Path modules = Files.createDirectories(base.resolve("start.d"));
        Files.writeString(modules.resolve("http-forwarded.ini"), "--modules=http-forwarded\n");
      } else {
        Path file = base.resolve("conf/server.xml");
        String valve = "<Valve className=\"org.apache.catalina.valves.RemoteIpValve\"/></Host>";
        Files.writeString(file, Files.readString(file).replace("</Host>", valve));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoeverLeavesAQuietLogIsNoticed() {
    log.line("first");
    List<StreamClient> staying = List.of(text("lines=1"), text("lines=1", FORWARDED));
    Map<StreamClient, Leave> leaving = new HashMap<>();
    for (Leave leave : Leave.values()) {
      leaving.put(text("lines=1"), leave);
      leaving.put(text("lines=1", FORWARDED), leave);
    }
    awaitLook();
    awaitStreams(staying.size() + leaving.size());
    leaving.forEach((client, leave) -> leave.way.accept(client));
    awaitStreams(staying.size());
    log.line("second");
    for (StreamClient client : staying) {
      client.await(Await.SOON, c -> c.text().equals("first\nsecond\n"), "the next line");
      client.close();
    }
    awaitStreams(0);
  }

  @Test
  void aSearchThatFindsNothingStops() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(log.path().toFile(), "rw")) {
      sparse.setLength(SPARSE_BYTES);
    }
    StreamClient leaving = text("from=start&follow=false&match=nothing");
    awaitStreams(1);
    leaving.close();
    awaitStreams(0);
  }

  @Test
  void aPortThatAHeaderNamesIsNoneOfTheMachines() {
    log.line("first");
    StreamClient leaving = text("lines=1");
    StreamClient staying = text("lines=1", FORWARDED + ":" + leaving.port());
    awaitLook();
    leaving.close();
    awaitStreams(1);
    log.line("second");
    staying.await(Await.SOON, c -> c.text().equals("first\nsecond\n"), "the next line");
    staying.close();
    Await.until(
        Await.SOON,
        () -> {
          log.line("so that it is noticed");
          return streams() == 0;
        },
        "a stream is left");
  }

  private StreamClient text(String query, String... fields) {
    String uri = "tail?format=text&log=" + name + "&" + query;
    StreamClient client = StreamClient.get(container.uri(uri), fields);
    assertEquals(200, client.head().status());
    return client;
  }

  /** Waits until all who are silent have been looked for: as long as a few heartbeats take. */
  private void awaitLook() {
    try (StreamClient other =
        StreamClient.get(container.uri("tail?lines=0&format=sse&log=" + name))) {
      other.await(Await.SOON, c -> c.text().lines().filter(":"::equals).count() > 6, "heartbeats");
    }
  }

  private static void awaitStreams(int count) {
    Await.until(Await.SOON, () -> streams() == count, () -> streams() + " streams, not " + count);
  }

  private static long streams() {
    return container.reachable("comettail.web.Pump");
  }
}
