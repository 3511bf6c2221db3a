package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.Compression;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.OnEveryServer;
import comettail.harness.Packer;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** A log over HTTP is one, whatever files it is in, and each of these can be read by its name. */
class OlderSegmentsIT {
  @TempDir Path root;

  @OnEveryServer
  void aLogIsReadBackIntoItsCompressedSegmentsAndFollowedOn(Server server) {
    try (Container container = server.container().root(root).start();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      twoSegments(log);
      log.lines(10);
      try (StreamClient client =
          StreamClient.get(container.uri("tail?log=app.log&lines=25&format=text"))) {
        client.awaitText("line 30\n");
        log.lines(5);
        client.awaitText("line 35\n");
        assertEquals(numbered(6, 35), client.lines());
      }
    }
  }

  @OnEveryServer
  void aCompressedFileIsReadUnpackedByItsOwnNameAndThenTheResponseEnds(Server server) {
    try (Container container = server.container().root(root).start();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      twoSegments(log);
      String url = "tail?log=app.log.2.gz&from=start&format=ndjson";
      try (StreamClient client = StreamClient.get(container.uri(url))) {
        client.awaitEnd();
        assertEquals(10, client.text().lines().count(), client::text);
        assertTrue(client.text().startsWith("{\"line\":\"line 1\""), client::text);
      }
    }
  }

  @OnEveryServer
  void aLogWhoseFileIsGoneIsReadFromWhatIsLeftOfIt(Server server) {
    try (Container container = server.container().root(root).start();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      twoSegments(log);
      log.remove();
      String url = "tail?log=app.log&lines=15&format=text&events=true";
      try (StreamClient client = StreamClient.get(container.uri(url))) {
        client.awaitText("==> waiting: ");
        assertEquals(numbered(6, 20), client.lines().subList(0, 15));
      }
    }
  }

  /** Lines 1 to 10, compressed, and 11 to 20; the log's own file is empty. */
  private void twoSegments(LogWriter log) {
    log.lines(10);
    log.rotateTo("app.log.2");
    log.lines(10);
    log.rotateTo("app.log.1");
    Packer.pack(root.resolve("app.log.2"), Compression.GZIP);
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(LogWriter::numbered).toList();
  }
}
