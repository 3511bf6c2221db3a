package comettail.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The browser engines that the tests run in, each installed from Debian's packages. */
enum Engine {
  CHROMIUM("chromium-driver") {
    @Override
    List<Optional<Path>> programs() {
      return List.of(
          Executables.find("chromium", "google-chrome"),
          Executables.find("chromedriver", "/usr/lib/chromium/chromedriver"));
    }

    @Override
    Browser launch(Browser.Wishes wishes) {
      return Chromium.launch(installed(0), installed(1), wishes);
    }
  },

  WEBKIT("webkit2gtk-driver xvfb") {
    @Override
    List<Optional<Path>> programs() {
      return List.of(
          Executables.find("WebKitWebDriver"),
          Executables.find(
              "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
              "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser",
              "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
              "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.0/MiniBrowser",
              "MiniBrowser"),
          Executables.find("Xvfb"));
    }

    @Override
    Browser launch(Browser.Wishes wishes) {
      return WebKit.launch(installed(0), installed(1), installed(2), wishes);
    }
  };

  private final String packages;

  Engine(String packages) {
    this.packages = packages;
  }

  /** Opens a browser with an empty profile; where it is not installed, the test is skipped. */
  Browser open() {
    return open(Browser.Wishes.NONE);
  }

  Browser open(Browser.Wishes wishes) {
    assumeTrue(
        programs().stream().allMatch(Optional::isPresent),
        () -> this + " is not installed: apt-get install " + packages);
    return launch(wishes);
  }

  /** The programs that it takes, each where it is installed. */
  abstract List<Optional<Path>> programs();

  abstract Browser launch(Browser.Wishes wishes);

  Path installed(int program) {
    return programs().get(program).orElseThrow();
  }
}
