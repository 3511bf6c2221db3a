package comettail.browser;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoAlertPresentException;
import org.openqa.selenium.remote.RemoteWebDriver;

/** A browser that a test drives, and the programs behind it. Used by one thread at a time. */
final class Browser implements AutoCloseable {
  /**
   * What a test wants of a browser.
   *
   * @param scripts whether pages may run scripts
   * @param awaitsLoad whether to wait for the end of a page that is opened, which a stream's has
   *     not
   */
  record Wishes(boolean scripts, boolean awaitsLoad) {
    static final Wishes NONE = new Wishes(true, true);
  }

  private final RemoteWebDriver driver;
  private final List<AutoCloseable> behind;

  /** Takes over what is behind the driver, and closes it in this order. */
  Browser(RemoteWebDriver driver, List<AutoCloseable> behind) {
    this.driver = driver;
    this.behind = behind;
  }

  RemoteWebDriver driver() {
    return driver;
  }

  Browser open(URI page) {
    driver.get(page.toString());
    return this;
  }

  /** Runs a script in the page that is open, and returns what it returns. */
  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs the body of an asynchronous function in the page, and returns what it resolves to. */
  Object await(String body, Object... arguments) {
    return driver.executeAsyncScript(
        "const done = arguments[arguments.length - 1], given = [...arguments].slice(0, -1);"
            + "(async (...given) => {"
            + body
            + "})(...given).then(done, trouble => done('trouble: ' + trouble));",
        arguments);
  }

  boolean hasAlert() {
    try {
      driver.switchTo().alert();
      return true;
    } catch (NoAlertPresentException none) {
      return false;
    }
  }

  /** Gives the page this many CSS pixels, whatever the window around it takes. */
  void resize(int width, int height) {
    if (driver instanceof org.openqa.selenium.chrome.ChromeDriver chrome) {
      chrome.executeCdpCommand(
          "Emulation.setDeviceMetricsOverride",
          Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    } else {
      driver.manage().window().setSize(new Dimension(width, height));
    }
  }

  /** Makes Chromium prefer this colour scheme. */
  void prefer(String scheme) {
    ((org.openqa.selenium.chrome.ChromeDriver) driver)
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  @Override
  public void close() {
    try {
      driver.quit();
    } finally {
      for (AutoCloseable part : behind) end(part);
    }
  }

  private static void end(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot end what is behind a browser", e);
    }
  }
}
