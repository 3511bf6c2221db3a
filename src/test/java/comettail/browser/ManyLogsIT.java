package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A root with thousands of logs is as quick to search as one with ten. */
class ManyLogsIT {
  private static final int LOGS = 3_000;
  private static final double QUICK_MILLIS = 1_500; // on a machine that does much else

  @TempDir Path root;

  @OnEveryEngine
  void aFilterOverThousandsOfLogsIsQuick(Engine engine) throws IOException {
    for (int i = 0; i < LOGS; i++) {
      Path folder = Files.createDirectories(root.resolve("service-" + i % 30));
      Files.writeString(folder.resolve("instance-" + i + ".log"), "a line\n");
    }
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open()) {
      ViewerPage viewer = ViewerPage.open(browser, container.uri(""));
      Await.until(Await.SOON, () -> viewer.logs().size() == LOGS, "the list is not whole");
      Object millis =
          browser.run(
              "const filter = document.getElementById('filter'), start = performance.now();"
                  + "filter.value = 'instance-29';"
                  + "filter.dispatchEvent(new Event('input'));"
                  + "document.body.getBoundingClientRect();"
                  + "return performance.now() - start;");
      assertEquals(111, viewer.logs().size());
      assertTrue(((Number) millis).doubleValue() < QUICK_MILLIS, "it takes " + millis + " ms");
    }
  }
}
