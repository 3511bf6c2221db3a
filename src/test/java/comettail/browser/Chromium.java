package comettail.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Chromium without a window, by its own driver. */
final class Chromium {
  // The driver makes a fresh profile for each browser; the rest keeps it from calling anybody.
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--window-size=1280,800");
  // Selenium warns that it does not know a newer Chromium's own protocol, of which little is used.
  private static final Logger WARNINGS = Logger.getLogger("org.openqa.selenium");
  private static final int BLOCK = 2; // of Chromium's content settings

  private Chromium() {}

  static Browser launch(Path chromium, Path chromedriver, Browser.Wishes wishes) {
    WARNINGS.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(FLAGS);
    if (!wishes.scripts()) {
      options.setExperimentalOption(
          "prefs", Map.of("profile.managed_default_content_settings.javascript", BLOCK));
    }
    if (!wishes.awaitsLoad()) options.setPageLoadStrategy(PageLoadStrategy.NONE);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(20));
    return new Browser(driver, List.of(service::stop));
  }
}
