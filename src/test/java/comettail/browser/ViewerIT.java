package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A reader chooses a log, follows it, looks back, and returns to its end. */
class ViewerIT {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir static Path root;
  private static Container container;

  @BeforeAll
  static void serve() {
    container = Container.jetty().root(root).at("/ops/logs").start();
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  @OnEveryEngine
  void linesAppearWithinASecondOfBeingWritten(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "quick.log")) {
      log.lines(20);
      ViewerPage viewer = follow(browser, log).awaitLastLine("line 20");
      for (int i = 0; i < 5; i++) {
        String last = log.lines(1);
        Await.until(SECOND, () -> viewer.lastLine().equals(last), last + " is not there");
      }
      assertEquals(ViewerPage.numbered(1, 25), viewer.lines());
      viewer.awaitConnection("Live");
    }
  }

  @OnEveryEngine
  void theViewStaysAtTheBottomWhileLinesArrive(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "bottom.log")) {
      log.lines(300);
      ViewerPage viewer = follow(browser, log).awaitLastLine("line 300");
      for (int i = 0; i < 10; i++) {
        viewer.awaitLastLine(log.lines(7));
        assertEquals(0, viewer.fromBottom());
      }
      Object inView =
          viewer.run(
              "const last = [...stream.querySelectorAll('section > div')].pop();"
                  + "const {top, bottom} = last.getBoundingClientRect();"
                  + "return top > 0 && bottom <= stream.documentElement.clientHeight");
      assertEquals(true, inView, "the last line is not in view");
      assertFalse(viewer.toBottom().isDisplayed());
    }
  }

  @OnEveryEngine
  void theViewStaysWhereTheReaderScrolledToAndCountsWhatIsNew(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "place.log")) {
      log.lines(400);
      ViewerPage viewer = follow(browser, log).awaitLastLine("line 400");
      viewer.scrollUp(2000);
      String place = viewer.place();
      viewer.awaitLastLine(log.lines(1));
      viewer.awaitNewLines("1 new line");
      for (int i = 0; i < 10; i++) viewer.awaitLastLine(log.lines(20));
      viewer.awaitNewLines("201 new lines");
      assertEquals(place, viewer.place());
    }
  }

  @OnEveryEngine
  void oneClickReturnsToTheBottom(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "click.log")) {
      log.lines(400);
      ViewerPage viewer = follow(browser, log).awaitLastLine("line 400");
      viewer.scrollUp(3000);
      viewer.toBottom().click();
      Await.until(Await.SOON, () -> viewer.fromBottom() == 0, "it is not at the bottom");
      assertFalse(viewer.toBottom().isDisplayed());
      viewer.awaitLastLine(log.lines(30));
      assertEquals(0, viewer.fromBottom());
    }
  }

  @OnEveryEngine
  void oneKeyReturnsToTheBottom(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "key.log")) {
      log.lines(400);
      ViewerPage viewer = follow(browser, log).awaitLastLine("line 400");
      for (CharSequence key : List.of("G", Keys.END)) {
        viewer.scrollUp(3000);
        viewer.type(key);
        Await.until(Await.SOON, () -> viewer.fromBottom() == 0, "it is not at the bottom");
        assertFalse(viewer.toBottom().isDisplayed());
      }
    }
  }

  @OnEveryEngine
  void titleAndAddressFollowTheChosenLog(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter first = log(engine, "title-first.log");
        LogWriter second = log(engine, "title-second.log")) {
      first.line("of the first");
      second.line("of the second");
      ViewerPage viewer = ViewerPage.open(browser, container.uri(""));
      assertEquals("Comet Tail", viewer.title());
      Await.until(Await.SOON, () -> viewer.logs().contains(name(second)), "the list is empty");

      viewer.log(name(first)).click();
      viewer.awaitLastLine("of the first");
      assertEquals(name(first) + " - Comet Tail", viewer.title());
      assertEquals(container.uri("?log=" + name(first)).toString(), viewer.address());

      viewer.log(name(second)).click();
      viewer.awaitLastLine("of the second");
      assertEquals(container.uri("?log=" + name(second)).toString(), viewer.address());
      assertEquals("page", viewer.log(name(second)).getAttribute("aria-current"));

      browser.driver().navigate().back();
      viewer.awaitLastLine("of the first");
      assertEquals(name(first) + " - Comet Tail", viewer.title());
      browser.driver().navigate().back();
      Await.until(Await.SOON, () -> viewer.title().equals("Comet Tail"), "it does not go back");
      browser.driver().navigate().forward();
      viewer.awaitLastLine("of the first");
    }
  }

  @OnEveryEngine
  void theListIsNewestFirstAndFiltersAsOneTypes(Engine engine) {
    try (Browser browser = engine.open()) {
      List<String> names =
          List.of(
              engine + "/filter/b/error.log",
              engine + "/filter/access.log",
              engine + "/filter/a/error.log");
      for (int i = 0; i < names.size(); i++) age(names.get(i), i + 1);
      ViewerPage viewer = ViewerPage.open(browser, container.uri(""));
      Await.until(Await.SOON, () -> viewer.logs().containsAll(names), "the list is empty");

      viewer.type("/");
      viewer.filter().sendKeys(engine + "/filter");
      viewer.awaitLogs(names);
      viewer.filter().sendKeys(" ERROR");
      viewer.awaitLogs(List.of(names.get(0), names.get(2)));
      viewer.filter().sendKeys(Keys.ARROW_DOWN);
      browser.driver().switchTo().activeElement().sendKeys(Keys.ARROW_DOWN);
      browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
      viewer.awaitLastLine("a line of " + names.get(2));
      viewer.filter().sendKeys(" nowhere");
      viewer.awaitLogs(List.of());
      assertTrue(browser.driver().getPageSource().contains("Nothing matches"));
    }
  }

  @OnEveryEngine
  void anAddressOpensItsLogWithItsNumberOfLines(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "deep/er/link & more.log")) {
      log.lines(50);
      URI link = container.uri("?log=" + engine + "/deep/er/link%20%26%20more.log&lines=7");
      ViewerPage viewer = ViewerPage.open(browser, link).awaitLastLine("line 50");
      assertEquals(ViewerPage.numbered(44, 50), viewer.lines());
    }
  }

  @OnEveryEngine
  void aLogThatIsNotThereIsSaidInTheServersOwnSentence(Engine engine) {
    try (Browser browser = engine.open()) {
      ViewerPage viewer = ViewerPage.open(browser, container.uri("?log=nowhere.log"));
      viewer.awaitConnection("Trying again");
      assertEquals("There is no such log.", viewer.banner());
    }
  }

  private static LogWriter log(Engine engine, String name) {
    return LogWriter.to(root.resolve(engine.name()).resolve(name));
  }

  private static ViewerPage follow(Browser browser, LogWriter log) {
    return ViewerPage.open(browser, container.uri("?log=" + name(log)));
  }

  private static String name(LogWriter log) {
    return root.relativize(log.path()).toString();
  }

  private static void age(String name, int minutes) {
    Path path = root.resolve(name);
    try (LogWriter log = LogWriter.to(path)) {
      log.line("a line of " + name);
      Instant then = Instant.now().minus(Duration.ofMinutes(minutes));
      Files.setLastModifiedTime(path, FileTime.from(then));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
