package comettail.browser;

import comettail.harness.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An X display without a screen, for a browser that cannot do without one. Used by one thread. */
final class VirtualDisplay implements AutoCloseable {
  private final Process server;
  private final Path number;

  private VirtualDisplay(Process server, Path number) {
    this.server = server;
    this.number = number;
  }

  /** Starts a server, which chooses a free display itself. */
  static VirtualDisplay start(Path xvfb) {
    try {
      Path number = Files.createTempFile("display-", ".txt");
      String[] command = {
        xvfb.toString(), "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"
      };
      Process server =
          new ProcessBuilder(command)
              .redirectOutput(number.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      VirtualDisplay display = new VirtualDisplay(server, number);
      Await.until(Await.SOON, () -> !display.read().isEmpty(), "Xvfb has no display");
      return display;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of {@code DISPLAY} for this display. */
  String name() {
    return ":" + read();
  }

  private String read() {
    try {
      return Files.readString(number).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.destroy();
    try {
      Files.deleteIfExists(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
