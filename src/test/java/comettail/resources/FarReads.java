package comettail.resources;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** How soon a reader has the last lines of a huge log, and goes on at a place far back in it. */
final class FarReads {
  private static final int RUNS = 51;

  private final Server server;
  private final long gibibytes;
  private final Path root;

  FarReads(Server server, long gibibytes, Path root) {
    this.server = server;
    this.gibibytes = gibibytes;
    this.root = root;
  }

  /** What is done and timed. */
  private interface Work {
    void run() throws Exception;
  }

  void print(PrintStream out) throws IOException {
    Path log = root.resolve("huge.log");
    write(log, lines(1, 1000));
    out.printf("ms, %d runs each, the first one apart; a sparse log of %d GB%n%n", RUNS, gibibytes);
    out.println("| what | first | median | slowest |");
    out.println("|---|---|---|---|");
    try (Container container =
        server.container().option("-XX:TieredStopAtLevel=4").root(root).start()) {
      URI far = container.uri("tail?log=huge.log&format=text&from=" + lastPosition(container));
      container.stop(); // one that follows the log would read all of what it grows by
      grow(log);
      container.start();
      String expected = lines(3991, 4000);
      row(out, "`tail -n 10`, a process", () -> require(expected, output("tail", log)));
      URI last = container.uri("tail?log=huge.log&format=text&lines=10&follow=false");
      row(out, "last 10 lines over HTTP", () -> require(expected, get(last)));
      URI many = container.uri("tail?log=huge.log&format=text&lines=1000&follow=false");
      row(out, "last 1,000 lines over HTTP", () -> require(lines(3001, 4000), get(many)));
      row(out, "first bytes after a position that far back, over HTTP", () -> firstBytes(far));
      URI live = container.uri("tail?log=huge.log&format=ndjson&lines=10");
      row(out, "last 10 lines of a stream that follows", () -> firstLines(live));
    }
    Files.delete(log);
  }

  private static void row(PrintStream out, String what, Work work) throws IOException {
    double[] millis = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long began = System.nanoTime();
      try {
        work.run();
      } catch (Exception e) {
        throw new IOException(what, e);
      }
      millis[i] = (System.nanoTime() - began) / 1e6;
    }
    double first = millis[0];
    double[] later = Arrays.copyOfRange(millis, 1, RUNS);
    Arrays.sort(later);
    out.printf(
        "| %s | %.1f | %.1f | %.1f |%n",
        what, first, later[later.length / 2], later[later.length - 1]);
  }

  private void grow(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(gibibytes << 30);
      file.seek(file.length());
      file.writeBytes("\n" + lines(1001, 4000));
    }
  }

  private static void write(Path log, String text) throws IOException {
    Files.writeString(log, text);
  }

  private static String lines(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i <= to; i++) text.append("line %06d of a huge log\n".formatted(i));
    return text.toString();
  }

  private static String output(String command, Path log) throws IOException {
    Process process = new ProcessBuilder(command, "-n", "10", log.toString()).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String get(URI uri) {
    try (StreamClient client = StreamClient.get(uri)) {
      client.awaitEnd();
      return client.text();
    }
  }

  private static void firstBytes(URI uri) {
    try (StreamClient client = StreamClient.get(uri)) {
      client.await(Await.SOON, c -> c.bytes().length > 0, "first bytes");
      client.reset();
    }
  }

  private static void firstLines(URI uri) {
    try (StreamClient client = StreamClient.get(uri)) {
      client.awaitText("line 004000");
    }
  }

  private static String lastPosition(Container container) {
    String text = get(container.uri("tail?log=huge.log&format=ndjson&lines=1&follow=false"));
    return text.substring(text.lastIndexOf("\"at\":\"") + 6, text.lastIndexOf("\"}"));
  }

  private static void require(String expected, String text) {
    if (!text.equals(expected)) {
      throw new IllegalStateException(text.length() + " characters, not " + expected.length());
    }
  }
}
