package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** However much a log says, the page stays within bounds, and a reader loses nothing by it. */
class BusyLogIT {
  private static final int KEPT = 10_000;
  private static final int HELD = 50_000;
  private static final int SECTION = 1_000; // more than any section of these lines
  private static final int STEP = 6_000;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path root;

  @OnEveryEngine
  void atTheBottomOldLinesGo(Engine engine) {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      write(log, 1, 9_000);
      ViewerPage viewer = ViewerPage.open(browser, container.uri("?log=app.log&lines=10000"));
      viewer.awaitLastLine(line(9_000));
      assertEquals(9_000, viewer.lineCount());
      write(log, 9_001, 30_000);
      Await.until(LONG, () -> viewer.lastLine().equals(line(30_000)), viewer::lastLine);
      Await.until(
          Await.SOON,
          () -> viewer.lineCount() < KEPT + SECTION,
          () -> viewer.lineCount() + " lines are in the page");
      assertTrue(viewer.lineCount() >= KEPT, viewer.lineCount() + " lines are left");
      assertEquals(0, viewer.fromBottom());
    }
  }

  @OnEveryEngine
  void aReaderWhoLooksBackForLongPausesTheStreamAndThenMissesNothing(Engine engine) {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      write(log, 1, 2_000);
      ViewerPage viewer = ViewerPage.open(browser, container.uri("?log=app.log"));
      viewer.awaitLastLine(line(2_000)).scrollUp(3_000);
      String place = viewer.place();
      for (int n = 2_000; n < 80_000; n += STEP) {
        write(log, n + 1, n + STEP);
        String last = line(n + STEP);
        Await.until(
            LONG,
            () -> viewer.lastLine().equals(last) || viewer.connection().equals("Paused"),
            viewer::lastLine);
      }
      viewer.awaitConnection("Paused");
      assertTrue(viewer.banner().contains("50,000 lines"), viewer.banner());
      assertEquals(place, viewer.place());
      long held = viewer.lineCount();
      assertTrue(held > HELD - STEP && held < HELD + 2 * STEP, held + " lines are held");

      viewer.toBottom().click();
      Await.until(LONG, () -> viewer.lastLine().equals(line(80_000)), viewer::lastLine);
      viewer.awaitConnection("Live");
      List<String> lines = viewer.lines();
      for (int i = 0; i < lines.size(); i++) {
        assertEquals(line(80_000 - lines.size() + 1 + i), lines.get(i));
      }
      assertTrue(lines.size() >= KEPT, lines.size() + " lines are left");
    }
  }

  private static void write(LogWriter log, int first, int last) {
    StringBuilder text = new StringBuilder();
    for (int n = first; n <= last; n++) text.append(line(n)).append('\n');
    log.text(text.toString());
  }

  private static String line(int n) {
    return "2026-11-22 08:00:00,000 INFO  [worker-1] a line of the usual length, which is number "
        + n;
  }
}
