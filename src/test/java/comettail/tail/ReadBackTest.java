package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.file.Compression;
import comettail.harness.Await;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import comettail.line.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log is read back page by page, each before where the last one began. */
final class ReadBackTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void thePagesBeforeAPlaceAreTheWholeLog(Compression compression) {
    threeSegments(compression);
    try (Tailing tailing = new Tailing(directory, true)) {
      List<String> all = new ArrayList<>();
      CollectingReader last = tailing.lines("app.log", new Start.LastLines(0));
      Await.until(Await.SOON, () -> last.position() != null, "its place");
      Position end = last.position();
      for (int page = 0; page < 7; page++) {
        int before = all.size();
        CollectingReader reader =
            tailing.between("app.log", new Start.LastLines(before + 17), new Start.At(end));
        Await.until(Await.SOON, reader::isFinished, "the end");
        List<String> lines = reader.lines();
        assertEquals(numbers(Math.max(1, 120 - before - 16), 120), lines);
        all.addAll(0, lines.subList(0, lines.size() - before));
        reader.close();
      }
      assertEquals(numbers(2, 120), all);
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void aPageEndsWhereItIsTold(Compression compression) {
    threeSegments(compression);
    try (Tailing tailing = new Tailing(directory, true)) {
      CollectingReader all = tailing.lines("app.log", new Start.FirstByte()).awaits(numbered(120));
      for (int last : new int[] {1, 39, 40, 41, 80, 81, 119, 120}) {
        Start end = new Start.At(all.positionAfter(numbered(last)));
        CollectingReader page = tailing.between("app.log", new Start.LastLines(5), end);
        Await.until(Await.SOON, page::isFinished, "the end");
        assertEquals(numbers(Math.max(1, last - 4), last), page.lines(), "up to " + last);
        page.close();
      }
    }
  }

  private void threeSegments(Compression compression) {
    Path log = directory.resolve("app.log");
    for (int n = 2; n >= 0; n--) {
      try (LogWriter writer = LogWriter.to(log)) {
        for (int i = 1; i <= 40; i++) writer.line(numbered(40 * (2 - n) + i));
      }
      if (n == 0) return;
      Path rotated = directory.resolve("app.log." + n);
      if (!log.toFile().renameTo(rotated.toFile())) throw new AssertionError("not renamed");
      if (compression != Compression.NONE) Packer.pack(rotated, compression);
    }
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(LogWriter::numbered).toList();
  }
}
