package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.Container;
import comettail.harness.LogWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A page without lines says why, until a line comes. */
class EmptyPageIT {
  @TempDir static Path root;
  private static Container container;

  @BeforeAll
  static void serve() {
    container = Container.jetty().root(root).start();
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  @OnEveryEngine
  void aFilterThatNothingPassesIsNamed(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve(engine + "-filter.log"))) {
      log.lines(800);
      ViewerPage viewer = open(browser, log, "&match=timeout");
      viewer.awaitEmptiness("No line with \u201ctimeout\u201d in the last 500 lines yet.");
      viewer.pressEarlier();
      viewer.awaitEmptiness("No line with \u201ctimeout\u201d yet.");
      log.line("a TIMEOUT");
      viewer.awaitLastLine("a TIMEOUT").awaitEmptiness("");
    }
  }

  @OnEveryEngine
  void anEmptyLogIsSaidToBeEmpty(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve(engine + "-empty.log"))) {
      ViewerPage viewer = open(browser, log, "").awaitEmptiness("This log is empty.");
      viewer.awaitLastLine(log.lines(1)).awaitEmptiness("").awaitHead("The log begins here");
      assertEquals("", viewer.earlier());
    }
  }

  @OnEveryEngine
  void aTimeThatIsStillToComeIsNamed(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve(engine + "-late.log"))) {
      log.line("2026-11-22 10:00:00 the last one");
      ViewerPage viewer = open(browser, log, "&from=2026-11-22T12:00");
      viewer.awaitEmptiness("No line since 2026-11-22T12:00 yet.");
    }
  }

  private static ViewerPage open(Browser browser, LogWriter log, String query) {
    return ViewerPage.open(browser, container.uri("?log=" + log.path().getFileName() + query));
  }
}
