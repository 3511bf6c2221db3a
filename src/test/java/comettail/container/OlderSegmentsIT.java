package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.Compression;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A log over HTTP is one, whatever files it is in, and each of these can be read by its name. */
@ParameterizedClass(name = "{0}")
@EnumSource(Server.class)
class OlderSegmentsIT {
  @TempDir static Path directory;
  private static Path root;
  private static Container container;

  OlderSegmentsIT(Server server) {}

  @BeforeParameterizedClassInvocation
  static void start(Server server) throws IOException {
    root = Files.createTempDirectory(directory, "root");
    container = server.container().root(root).start();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    container.close();
  }

  @Test
  void aLogIsReadBackIntoItsCompressedSegmentsAndFollowedOn() {
    try (LogWriter log = LogWriter.to(root.resolve("followed/app.log"))) {
      twoSegments(log);
      log.lines(10);
      try (StreamClient client =
          StreamClient.get(container.uri("tail?log=followed/app.log&lines=25&format=text"))) {
        client.awaitText("line 30\n");
        log.lines(5);
        client.awaitText("line 35\n");
        assertEquals(numbered(6, 35), client.lines());
      }
    }
  }

  @Test
  void aCompressedFileIsReadUnpackedByItsOwnNameAndThenTheResponseEnds() {
    try (LogWriter log = LogWriter.to(root.resolve("packed/app.log"))) {
      twoSegments(log);
      String url = "tail?log=packed/app.log.2.gz&from=start&format=ndjson";
      try (StreamClient client = StreamClient.get(container.uri(url))) {
        client.awaitEnd();
        assertEquals(10, client.text().lines().count(), client::text);
        assertTrue(client.text().startsWith("{\"line\":\"line 1\""), client::text);
      }
    }
  }

  @Test
  void aLogWhoseFileIsGoneIsReadFromWhatIsLeftOfIt() {
    try (LogWriter log = LogWriter.to(root.resolve("gone/app.log"))) {
      twoSegments(log);
      log.remove();
      String url = "tail?log=gone/app.log&lines=15&format=text&events=true";
      try (StreamClient client = StreamClient.get(container.uri(url))) {
        client.awaitText("==> waiting: ");
        assertEquals(numbered(6, 20), client.lines().subList(0, 15));
      }
    }
  }

  /** Lines 1 to 10, compressed, and 11 to 20; the log's own file is empty. */
  private static void twoSegments(LogWriter log) {
    log.lines(10);
    log.rotateTo("app.log.2");
    log.lines(10);
    log.rotateTo("app.log.1");
    Packer.pack(log.path().resolveSibling("app.log.2"), Compression.GZIP);
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(LogWriter::numbered).toList();
  }
}
