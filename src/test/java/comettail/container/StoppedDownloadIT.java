package comettail.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.HttpStream;
import comettail.harness.OnEveryServer;
import comettail.harness.PulledStream;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.End;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Downloads whose clients stop reading, and downloads that the server has to end. */
class StoppedDownloadIT {
  /** More than the kernel and a container keep for a connection whose client reads nothing. */
  private static final int MANY_BYTES = 12_000_000;

  private static final int SMALL_BUFFER = 4096;
  private static final String DOWNLOAD = "raw?log=app.log";

  @TempDir Path root;
  private Path log;
  private byte[] bytes;

  @BeforeEach
  void write() throws IOException {
    bytes = new byte[MANY_BYTES];
    new Random(7).nextBytes(bytes);
    log = Files.write(root.resolve("app.log"), bytes);
    Files.writeString(root.resolve("small.log"), "small\n");
  }

  @OnEveryServer
  void aClientThatTakesNothingIsCutOffAndTheOthersGoOn(Server server) throws IOException {
    Container container = server.container().root(root).set("comet.maxStallSeconds", 1);
    try (Container running = container.set("comet.maxStreamsPerAddress", 2).start();
        PulledStream stopped = PulledStream.get(running.uri(DOWNLOAD), SMALL_BUFFER)) {
      for (int i = 0; i < 3; i++) {
        try (StreamClient other = StreamClient.get(running.uri(DOWNLOAD))) {
          assertEquals(End.COMPLETE, other.awaitEnd());
          assertArrayEquals(bytes, other.bytes());
        }
      }
      Await.until(
          Await.SOON,
          () -> running.footprint().filesUnder(root).isEmpty(),
          "the end of a download whose client takes nothing");
      assertThrows(EOFException.class, () -> readAll(stopped));
      assertEquals(List.of(), running.complaints(), running::log);
    }
  }

  @OnEveryServer
  void aDownloadIsOneOfTheStreamsThatThereMayBe(Server server) throws IOException {
    Container container = server.container().root(root).set("comet.maxStreamsPerAddress", 1);
    try (Container running = container.start()) {
      try (PulledStream stopped = PulledStream.get(running.uri(DOWNLOAD), SMALL_BUFFER);
          StreamClient refused = StreamClient.get(running.uri("raw?log=small.log"));
          StreamClient head = StreamClient.request("HEAD", running.uri("raw?log=small.log"))) {
        assertEquals(200, stopped.head().status());
        assertEquals(End.COMPLETE, refused.awaitEnd());
        assertEquals(429, refused.status());
        assertNull(refused.field("Content-Disposition"));
        assertEquals(200, head.status());
      }
      Await.until(
          Await.SOON,
          () -> status(running, "raw?log=small.log") == 200,
          "the place of a client that has left");
      Await.until(
          Await.SOON, () -> running.footprint().filesUnder(root).isEmpty(), "no file that is open");
    }
  }

  private static int status(Container container, String target) {
    try (StreamClient client = StreamClient.get(container.uri(target))) {
      return client.status();
    }
  }

  @OnEveryServer
  void overHttp2TooAndAllEndWithTheApplication(Server server) throws IOException {
    try (Container running = server.container().root(root).everyProtocol().start()) {
      HttpClient client = HttpStream.client(Version.HTTP_2);
      readsAndIsCutOverHttp2(running, client);
      try (PulledStream stopped = PulledStream.get(running.uri(DOWNLOAD), SMALL_BUFFER)) {
        running.undeploy();
        Await.until(Await.SOON, () -> holdsNothing(running), () -> "" + running.footprint());
        assertThrows(EOFException.class, () -> readAll(stopped));
      }
      assertEquals(List.of(), running.complaints(), running::log);
    }
  }

  private void readsAndIsCutOverHttp2(Container container, HttpClient client) throws IOException {
    try (HttpStream part = get(client, container, "Range", "bytes=5-")) {
      assertEquals(206, part.status());
      assertEquals(Version.HTTP_2, part.version());
      Await.until(Await.SOON, () -> part.end() != null, "the end of a download");
      assertEquals(End.COMPLETE, part.end());
      assertArrayEquals(Arrays.copyOfRange(bytes, 5, bytes.length), part.bytes());
    }
    try (HttpStream stopped = get(client, container)) {
      stopped.pause();
      assertEquals(200, stopped.status());
      Files.write(log, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
      stopped.resume();
      Await.until(Await.SOON, () -> stopped.end() != null, "the end of a download");
      // NOTE: Tomcat ends a stream properly that has fewer bytes than were promised. Clients
      // compare
      // the two (RFC 9113, section 8.1.1), curl among them; the JDK's does not.
      if (container.server() == Server.JETTY) assertEquals(End.CUT, stopped.end());
      assertEquals(List.of("" + MANY_BYTES), stopped.field("Content-Length"));
      assertTrue(stopped.bytes().length < MANY_BYTES);
    }
    Files.write(log, bytes);
  }

  private static HttpStream get(HttpClient client, Container container, String... fields) {
    return HttpStream.get(client, container.secureUri(DOWNLOAD), fields);
  }

  private boolean holdsNothing(Container container) {
    return container.footprint().threads("comet").isEmpty()
        && container.footprint().filesUnder(root).isEmpty();
  }

  private static long readAll(PulledStream stream) throws IOException {
    long all = 0;
    for (byte[] next = stream.next(); next != null; next = stream.next()) all += next.length;
    return all;
  }
}
