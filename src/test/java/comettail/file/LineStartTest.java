package comettail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.line.LineFramer;
import comettail.line.LogCharset;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading backwards finds the lines that reading forwards does, in every framing. */
final class LineStartTest {
  private static final int ROUNDS = 40;

  @TempDir Path directory;

  /** The charset that is said, and that of the bytes; with a mark where they differ. */
  @ParameterizedTest
  @CsvSource({
    "UTF-8, UTF-8",
    "UTF-16LE, UTF-16LE",
    "UTF-16BE, UTF-16BE",
    "UTF-8, UTF-16LE",
    "UTF-8, UTF-16BE",
    "UTF-16LE, UTF-8"
  })
  void theLastLinesAreFoundFromAnyEnd(String said, String real) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    LineFramer framer = new LineFramer(1 << 20, LogCharset.of(said).orElseThrow());
    for (int round = 0; round < ROUNDS; round++) {
      String mark = said.equals(real) ? "" : "\uFEFF";
      Charset charset = Charset.forName(real);
      byte[] bytes = (mark + text(random)).getBytes(charset);
      Path path = Files.write(directory.resolve("app.log"), bytes);
      try (SegmentFile file = SegmentFile.open(directory, path)) {
        for (int i = 0; i < 20; i++) {
          int end = i == 0 ? bytes.length : random.nextInt(bytes.length + 1);
          List<Integer> starts = starts(bytes, end, charset);
          int lines = 1 + random.nextInt(starts.size() + 2);
          long expected = starts.get(Math.max(0, starts.size() - lines));
          LineStart.Found found = LineStart.last(file, framer, 0, end, lines);
          String about = "seed " + seed + ", round " + round + ", " + lines + " before " + end;
          assertEquals(expected, found.offset(), about);
          assertEquals(end == 0 ? 0 : Math.min(lines, starts.size()), found.lines(), about);
          boolean finished = starts(bytes, end + 2, charset).contains(end) && end > 0;
          long unfinished = finished ? end : starts.get(starts.size() - 1);
          assertEquals(unfinished, LineStart.unfinished(file, framer, end), about);
        }
      }
    }
  }

  /** Some lines are longer than a block that is read, and some characters have a newline's byte. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i >= 0; i--) {
      text.append("\u0a00\u0a0a\u0d0ax".repeat(random.nextInt(i == 3 ? 20_000 : 5)));
      if (random.nextInt(4) > 0) text.append('\n');
    }
    return text.toString();
  }

  /** Returns where lines start that have a byte before {@code end}; at least 0 is one. */
  private static List<Integer> starts(byte[] bytes, int end, Charset charset) {
    byte[] newline = "\n".getBytes(charset);
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int i = 0; i + newline.length < end; i += newline.length) {
      if (i + newline.length > bytes.length) break;
      boolean is =
          bytes[i] == newline[0] && bytes[i + newline.length - 1] == newline[newline.length - 1];
      if (is) starts.add(i + newline.length);
    }
    return starts;
  }
}
