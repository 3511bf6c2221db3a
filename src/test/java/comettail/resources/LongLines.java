package comettail.resources;

import comettail.harness.Container;
import comettail.harness.LongLine;
import comettail.harness.Server;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How one very long line passes through a server with a small heap. */
final class LongLines {
  private static final long SEED = 1;

  private final Server server;
  private final int mebibytes;
  private final Path root;

  LongLines(Server server, int mebibytes, Path root) {
    this.server = server;
    this.mebibytes = mebibytes;
    this.root = root;
  }

  void print(PrintStream out) throws IOException {
    Path log = root.resolve("long.log");
    LongLine line = LongLine.write(log, mebibytes, SEED);
    out.printf("One line of %d MiB, `-Xmx64m`%n%n", mebibytes);
    out.println(
        "| form | seconds | all of it came, unchanged | the server's largest size so far |");
    out.println("|---|---|---|---|");
    try (Container container =
        server.container().option("-XX:TieredStopAtLevel=4").option("-Xmx64m").root(root).start()) {
      for (String form : List.of("text", "html", "sse", "ndjson")) {
        String url = "tail?log=long.log&from=start&follow=false&format=" + form;
        long began = System.nanoTime();
        LongLine read = LongLine.read(container.uri(url));
        double seconds = (System.nanoTime() - began) / 1e9;
        String whole = read.equals(line) ? "yes" : "NO: " + read + ", not " + line;
        out.printf(
            "| %s | %.1f | %s | %d MiB |%n", form, seconds, whole, peakMebibytes(container.pid()));
      }
    }
    Files.delete(log);
  }

  private static long peakMebibytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
