package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.Await;
import comettail.harness.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A log stands in the list once, and its older segments are unfolded under it. */
class SegmentListIT {
  @TempDir Path root;

  @OnEveryEngine
  void aLogStandsInTheListOnceAndItsOlderSegmentsUnfold(Engine engine) throws IOException {
    write("app/app.log", 1);
    write("app/app.log.1", 2);
    write("app/old/app.log.2.gz", 3);
    write("catalina.2026-11-22.log", 4);
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open()) {
      ViewerPage viewer = ViewerPage.open(browser, container.uri(""));
      viewer.awaitLogs(List.of("app/app.log", "catalina.log"));
      assertEquals(List.of(), segments(browser));
      assertEquals("catalina.2026-11-22.log", viewer.log("catalina.log").getAttribute("title"));

      summary(browser).click();
      awaitSegments(browser, List.of("app.log.1", "old/app.log.2.gz"));
      assertEquals(
          container.uri("?log=app/old/app.log.2.gz").toString(),
          segment(browser, "old/app.log.2.gz").getAttribute("href"));
      segment(browser, "app.log.1").click();
      viewer.awaitLastLine("the last line of app/app.log.1");
      assertEquals(container.uri("?log=app/app.log.1").toString(), viewer.address());
      assertEquals("page", segment(browser, "app.log.1").getAttribute("aria-current"));

      summary(browser).click();
      awaitSegments(browser, List.of());
      viewer.filter().sendKeys("app.log.2");
      viewer.awaitLogs(List.of("app/app.log"));
    }
  }

  @OnEveryEngine
  void anAddressOfASegmentUnfoldsItsLog(Engine engine) throws IOException {
    write("app.log", 1);
    write("app.log.1", 2);
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open()) {
      ViewerPage viewer = ViewerPage.open(browser, container.uri("?log=app.log.1"));
      viewer.awaitLastLine("the last line of app.log.1");
      awaitSegments(browser, List.of("app.log.1"));
      assertEquals("page", segment(browser, "app.log.1").getAttribute("aria-current"));
    }
  }

  private static WebElement summary(Browser browser) {
    return browser.driver().findElement(By.cssSelector("#log-list summary"));
  }

  private static WebElement segment(Browser browser, String name) {
    return browser.driver().findElements(By.cssSelector("#log-list .older a")).stream()
        .filter(link -> link.getText().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitSegments(Browser browser, List<String> names) {
    Await.until(
        Await.SOON,
        () -> segments(browser).equals(names),
        () -> names + " expected: " + segments(browser));
  }

  @SuppressWarnings("unchecked")
  private static List<String> segments(Browser browser) {
    return (List<String>)
        browser.run(
            "return [...document.querySelectorAll('#log-list .segment')]"
                + ".map(name => name.textContent)");
  }

  private void write(String name, int minutes) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "the last line of " + name + "\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(minutes * 60L)));
  }
}
