package comettail.resources;

import comettail.bench.ScratchDirectory;
import comettail.harness.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Prints what Comet Tail costs, as Markdown tables. The command is {@code bench/resources}. */
public final class Resources {
  private Resources() {}

  /** Measures the parts that the arguments name, all of them if they name none. */
  public static void main(String[] parts) throws IOException {
    List<String> asked = parts.length > 0 ? List.of(parts) : List.of("rest", "far", "long");
    try (ScratchDirectory root = ScratchDirectory.create("comet-resources-")) {
      for (String part : asked) {
        print(part, root.path());
        System.out.println();
      }
    }
  }

  private static void print(String part, Path root) throws IOException {
    Server server = Server.valueOf(System.getProperty("server", "jetty").toUpperCase());
    int logs = Integer.getInteger("logs", 9_800);
    Duration period = Duration.ofSeconds(Integer.getInteger("seconds", 30));
    switch (part) {
      case "rest" -> new RestingLogs(server, logs, period, root).print(System.out);
      case "far" ->
          new FarReads(server, Integer.getInteger("gigabytes", 100), root).print(System.out);
      case "long" ->
          new LongLines(server, Integer.getInteger("mebibytes", 1024), root).print(System.out);
      default -> throw new IllegalArgumentException("no such part: " + part);
    }
  }
}
