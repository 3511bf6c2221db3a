package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.Compression;
import comettail.harness.LogWriter;
import comettail.harness.MeddledSource.Moment;
import comettail.harness.Packer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rotation that comes in the middle of a look neither loses a line nor repeats one. */
final class MidLookTest {
  @TempDir Path directory;

  private LogWriter log;
  private boolean meddled;

  @BeforeEach
  void makeTheLog() {
    log = LogWriter.to(directory.resolve("app.log"));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOOK", "OPEN", "SEGMENTS", "SIBLINGS"})
  void theFirstLookMeetsARotation(Moment moment) {
    log.lines(50);
    Consumer<Moment> meddler =
        now -> {
          if (now != moment || meddled) return;
          meddled = true;
          rotateAndPack();
          log.lines(10);
        };
    assertEquals(numbers(1, 60), read(meddler, numbered(60)));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOOK", "OPEN", "SEGMENTS", "SIBLINGS"})
  void theFirstLookMeetsARotationAfterWhichTheLogComesLate(Moment moment) {
    log.lines(50);
    int[] looks = {0};
    Consumer<Moment> meddler =
        now -> {
          if (now == moment && !meddled) {
            meddled = true;
            rotateAndPack();
            log.remove();
          } else if (meddled && now == Moment.LOOK && ++looks[0] == 10) {
            log.appear();
            log.lines(10);
          }
        };
    assertEquals(numbers(1, 60), read(meddler, numbered(60)));
  }

  private List<String> read(Consumer<Moment> meddler, String until) {
    try (Tailing tailing = new Tailing(directory, false)) {
      tailing.meddle(meddler);
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte()).awaits(until);
      assertTrue(meddled, "nothing has happened");
      return reader.lines().stream().filter(line -> !line.startsWith("(")).toList(); // no events
    }
  }

  private void rotateAndPack() {
    log.rotateTo("app.log.1");
    Packer.pack(directory.resolve("app.log.1"), Compression.GZIP);
  }

  /** What comes after the truncation reads as what was there before, and is longer. */
  @Test
  void aCopyThatIsBegunInOneLookIsWholeAtALaterOne() {
    log.text("tick\n".repeat(500));
    int[] looks = {0};
    Consumer<Moment> meddler =
        now -> {
          if (now != Moment.LOOK) return;
          looks[0]++;
          if (looks[0] == 4) beginCopy();
          if (looks[0] != 8) return;
          meddled = true;
          log.text("tick\n".repeat(300));
          copy();
          log.truncate();
          log.text("tick\n".repeat(600));
          log.line("end");
        };
    assertEquals(500 + 300 + 600 + 1, read(meddler, "end").size());
  }

  /** A truncation that nobody made a copy for says nothing of the next one. */
  @Test
  void aBurstIsCopiedAndTruncatedAfterATruncationWithoutACopy() {
    log.lines(10);
    int[] looks = {0};
    Consumer<Moment> meddler =
        now -> {
          if (now != Moment.LOOK) return;
          looks[0]++;
          if (looks[0] == 12) log.truncate();
          if (looks[0] != 24) return;
          meddled = true;
          log.lines(100);
          copy();
          log.truncate();
          log.lines(5);
        };
    assertEquals(numbers(1, 115), read(meddler, numbered(115)));
  }

  private void beginCopy() {
    try {
      Files.createFile(directory.resolve("app.log.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy() {
    try {
      Files.write(directory.resolve("app.log.1"), Files.readAllBytes(log.path()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(LogWriter::numbered).toList();
  }
}
