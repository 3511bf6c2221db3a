package comettail.readers;

import comettail.harness.Await;
import comettail.harness.Container;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A container that is ready to be asked, for one measurement. Used by one thread at a time.
 *
 * @param logs the names of its logs begin so
 * @param ends whether the container is for this measurement alone, and stopped after it
 */
record ContainerService(
    Container container, Path directory, String logs, String target, boolean ends)
    implements Service {
  private static final Duration TO_NOTICE = Duration.ofSeconds(60);
  private static final int SOCKETS_AT_REST = 20;
  private static final int MANY_LINES_BYTES = 256 * 1024;

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final int MAX_LOOKS = 20;
  private static final long PAGE_BYTES = 4096;
  private static final long STILL_BYTES = 256 * 1024;

  @Override
  public int port() {
    return container.port();
  }

  @Override
  public List<Long> pids() {
    return List.of(container.pid());
  }

  @Override
  public List<String> request() {
    return List.of("--target=" + target);
  }

  /** Collects the garbage, and waits: G1 gives its free memory back little by little. */
  @Override
  public void rest() {
    container.collectGarbage();
    long before;
    long now = residentBytes();
    int looks = 0;
    do {
      before = now;
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      now = residentBytes();
    } while (before - now > STILL_BYTES && ++looks < MAX_LOOKS);
  }

  private long residentBytes() {
    try {
      String[] pages = Files.readString(Path.of("/proc/" + container.pid() + "/statm")).split(" ");
      return Long.parseLong(pages[1]) * PAGE_BYTES;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (ends) {
      container.close();
      return;
    }
    Await.until(
        TO_NOTICE,
        () -> {
          boolean rests = container.footprint().sockets() < SOCKETS_AT_REST;
          if (!rests) writeOn();
          return rests;
        },
        () -> container + " still has " + container.footprint().sockets() + " sockets");
  }

  /**
   * Appends what a log begins with once more, so that some of it passes each reader's filter: a
   * server that has nothing to write does not notice that its readers have gone.
   */
  private void writeOn() throws IOException {
    try (DirectoryStream<Path> written = Files.newDirectoryStream(directory, logs + "*.log")) {
      for (Path log : written) {
        try (InputStream in = Files.newInputStream(log)) {
          Files.write(log, in.readNBytes(MANY_LINES_BYTES), StandardOpenOption.APPEND);
        }
      }
    }
  }
}
