package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.file.Compression;
import comettail.harness.Await;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reader begins and ends at times, wherever their lines are. */
final class TimeSearchTest {
  private static final ZoneId UTC = ZoneOffset.UTC;
  private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path directory;

  /** A line of the log; its time is that of the line above it if it has none. */
  private record Line(String text, Instant time) {}

  @ParameterizedTest
  @EnumSource(Compression.class)
  void theFirstLineOfATimeIsFoundInRandomLogs(Compression compression) throws IOException {
    long seed = System.nanoTime();
    System.out.println("TimeSearchTest " + compression + " seed " + seed);
    Random random = new Random(seed);
    List<Line> log = write(random, 4, compression);
    try (Tailing tailing = new Tailing(directory, true)) {
      for (int i = 0; i < 30; i++) {
        Instant from = log.get(random.nextInt(log.size())).time.plusMillis(random.nextInt(3) - 1);
        Instant to = from.plusSeconds(random.nextInt(300));
        List<String> expected = lines(log, firstSince(log, from), firstSince(log, to));
        CollectingReader reader = tailing.between("app.log", at(from), at(to));
        Await.until(Await.SOON, reader::isFinished, "the end");
        assertEquals(expected, reader.lines(), () -> from + " to " + to);
        reader.close();
      }
    }
  }

  @Test
  void itGoesOnLive() throws IOException {
    List<Line> log = write(new Random(1), 2, Compression.GZIP);
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter writer = LogWriter.to(directory.resolve("app.log"))) {
      int first = log.size() - 100;
      while (log.get(first).time.equals(log.get(first - 1).time)) first--;
      CollectingReader reader = tailing.lines("app.log", at(log.get(first).time));
      reader.awaits(log.get(log.size() - 1).text);
      writer.line("one more");
      List<String> expected = new ArrayList<>(lines(log, first, log.size()));
      expected.add("one more");
      assertEquals(expected, reader.awaits("one more").lines());
    }
  }

  @Test
  void aTimeThatIsStillToComeIsTheEnd() throws IOException {
    List<Line> log = write(new Random(2), 2, Compression.NONE);
    Instant late = log.get(log.size() - 1).time.plusSeconds(60);
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter writer = LogWriter.to(directory.resolve("app.log"))) {
      CollectingReader reader = tailing.lines("app.log", at(late));
      Await.until(Await.SOON, () -> reader.position() != null, "its place");
      writer.line("one more");
      assertEquals(List.of("one more"), reader.awaits("one more").lines());
    }
  }

  @Test
  void whereNoLineHasATimeThatIsSaid() throws IOException {
    Files.writeString(directory.resolve("app.log"), "one\ntwo\n");
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter writer = LogWriter.to(directory.resolve("app.log"))) {
      CollectingReader reader = tailing.lines("app.log", at(FIRST)).awaits("(timeless)");
      Await.until(Await.SOON, () -> reader.position() != null, "its place");
      writer.line("three");
      assertEquals(List.of("(timeless)", "three"), reader.awaits("three").lines());
    }
  }

  @Test
  void aLineThatIsSomewhatLateIsNotPassedOver() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      int second = i % 2 == 1 ? i - 1_500 : i; // as of two writers of which one lags behind
      lines.add(FIRST.plusSeconds(second) + " line " + i);
    }
    Files.write(directory.resolve("app.log"), lines);
    try (Tailing tailing = new Tailing(directory, true)) {
      for (int i = 9; i < 20_000; i += 311) {
        Instant from = FIRST.plusSeconds(i);
        int first = 0;
        while (Instant.parse(lines.get(first).split(" ")[0]).isBefore(from)) first++;
        CollectingReader reader =
            tailing.between("app.log", at(from), at(from.plusSeconds(100_000)));
        Await.until(Await.SOON, reader::isFinished, "the end");
        assertEquals(lines.get(first), reader.lines().get(0));
        reader.close();
      }
    }
  }

  @Test
  void aLogInUtf16IsSearchedToItsEndEvenIfThatIsHalfACharacter() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) lines.add(FIRST.plusSeconds(i) + " Größe " + i);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = "\uFEFF" + String.join("\n", lines) + "\n";
    bytes.write(text.getBytes(StandardCharsets.UTF_16LE));
    bytes.write('x');
    Files.write(directory.resolve("app.log"), bytes.toByteArray());
    try (Tailing tailing = new Tailing(directory, true)) {
      for (int first : new int[] {0, 17, 4_999, 5_000}) {
        Start from = at(FIRST.plusSeconds(first));
        CollectingReader reader = tailing.between("app.log", from, at(FIRST.plusSeconds(9_999)));
        Await.until(Await.SOON, reader::isFinished, "the end");
        List<String> found = reader.lines();
        assertEquals(lines.subList(first, 5_000), found.subList(0, 5_000 - first));
        reader.close();
      }
    }
  }

  private static Start at(Instant time) {
    return new Start.AtTime(time.toEpochMilli(), UTC);
  }

  private static int firstSince(List<Line> log, Instant time) {
    int first = 0;
    while (first < log.size() && log.get(first).time.isBefore(time)) first++;
    return first;
  }

  private static List<String> lines(List<Line> log, int from, int to) {
    return log.subList(from, Math.max(from, to)).stream().map(Line::text).toList();
  }

  /** Writes segments of lines with and without times, the older ones compressed. */
  private List<Line> write(Random random, int segments, Compression compression)
      throws IOException {
    List<Line> log = new ArrayList<>();
    Instant now = FIRST;
    for (int n = segments - 1; n >= 0; n--) {
      List<String> texts = new ArrayList<>();
      int count = 1 + random.nextInt(8_000);
      for (int i = 0; i < count; i++) {
        boolean traced = i > 0 && random.nextInt(5) == 0;
        if (!traced) now = now.plusMillis(random.nextInt(200));
        String text =
            traced
                ? "\tat comettail.Line" + log.size() + "(Line.java:17)"
                : now + " INFO  line " + log.size();
        log.add(new Line(text, now));
        texts.add(text);
      }
      Path path = directory.resolve(n == 0 ? "app.log" : "app.log." + n);
      Files.write(path, texts);
      if (n > 0 && compression != Compression.NONE) Packer.pack(path, compression);
    }
    return log;
  }
}
