package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.LogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program that rotates its own log every few lines, in each of the usual ways. All lines begin
 * alike, so that one file's head is like another's.
 */
@ParameterizedClass(name = "watch={0}")
@ValueSource(booleans = {true, false})
final class RotatingWriterTest {
  private static final String SAME_HEAD = "0123456789".repeat(5) + " ";
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  @TempDir Path directory;

  private final boolean watch;

  RotatingWriterTest(boolean watch) {
    this.watch = watch;
  }

  enum Way {
    RENAMED_AND_DATED,
    RENAMED_AND_NUMBERED,
    COPIED_AND_DATED,
    COPIED_AND_NUMBERED
  }

  /**
   * @param kept how many old files are kept; the oldest is deleted when there are more
   */
  @ParameterizedTest
  @CsvSource({
    "10, 10, 1, RENAMED_AND_DATED",
    "60, 10, 9, RENAMED_AND_DATED",
    "60, 10, 9, RENAMED_AND_NUMBERED",
    "60, 10, 9, COPIED_AND_DATED",
    "60, 10, 9, COPIED_AND_NUMBERED",
    "60, 10, 1, RENAMED_AND_DATED",
    "60, 10, 1, RENAMED_AND_NUMBERED",
    "60, 10, 1, COPIED_AND_DATED",
    "60, 10, 1, COPIED_AND_NUMBERED",
    "600, 100, 1, RENAMED_AND_NUMBERED",
    "600, 100, 1, COPIED_AND_NUMBERED"
  })
  void everyLineComesOnceAndInOrder(int lines, int linesInAFile, int kept, Way way)
      throws IOException {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      Rotation rotation = new Rotation(log, kept, way);
      List<String> expected = new ArrayList<>();
      for (int n = 1; n <= lines; n++) {
        String line = SAME_HEAD + n;
        log.line(line);
        expected.add(line);
        LockSupport.parkNanos(PACE_NANOS);
        // A file that is deleted, or a second copy, before anybody has looked is lost to all.
        boolean first = n % linesInAFile == 1;
        if (first && (n == 1 || rotation.losesUnreadFiles())) reader.awaits(line);
        if (n % linesInAFile == 0 && n < lines) rotation.rotate();
      }
      reader.awaits(expected.get(lines - 1));
      assertEquals(expected, Delivered.lines(reader));
    }
  }

  /** What the program does when a file has its lines. */
  private static final class Rotation {
    private final LogWriter log;
    private final int kept;
    private final Way way;
    private final List<Path> old = new ArrayList<>(); // newest first
    private int rotations;

    Rotation(LogWriter log, int kept, Way way) {
      this.log = log;
      this.kept = kept;
      this.way = way;
    }

    boolean losesUnreadFiles() {
      return kept == 1 || way == Way.COPIED_AND_DATED || way == Way.COPIED_AND_NUMBERED;
    }

    void rotate() throws IOException {
      if (old.size() == kept) Files.delete(old.remove(kept - 1));
      rotations++;
      switch (way) {
        case RENAMED_AND_DATED -> log.rotateTo(add(dated()).getFileName().toString());
        case RENAMED_AND_NUMBERED -> log.rotateTo(add(first()).getFileName().toString());
        case COPIED_AND_DATED -> copyTo(add(dated()));
        case COPIED_AND_NUMBERED -> copyTo(add(first()));
      }
    }

    private Path add(Path name) {
      old.add(0, name);
      return name;
    }

    private Path dated() {
      return log.path().resolveSibling("app.log-202611220000" + (10 + rotations));
    }

    /** Makes room for {@code app.log.1}. */
    private Path first() throws IOException {
      for (int i = old.size(); i > 0; i--) {
        Path next = log.path().resolveSibling("app.log." + (i + 1));
        Files.move(old.get(i - 1), next, StandardCopyOption.REPLACE_EXISTING);
        old.set(i - 1, next);
      }
      return log.path().resolveSibling("app.log.1");
    }

    private void copyTo(Path copy) throws IOException {
      Files.copy(log.path(), copy);
      log.truncate();
    }
  }
}
