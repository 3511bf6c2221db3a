package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** A reader has the viewer show only the lines that matter. */
class FilteredIT {
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
  void onlyLinesWithATextAreShownAndNewOnesFollow(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve(engine + "-match.log"))) {
      for (int i = 1; i <= 100; i++) log.line("order " + i + (i % 10 == 0 ? " TIMEOUT" : " done"));
      ViewerPage viewer = open(browser, log).awaitLastLine("order 100 TIMEOUT");
      assertEquals(100, viewer.lineCount());
      viewer.type("f");
      match(browser).sendKeys("timeout", Keys.ENTER);
      awaitCount(viewer, 10);
      assertEquals("order 100 TIMEOUT", viewer.lastLine());
      assertTrue(viewer.address().endsWith("&match=timeout"), viewer.address());
      log.line("order 101 done");
      log.line("order 102 TIMEOUT");
      viewer.awaitLastLine("order 102 TIMEOUT");
      assertEquals(11, viewer.lineCount());
      match(browser).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
      awaitCount(viewer, 102);
    }
  }

  @OnEveryEngine
  void onlySeriousLinesAreShownWithTheirTraces(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve(engine + "-level.log"))) {
      log.line("INFO started");
      log.line("ERROR failed");
      log.line("\tat shop.Orders.place(Orders.java:17)");
      log.line("INFO went on");
      ViewerPage viewer = open(browser, log).awaitLastLine("INFO went on");
      new Select(browser.driver().findElement(By.id("level"))).selectByValue("warn");
      List<String> serious = List.of("ERROR failed", "\tat shop.Orders.place(Orders.java:17)");
      Await.until(
          Await.SOON, () -> viewer.lines().equals(serious), () -> viewer.lines().toString());
      assertTrue(viewer.address().endsWith("&level=warn"), viewer.address());
    }
  }

  @OnEveryEngine
  void linesAroundThoseThatAreFoundAreShownPaler(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve(engine + "-context.log"))) {
      log.lines(60);
      ViewerPage viewer = open(browser, log).awaitLastLine("line 60");
      WebElement context = browser.driver().findElement(By.id("context"));
      assertFalse(context.isDisplayed());
      match(browser).sendKeys("/line [24]0$/", Keys.ENTER);
      awaitCount(viewer, 2);
      new Select(context).selectByValue("3");
      awaitCount(viewer, 14);
      assertTrue(viewer.address().endsWith("&context=3"), viewer.address());
      assertEquals(
          List.of("line 17", "line 18", "line 19", "line 21", "line 22", "line 23"),
          viewer.lines("div.context").subList(0, 6));
      assertEquals(12, viewer.lines("div.context").size());
      assertEquals(List.of("line 23"), viewer.lines("div:has(+ hr)"));
      assertEquals(
          2L,
          viewer.run(
              "return new Set([...stream.querySelectorAll('section > div')]"
                  + ".map(line => stream.defaultView.getComputedStyle(line).color)).size"));
    }
  }

  @OnEveryEngine
  void aPatternThatIsNoneIsRefusedInTheServersSentence(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve(engine + "-bad.log"))) {
      log.lines(3);
      ViewerPage viewer = open(browser, log).awaitLastLine("line 3");
      match(browser).sendKeys("/a(b/", Keys.ENTER);
      viewer.awaitConnection("Refused");
      assertTrue(viewer.banner().contains("missing closing )"), viewer.banner());
    }
  }

  private static void awaitCount(ViewerPage viewer, long count) {
    Await.until(Await.SOON, () -> viewer.lineCount() == count, () -> viewer.lineCount() + " lines");
  }

  private static ViewerPage open(Browser browser, LogWriter log) {
    String query = "?log=" + log.path().getFileName();
    return ViewerPage.open(browser, container.uri(query));
  }

  private static WebElement match(Browser browser) {
    return browser.driver().findElement(By.id("match"));
  }
}
