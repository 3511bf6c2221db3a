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

/** A reader goes to a time, and reads on from there. */
class PlaceInTimeIT {
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
  void aTimeIsGoneToAndReadFromItsFirstLine(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "time.log")) {
      minutes(log, 600);
      ViewerPage viewer = open(browser, log, "&lines=20").awaitLastLine(at(599));
      viewer.type("t");
      from(browser).sendKeys("2026-11-22T02:15", Keys.ENTER);
      viewer.awaitFirstLine(at(135)).awaitLastLine(at(599));
      Await.until(Await.SOON, () -> viewer.place().startsWith(at(135)), viewer::place);
      assertEquals(465, viewer.lineCount());
      assertTrue(viewer.address().endsWith("&from=2026-11-22T02:15"), viewer.address());
      assertFalse(browser.driver().findElement(By.id("lines")).isDisplayed());
      String place = viewer.place();
      log.line("and on");
      viewer.awaitLastLine("and on");
      assertEquals(place, viewer.place());
      viewer.awaitConnection("Live");
    }
  }

  @OnEveryEngine
  void anEmptyFieldLeadsBackToTheEnd(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "back.log")) {
      minutes(log, 600);
      ViewerPage viewer = open(browser, log, "&lines=20&from=2026-11-22T02:15");
      viewer.awaitFirstLine(at(135));
      assertEquals("2026-11-22T02:15", from(browser).getAttribute("value"));
      viewer.type("t");
      from(browser).sendKeys(Keys.DELETE, Keys.ENTER);
      viewer.awaitFirstLine(at(580)).awaitLastLine(at(599));
      assertEquals(0, viewer.fromBottom());
      assertFalse(viewer.address().contains("from="), viewer.address());
      browser.driver().navigate().back();
      viewer.awaitFirstLine(at(135));
    }
  }

  @OnEveryEngine
  void aTimeWithFewLinesStaysAtItsEnd(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "few.log")) {
      minutes(log, 600);
      ViewerPage viewer = open(browser, log, "&from=2026-11-22T09:57").awaitLastLine(at(599));
      assertEquals(List.of(at(597), at(598), at(599)), viewer.lines());
      assertFalse(viewer.toBottom().isDisplayed());
      viewer.awaitEarlier("Earlier lines");
    }
  }

  @OnEveryEngine
  void whatIsNoTimeIsRefusedInTheServersSentence(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "none.log")) {
      minutes(log, 3);
      ViewerPage viewer = open(browser, log, "").awaitLastLine(at(2));
      from(browser).sendKeys("noon", Keys.ENTER);
      viewer.awaitConnection("Refused");
      assertTrue(viewer.banner().contains("10:15 or -15m"), viewer.banner());
      assertEquals("noon", from(browser).getAttribute("value"));
      from(browser).sendKeys("2026-11-22T00:01", Keys.ENTER);
      viewer.awaitFirstLine(at(1)).awaitConnection("Live");
      assertEquals("", viewer.banner());
    }
  }

  @OnEveryEngine
  void theTimeIsKeptForAnotherLog(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter first = log(engine, "first.log");
        LogWriter second = log(engine, "second.log")) {
      minutes(first, 300);
      minutes(second, 400);
      ViewerPage viewer = open(browser, first, "&from=2026-11-22T02:15").awaitLastLine(at(299));
      String other = engine + "/second.log";
      Await.until(Await.SOON, () -> viewer.logs().contains(other), "the list is empty");
      viewer.log(other).click();
      viewer.awaitLastLine(at(399)).awaitFirstLine(at(135));
    }
  }

  private static LogWriter log(Engine engine, String name) {
    return LogWriter.to(root.resolve(engine.name()).resolve(name));
  }

  private static ViewerPage open(Browser browser, LogWriter log, String query) {
    return ViewerPage.open(browser, container.uri("?log=" + root.relativize(log.path()) + query));
  }

  private static WebElement from(Browser browser) {
    return browser.driver().findElement(By.id("from"));
  }

  /** Writes a line for each minute of a day. */
  private static void minutes(LogWriter log, int count) {
    StringBuilder text = new StringBuilder();
    for (int minute = 0; minute < count; minute++) text.append(at(minute)).append('\n');
    log.text(text.toString());
  }

  private static String at(int minute) {
    return "2026-11-22 %02d:%02d:00 the line of minute %d"
        .formatted(minute / 60, minute % 60, minute);
  }
}
