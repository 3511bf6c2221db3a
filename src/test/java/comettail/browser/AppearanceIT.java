package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;

/** How the viewer looks: in a narrow window, in the dark, and in the picture of the README. */
class AppearanceIT {
  private static final double READABLE = 4.5; // WCAG 2.2, 1.4.3, level AA

  /**
   * The contrast of an element's colour with the first ground behind it that is not transparent.
   */
  private static final String CONTRAST =
      "const rgb = colour => colour.match(/[\\d.]+/g).map(Number);"
          + "const light = ([r, g, b]) => [r, g, b].map(c => c / 255)"
          + "  .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)"
          + "  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);"
          + "const contrast = element => {"
          + "  const style = at => at.ownerDocument.defaultView.getComputedStyle(at);"
          + "  let ground = element;"
          + "  while (rgb(style(ground).backgroundColor)[3] === 0) ground = ground.parentElement;"
          + "  const [a, b] = [style(element).color, style(ground).backgroundColor]"
          + "    .map(colour => light(rgb(colour))).sort((a, b) => b - a);"
          + "  return (a + 0.05) / (b + 0.05);"
          + "};";

  @TempDir Path root;

  @OnEveryEngine
  void aNarrowWindowHasNoSidewaysScroll(Engine engine) {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve("a/rather/long/folder/with-a-long-name.log"))) {
      DemoLog.write(log, 200);
      log.line("x".repeat(3_000));
      browser.resize(400, 800);
      ViewerPage viewer =
          ViewerPage.open(browser, container.uri("?log=a/rather/long/folder/with-a-long-name.log"));
      viewer.awaitLastLine("x".repeat(3_000));
      assertFits(viewer);
      browser.driver().findElement(By.id("open-logs")).click();
      Await.until(Await.SOON, () -> drawerIsAt(browser, 0), "the drawer does not open");
      assertFits(viewer);
      browser.driver().findElement(By.id("close-logs")).click();
      Await.until(Await.SOON, () -> !viewer.filter().isDisplayed(), "the drawer does not close");
    }
  }

  @Test
  void everyTextIsReadableInTheLightAndInTheDark() throws IOException {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = Engine.CHROMIUM.open();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      DemoLog.write(log, 60);
      for (String older : java.util.List.of("app.log.1", "app.log.2.gz")) {
        Files.writeString(root.resolve(older), "older\n");
      }
      log.line("\u001b[0m");
      browser.prefer("light");
      ViewerPage viewer = ViewerPage.open(browser, container.uri("?log=app.log&fold=on"));
      viewer.awaitLastLine("\u241b[0m");
      Await.until(Await.SOON, () -> !viewer.logs().isEmpty(), "the list is empty");
      viewer.toTop();
      viewer.awaitHead("The log begins here");
      viewer.run(
          "stream.querySelector('div.warn').classList.add('context');"
              + "for (const id of ['earlier', 'empty', 'banner']) {"
              + "  const part = document.getElementById(id);"
              + "  part.hidden = false; part.textContent = id;"
              + "}");
      browser.driver().findElement(By.cssSelector("#log-list summary")).click();
      assertReadable(viewer);
      Object light = ground(viewer);
      browser.prefer("dark");
      assertReadable(viewer);
      assertNotEquals(light, ground(viewer));
    }
  }

  /** Takes the picture when a file for it is named: {@code -Dcomet.screenshot=docs/viewer.png}. */
  @Test
  void theReadmesPictureShowsADemonstration() throws IOException {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = Engine.CHROMIUM.open()) {
      browser.resize(1280, 800);
      browser.prefer("dark");
      DemoLog.others(root);
      try (LogWriter log = LogWriter.to(root.resolve("orders/production/order-service.log"))) {
        DemoLog.write(log, 400);
        ViewerPage viewer =
            ViewerPage.open(browser, container.uri("?log=orders/production/order-service.log"));
        viewer.awaitConnection("Live");
        Await.until(Await.SOON, () -> viewer.logs().size() > 9, "the list is short");
        Await.until(Await.SOON, () -> viewer.lineCount() == 400, "the log is short");
        assertEquals(0, viewer.fromBottom());
        take(browser, System.getProperty("comet.screenshot"));
      }
    }
  }

  private static void take(Browser browser, String file) throws IOException {
    byte[] picture = browser.driver().getScreenshotAs(OutputType.BYTES);
    assertTrue(picture.length > 20_000, "there is little to see in the picture");
    if (file == null) return;
    Path path = Path.of(file).toAbsolutePath();
    Files.createDirectories(path.getParent());
    Files.write(path, picture);
  }

  private static void assertFits(ViewerPage viewer) {
    assertEquals(
        0L,
        viewer.run(
            "const wide = ({scrollWidth, clientWidth}) => Math.max(0, scrollWidth - clientWidth);"
                + "return wide(document.documentElement) + wide(document.body) + wide(scroller)"),
        "it is wider than its window");
  }

  /** Looks where the drawer's left edge is, since it slides. */
  private static boolean drawerIsAt(Browser browser, double left) {
    Object at = browser.run("return document.getElementById('logs').getBoundingClientRect().left");
    return ((Number) at).doubleValue() == left;
  }

  private static Object ground(ViewerPage viewer) {
    return viewer.run("return stream.defaultView.getComputedStyle(stream.body).backgroundColor");
  }

  private static void assertReadable(ViewerPage viewer) {
    Object worst =
        viewer.run(
            CONTRAST
                + "const parts = [...stream.querySelectorAll('div, b, u, summary, .head'), ..."
                + "  document.querySelectorAll('.file, .folder, .size, time, .note, .tool, #connection,"
                + "    summary, .segment,"
                + "    #home, kbd, select, #earlier, #empty, #banner, #to-bottom, input')].filter(part => part.textContent.trim() !== '');"
                + "return parts.map(part => [contrast(part), part.outerHTML.slice(0, 99)])"
                + "  .sort(([a], [b]) => a - b)[0];");
    double contrast = ((Number) ((java.util.List<?>) worst).get(0)).doubleValue();
    assertTrue(contrast >= READABLE, "hard to read: " + worst);
  }
}
