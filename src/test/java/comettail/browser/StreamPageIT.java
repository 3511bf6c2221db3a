package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;

/** The stream's own page, opened by itself. */
class StreamPageIT {
  private static final Browser.Wishes NO_SCRIPTS = new Browser.Wishes(false, false);
  private static final Browser.Wishes STREAM = new Browser.Wishes(true, false);

  @TempDir Path root;

  @Test
  void showsLinesAsTheyComeWithScriptsOff() {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = Engine.CHROMIUM.open(NO_SCRIPTS);
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(300);
      browser.open(container.uri("tail?log=app.log&format=html&lines=200"));
      awaitSeen(browser, line("line 300"));
      for (int i = 0; i < 5; i++) awaitSeen(browser, line(log.lines(3)));
    }
  }

  @Test
  void theViewersPageLeadsToTheListAndToAStreamWithScriptsOff() {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = Engine.CHROMIUM.open(NO_SCRIPTS);
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(3);
      browser.open(container.uri(""));
      awaitSeen(browser, "//noscript//a[@href='logs?format=html']");
      browser.open(container.uri("logs?format=html"));
      awaitSeen(browser, "//a[@href='tail?log=app.log&format=html']");
      browser.open(container.uri("tail?log=app.log&format=html"));
      awaitSeen(browser, line("line 3"));
    }
  }

  @OnEveryEngine
  void staysAtItsBottomByItself(Engine engine) {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open(STREAM);
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(300);
      browser.open(container.uri("tail?log=app.log&format=html&lines=200"));
      awaitInView(browser, "line 300");
      for (int i = 0; i < 5; i++) awaitInView(browser, log.lines(20));
    }
  }

  @OnEveryEngine
  void aShortLogBeginsAtTheTop(Engine engine) {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open(STREAM);
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(2);
      browser.open(container.uri("tail?log=app.log&format=html"));
      awaitInView(browser, "line 2");
      Object top =
          browser.run("return document.querySelector('section > div').getBoundingClientRect().top");
      assertTrue(((Number) top).doubleValue() < 30, "the first line is at " + top);
    }
  }

  private static void awaitInView(Browser browser, String text) {
    Await.until(
        Await.SOON,
        () ->
            Boolean.TRUE.equals(
                browser.run(
                    "const last = [...document.querySelectorAll('section > div')].pop();"
                        + "const box = last?.getBoundingClientRect();"
                        + "return last?.textContent === arguments[0]"
                        + "  && box.top > 0 && box.bottom <= document.documentElement.clientHeight",
                    text)),
        text + " is not in view");
  }

  /** Looks from outside of the page, in which nothing may run, at what was laid out. */
  private static void awaitSeen(Browser browser, String path) {
    ChromeDriver chrome = (ChromeDriver) browser.driver();
    Await.until(Await.SOON, () -> isSeen(chrome, path), path + " is not in the page");
  }

  private static boolean isSeen(ChromeDriver chrome, String path) {
    try {
      chrome.executeCdpCommand("DOM.getDocument", Map.of("depth", 0));
      Map<String, Object> found =
          chrome.executeCdpCommand("DOM.performSearch", Map.of("query", path));
      if (((Number) found.get("resultCount")).intValue() == 0) return false;
      Map<String, Object> nodes =
          chrome.executeCdpCommand(
              "DOM.getSearchResults",
              Map.of("searchId", found.get("searchId"), "fromIndex", 0, "toIndex", 1));
      Object node = ((List<?>) nodes.get("nodeIds")).get(0);
      return !chrome.executeCdpCommand("DOM.getBoxModel", Map.of("nodeId", node)).isEmpty();
    } catch (WebDriverException notLaidOutOrAnotherPageByNow) {
      return false;
    }
  }

  private static String line(String text) {
    return "//section/div[text()='" + text + "']";
  }
}
