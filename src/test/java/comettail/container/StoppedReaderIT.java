package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.OnEveryServer;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Readers that stop reading for a while, and readers that go away while their log is quiet. */
class StoppedReaderIT {
  /** More than the kernel and a container keep for a connection whose client reads nothing. */
  private static final int LINES = 20_000;

  private static final String LONG = "x".repeat(500);
  private static final int READERS = 150;
  private static final long MORE_BYTES_A_READER = 24 * 1024; // much less than a chunk
  private static final int SMALL_BUFFER = 4096;
  private static final Duration RELEASED = Duration.ofSeconds(30);

  @TempDir Path root;

  @OnEveryServer
  void aReaderThatHasStoppedDelaysNobodyAndGetsEverythingOnceItGoesOn(Server server)
      throws IOException {
    try (Container container = server.container().root(root).start();
        LogWriter log = LogWriter.to(root.resolve("app.log"));
        Socket stopped = ask(container, "/tail?log=app.log&from=start&format=text")) {
      for (int i = 0; i < LINES; i++) log.line(i + LONG);
      try (StreamClient healthy = StreamClient.get(container.uri("tail?log=app.log&format=sse"))) {
        log.line("end");
        healthy.awaitText("data: end\n");
      }
      String answer = readUntil(stopped, "end\n");
      String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
      assertEquals(Files.readString(log.path()), body);
    }
  }

  @OnEveryServer
  void aReaderThatGoesAwayFromAQuietLogIsLetGo(Server server) {
    Container container = server.container().root(root).set("comet.heartbeatSeconds", 1);
    try (LogWriter log = LogWriter.to(root.resolve("app.log"));
        Container running = container.start()) {
      log.lines(1);
      for (String form : List.of("html", "sse", "ndjson")) {
        String target = "tail?log=app.log&format=" + form;
        StreamClient.get(running.uri(target)).awaitText("line 1").reset();
        StreamClient.get(running.uri(target)).awaitText("line 1").close();
      }
      Await.until(
          RELEASED,
          () -> running.reachable("comettail.web.Pump") == 0,
          () -> running.reachable("comettail.web.Pump") + " streams are held");
    }
  }

  @OnEveryServer
  void aReaderThatHasCaughtUpHoldsNothingOfWhatItHasRead(Server server) throws IOException {
    try (Container container = server.container().root(root).start();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      for (int i = 0; i < 1_000; i++) log.line(i + LONG);
      log.line("end");
      String target = "tail?log=app.log&format=text&";
      reachableWith(container, target + "from=start"); // what is made once is there then
      long follow = reachableWith(container, target + "lines=1");
      long caughtUp = reachableWith(container, target + "from=start");
      assertTrue(
          caughtUp < follow + READERS * MORE_BYTES_A_READER,
          caughtUp + " bytes, and " + follow + " of readers that have read a line");
    }
  }

  /** Returns how many bytes the server holds while many readers wait who have all there is. */
  private static long reachableWith(Container container, String target) {
    List<StreamClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < READERS; i++) clients.add(StreamClient.get(container.uri(target)));
      for (StreamClient client : clients) client.awaitText("end\n");
      return container.reachableBytes();
    } finally {
      clients.forEach(StreamClient::close);
      Await.until(RELEASED, () -> container.reachable("comettail.web.Pump") == 0, "all have left");
    }
  }

  /**
   * Asks by HTTP/1.0, whose bodies have no chunks, on a connection that takes little in advance.
   */
  private static Socket ask(Container container, String target) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.connect(new InetSocketAddress("127.0.0.1", container.port()));
    String request = "GET " + target + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    socket.setSoTimeout((int) Await.SOON.toMillis());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] bytes = new byte[64 * 1024];
    for (int n; (n = socket.getInputStream().read(bytes)) >= 0; ) {
      all.write(bytes, 0, n);
      String last = new String(bytes, Math.max(0, n - end.length()), Math.min(n, end.length()));
      if (last.equals(end)) return all.toString(StandardCharsets.US_ASCII);
    }
    throw new AssertionError("cut after " + all.size() + " bytes");
  }
}
