package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.LogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Following goes on for everybody, whatever one thread, one name or one file does. */
@Timeout(120)
final class HardWeatherTest {
  private static final Start FROM_START = new Start.FirstByte();

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReaderWhoseThreadIsInterruptedStopsNobody(boolean watch) throws InterruptedException {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(50_000); // more than is kept in memory, so that readers read the file
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      reader.awaits(numbered(50_000));
      for (int i = 0; i < 10; i++) {
        Thread interrupted =
            new Thread(
                () -> {
                  Thread.currentThread().interrupt();
                  tailing.readOnce("app.log", FROM_START);
                });
        interrupted.start();
        interrupted.join();
        reader.awaits(log.lines(10));
      }
      CollectingReader late = tailing.lines("app.log", FROM_START).awaits(numbered(50_100));
      assertEquals(numbers(50_100), reader.lines());
      assertEquals(numbers(50_100), late.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aThreadThatIsInterruptedWhenItFollowsAndLeavesStopsNobody(boolean watch)
      throws InterruptedException {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(100);
      CollectingReader reader = tailing.lines("app.log", FROM_START);
      for (int i = 0; i < 20; i++) {
        Thread interrupted =
            new Thread(
                () -> {
                  Thread.currentThread().interrupt();
                  tailing.leaseOnce("app.log", FROM_START);
                });
        interrupted.start();
        log.lines(10);
        interrupted.join();
      }
      reader.awaits(numbered(300));
      assertEquals(numbers(300), reader.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFifoInTheLogsPlaceIsWaitedOutAndNeverOpened(boolean watch) throws Exception {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log");
        LogWriter other = tailing.writer("other.log")) {
      log.lines(100);
      CollectingReader reader = tailing.lines("app.log", FROM_START).awaits(numbered(100));
      CollectingReader others = tailing.lines("other.log", FROM_START);
      Files.move(tailing.path("app.log"), tailing.path("app.log.1"));
      makeFifo(tailing.path("app.log"));
      reader.awaits("(vanished)");
      others.awaits(other.lines(1)); // nobody hangs in the FIFO
      log.lines(10); // through the old handle
      reader.awaits(numbered(110));
      log.remove();
      log.appear();
      reader.awaits(log.lines(10));
      List<String> lines = reader.lines().stream().filter(line -> !line.startsWith("(")).toList();
      assertEquals(numbers(120), lines);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFifoInAnOlderSegmentsPlaceIsNeverOpened(boolean watch) throws Exception {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      makeFifo(tailing.path("app.log.2"));
      log.lines(100);
      log.rotateTo("app.log.3");
      log.lines(10);
      CollectingReader reader = tailing.lines("app.log", new Start.LastLines(50));
      reader.awaits(numbered(110));
      makeFifo(tailing.path("app.log.1"));
      log.rotateTo("app.log.0");
      reader.awaits(log.lines(10));
      log.truncate(); // copies of it are looked for
      reader.awaits("(truncated)").awaits(log.lines(10));
    }
  }

  private static void makeFifo(Path path) throws IOException, InterruptedException {
    Process mkfifo = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
    if (!mkfifo.waitFor(10, TimeUnit.SECONDS) || mkfifo.exitValue() != 0) {
      throw new IOException("mkfifo failed");
    }
  }

  private static List<String> numbers(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(LogWriter::numbered).toList();
  }
}
