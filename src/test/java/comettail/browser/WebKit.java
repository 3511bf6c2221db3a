package comettail.browser;

import comettail.harness.Await;
import comettail.harness.ReservedPort;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.MutableCapabilities;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;

/** WebKitGTK in its smallest browser, on a display of its own, by WebKit's own driver. */
final class WebKit {
  private static final int STARTS = 3;
  private static final Duration ANSWER = Duration.ofSeconds(45); // to any of its commands

  private WebKit() {}

  /**
   * Launches it, anew if it hangs: now and then the driver and its browser do not find together.
   */
  static Browser launch(Path driver, Path miniBrowser, Path xvfb, Browser.Wishes wishes) {
    for (int start = 1; ; start++) {
      try {
        return launchOnce(driver, miniBrowser, xvfb, wishes);
      } catch (IllegalStateException hangs) {
        if (start == STARTS) throw hangs;
      }
    }
  }

  private static Browser launchOnce(
      Path driver, Path miniBrowser, Path xvfb, Browser.Wishes wishes) {
    VirtualDisplay display = VirtualDisplay.start(xvfb);
    ReservedPort port = new ReservedPort();
    Process server = null;
    try {
      server = serve(driver, port.number(), display);
      Await.until(Await.SOON, () -> listens(port.number()), "WebKitWebDriver does not listen");
      URI uri = URI.create("http://127.0.0.1:" + port.number());
      ClientConfig config = ClientConfig.defaultConfig().baseUri(uri).readTimeout(ANSWER);
      RemoteWebDriver remote =
          new RemoteWebDriver(new HttpCommandExecutor(config), wanted(miniBrowser, wishes), config);
      remote.manage().timeouts().scriptTimeout(Duration.ofSeconds(20));
      return new Browser(remote, List.of(server::destroy, port, display));
    } catch (IOException | RuntimeException | AssertionError e) {
      if (server != null) {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroy();
      }
      port.close();
      display.close();
      throw new IllegalStateException("WebKit does not start", e);
    }
  }

  private static Process serve(Path driver, int port, VirtualDisplay display) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(driver.toString(), "--port=" + port);
    // NOTE: WebKit's sandbox and compositing need privileges and a GPU that a container lacks.
    builder
        .environment()
        .putAll(
            Map.of(
                "DISPLAY", display.name(),
                "GDK_BACKEND", "x11",
                "LIBGL_ALWAYS_SOFTWARE", "1",
                "WEBKIT_DISABLE_COMPOSITING_MODE", "1",
                "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1"));
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static MutableCapabilities wanted(Path miniBrowser, Browser.Wishes wishes) {
    MutableCapabilities wanted = new MutableCapabilities();
    wanted.setCapability("browserName", "MiniBrowser");
    if (!wishes.awaitsLoad()) wanted.setCapability("pageLoadStrategy", "none");
    wanted.setCapability(
        "webkitgtk:browserOptions",
        Map.of("binary", miniBrowser.toString(), "args", List.of("--automation")));
    return wanted;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
