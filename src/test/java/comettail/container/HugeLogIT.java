package comettail.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.file.SegmentFile;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.End;
import comettail.line.Position;
import comettail.line.SegmentId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heap of 64 MB is enough for logs of any size. */
class HugeLogIT {
  private static final long SPARSE_BYTES = 100L << 30; // 100 GiB, of which hardly any are there
  private static final int LINES = 400_000; // of 150 bytes

  private static final Duration UNDER_LOAD = Duration.ofMinutes(2);

  @TempDir static Path root;
  private static Container container;

  @BeforeAll
  static void start() {
    container = Container.jetty().root(root).option("-Xmx64m").start();
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  @Test
  void pagesOfASparseLogAreReadWhereverTheyAre() throws Exception {
    Path log = root.resolve("sparse.log");
    long middle = SPARSE_BYTES / 2;
    byte[] head = ("first\n" + "x".repeat(300) + "\n").getBytes(UTF_8);
    byte[] lines = "\nm1\nm2\nm3\n".getBytes(UTF_8);
    write(log, 0, head);
    write(log, middle, lines);
    write(log, SPARSE_BYTES - 10, "\nl1\nl2\nl3\n".getBytes(UTF_8));
    assertEquals("l2\nl3\n", get("lines=2&follow=false&log=sparse.log"));
    String position = position(log, head, middle, lines);
    assertEquals("m2\nm3\n", get("lines=2&log=sparse.log&to=" + position));
    HttpRequest part =
        HttpRequest.newBuilder(container.uri("raw?log=sparse.log"))
            .header("Range", "bytes=-3")
            .build();
    HttpResponse<String> last =
        HttpClient.newHttpClient().send(part, HttpResponse.BodyHandlers.ofString());
    assertEquals(206, last.statusCode());
    assertEquals("l3\n", last.body());
  }

  /** Returns the position after {@code lines} at {@code offset}. */
  private static String position(Path log, byte[] head, long offset, byte[] lines)
      throws IOException {
    Path real = root.toRealPath();
    try (SegmentFile file = SegmentFile.open(real, real.resolve(log.getFileName()))) {
      byte[] window = new byte[Position.WINDOW];
      long end = offset + lines.length;
      file.read(end - window.length, window, 0, window.length);
      byte[] first = Arrays.copyOf(head, Position.WINDOW);
      SegmentId segment = new SegmentId(file.id().hash(), 0, first);
      return segment.position(end, window, window.length).toString();
    }
  }

  @Test
  void aSearchTakesNoMoreMemoryThanItsSlices() {
    LogWriter log = LogWriter.to(root.resolve("large.log"));
    String rest = " " + "x".repeat(140) + "\n";
    for (int i = 0; i < LINES; i += 10_000) {
      StringBuilder text = new StringBuilder();
      for (int n = i; n < i + 10_000; n++) text.append(n).append(n % 1_000 == 7 ? " X" : rest);
      log.text(text.toString().replace(" X", " X\n"));
    }
    String all = "log=large.log&from=start&follow=false&format=text&";
    assertEquals(LINES / 1_000, get(all + "match=X").lines().count());
    for (String order : List.of("oldest", "newest")) {
      assertEquals(LINES - LINES / 1_000, count(all + "exclude=X&order=" + order), order);
    }
  }

  private static long count(String query) {
    try (StreamClient client = StreamClient.get(container.uri("tail?" + query))) {
      client.await(UNDER_LOAD, c -> c.end() != null, "the end");
      assertEquals(End.COMPLETE, client.end());
      return client.lines().size();
    }
  }

  private static String get(String query) {
    try (StreamClient client = StreamClient.get(container.uri("tail?" + query))) {
      client.await(UNDER_LOAD, c -> c.end() != null, "the end");
      assertEquals(End.COMPLETE, client.end());
      return client.text();
    }
  }

  private static void write(Path path, long offset, byte[] bytes) throws IOException {
    if (!Files.exists(path)) Files.createFile(path);
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) file.write(buffer, offset + buffer.position());
    }
  }
}
