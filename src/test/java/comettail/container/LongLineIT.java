package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.Container;
import comettail.harness.LongLine;
import comettail.harness.OnEveryServer;
import comettail.harness.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/**
 * A line that is longer than the server's memory passes through it whole, in every form. A gibibyte
 * of it is asked for by {@code -Dcomet.longLineMebibytes=1024}.
 */
class LongLineIT {
  private static final int MEBIBYTES = Integer.getInteger("comet.longLineMebibytes", 96);
  private static final long SEED = 1;

  @TempDir Path root;

  @OnEveryServer
  void aLineLongerThanTheHeapPassesThrough(Server server) throws IOException {
    LongLine line = LongLine.write(root.resolve("app.log"), MEBIBYTES, SEED);
    try (Container container = server.container().option("-Xmx64m").root(root).start()) {
      for (String form : List.of("text", "html", "sse", "ndjson")) {
        String url = "tail?log=app.log&from=start&follow=false&format=" + form;
        assertEquals(line, LongLine.read(container.uri(url)), form);
      }
      assertEquals(List.of(), container.complaints());
    }
  }
}
