package comettail.tail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.file.Compression;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import comettail.line.LogCharset;
import comettail.line.Position;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader of lines gets of a log in another charset, and of a line that stops within one. */
final class EncodingTest {
  private static final Start FROM_START = new Start.FirstByte();

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "UTF-8, UTF-16LE, true",
    "UTF-8, UTF-16BE, true",
    "GBK, UTF-8, true",
    "UTF-16LE, UTF-16LE, false",
    "UTF-16BE, UTF-16BE, false",
    "ISO-8859-1, ISO-8859-1, false",
    "Shift_JIS, Shift_JIS, false"
  })
  void aLogWrittenByteByByteHasItsLinesAndTheirEnds(String said, String real, boolean marked) {
    Charset charset = Charset.forName(real);
    try (Tailing tailing = new Tailing(directory, false);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader live = read(tailing, said); // of an empty file that then grows
      List<String> expected = new ArrayList<>();
      StringBuilder text = new StringBuilder(marked ? "\uFEFF" : "");
      for (int i = 0; i < 200; i++) {
        expected.add(i + (charset.newEncoder().canEncode('\u8868') ? "\u8868" : "\u00ff"));
        text.append(expected.get(i)).append(i % 2 == 0 ? "\n" : "\r\n");
      }
      byte[] bytes = text.toString().getBytes(charset);
      for (byte b : bytes) log.bytes(new byte[] {b});
      expected.add("end");
      log.bytes("end\n".getBytes(charset));
      assertEquals(expected, live.awaits("end").lines());
      assertEquals(expected, read(tailing, said).awaits("end").lines());
      CollectingReader last =
          tailing.read("app.log", charset(said), new Start.LastLines(3), true, true);
      assertEquals(expected.subList(198, 201), last.awaits("end").lines());
      CollectingReader resumed =
          tailing.read("app.log", charset(said), new Start.At(last.position()), true, true);
      log.bytes("more\n".getBytes(charset));
      assertEquals(List.of("more"), resumed.awaits("more").lines());
    }
  }

  @Test
  void theUnfinishedLineOfAFileThatWasThereIsFoundIn16BitUnits() {
    try (Tailing tailing = new Tailing(directory, false);
        LogWriter log = tailing.writer("app.log")) {
      log.bytes("\uFEFFone\n\u0a00\u0a0a half".getBytes(UTF_16BE));
      CollectingReader last =
          tailing.read("app.log", LogCharset.UTF_8, new Start.LastLines(1), true, true);
      last.awaits("\u0a00\u0a0a half~");
      log.bytes(" a line\n".getBytes(UTF_16BE));
      last.awaits("~ a line");
    }
  }

  /** The first bytes of a line, those that come later, and what is shown of the first. */
  @ParameterizedTest
  @CsvSource({
    "UTF-8, caf\u00e9, 4",
    "UTF-8, \u20ac\u20ac, 5",
    "UTF-8, a\ud83d\ude00, 4",
    "UTF-16LE, a\u20ac, 3",
    "UTF-16LE, a\ud83d\ude00, 4",
    "UTF-16BE, a\ud83d\ude00, 5",
    "Shift_JIS, a\u8868, 2",
    "GBK, a\u4e2d, 2",
    "GB18030, a\ud83d\ude00, 4"
  })
  void aQuietLineIsNotCutWithinACharacter(String charset, String text, int cut) {
    byte[] bytes = text.getBytes(charset(charset).charset());
    int last = text.offsetByCodePoints(text.length(), -1);
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = read(tailing, charset);
      CollectingReader raw = tailing.bytes("app.log", FROM_START);
      log.bytes(Arrays.copyOf(bytes, cut));
      reader.awaits(text.substring(0, last) + "~");
      raw.awaitsBytes(cut); // at once
      log.bytes(Arrays.copyOfRange(bytes, cut, bytes.length));
      log.bytes("!\n".getBytes(charset(charset).charset()));
      reader.awaits("~" + text.substring(last) + "!");
      assertEquals(
          List.of(text.substring(0, last) + "~", "~" + text.substring(last) + "!"), reader.lines());
    }
  }

  @Test
  void aQuietLineIsNotCutBetweenCarriageReturnAndNewline() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = read(tailing, "UTF-8");
      log.text("prompt\r");
      reader.awaits("prompt~");
      log.text("\nnext\n");
      reader.awaits("next");
      assertEquals(List.of("prompt~", "~", "next"), reader.lines());
    }
  }

  @Test
  void halfACharacterGoesOutAtARotation() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader lines = read(tailing, "UTF-8");
      CollectingReader raw = tailing.bytes("app.log", FROM_START);
      log.bytes(new byte[] {'a', (byte) 0xE2, (byte) 0x82});
      lines.awaits("a~");
      log.rotateTo("app.log.1");
      log.text("new\n");
      lines.awaits("new");
      assertEquals(List.of("a~", "~\uFFFD~", "(rotated)", "new"), lines.lines());
      assertEquals("a\u00e2\u0082new\n", new String(raw.awaitsBytes(7).bytes(), ISO_8859_1));
    }
  }

  @Test
  void halfACharacterGoesOutAtATruncationAndAtABoundedReadsEnd() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = read(tailing, "UTF-8");
      log.bytes(new byte[] {'a', (byte) 0xE2, (byte) 0x82});
      reader.awaits("a~");
      tailing.read("app.log", LogCharset.UTF_8, FROM_START, true, false).awaits("~\uFFFD~");
      log.truncate();
      log.text("new\n");
      reader.awaits("new");
      assertEquals(List.of("a~", "~\uFFFD~", "(truncated)", "new"), reader.lines());
    }
  }

  @Test
  void aByteOrderMarkAloneIsNoLine() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log");
        LogWriter other = tailing.writer("other.log")) {
      CollectingReader reader = read(tailing, "UTF-8");
      CollectingReader quiet = tailing.lines("other.log", FROM_START);
      log.bytes(new byte[] {(byte) 0xFF});
      other.text("quiet");
      quiet.awaits("quiet~"); // as long as it takes
      log.bytes(new byte[] {(byte) 0xFE});
      other.text(" again");
      quiet.awaits("~ again~");
      log.bytes("one\n".getBytes(UTF_16LE));
      assertEquals(List.of("one"), reader.awaits("one").lines());
    }
  }

  @Test
  void eachFileOfALogHasTheCharsetOfItsOwnMark() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = read(tailing, "UTF-8");
      log.bytes("\uFEFF\u00e4\n".getBytes(UTF_16LE));
      reader.awaits("\u00e4");
      log.rotateTo("app.log.1");
      log.bytes("\u00f6\n".getBytes(UTF_8));
      reader.awaits("\u00f6");
      log.rotateTo("app.log.2");
      log.bytes("\uFEFF\u00fc\n".getBytes(UTF_16BE));
      reader.awaits("\u00fc");
      assertEquals(List.of("\u00e4", "(rotated)", "\u00f6", "(rotated)", "\u00fc"), reader.lines());
    }
  }

  @Test
  void oneLogIsReadInTwoCharsetsAtATime() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader latin = read(tailing, "ISO-8859-1");
      CollectingReader wide = read(tailing, "UTF-16LE");
      log.bytes("a\nb\n".getBytes(UTF_16LE));
      wide.awaits("b");
      assertEquals(List.of("a", "b"), wide.lines());
      latin.awaits("\0b\0");
      assertEquals("a\0\n\0b\0\n\0", new String(latin.awaitsBytes(8).bytes(), ISO_8859_1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-8", "Shift_JIS"})
  void aLineOverTheBoundComesInPiecesWithoutLoss(String name) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TailLimits limits = new TailLimits(1023, Duration.ofMillis(20), Duration.ofMillis(2), true);
    Charset charset = charset(name).charset();
    String text = "a\u8868\u30bd".repeat(20_000);
    try (Tailing tailing = new Tailing(directory, limits);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = read(tailing, name);
      byte[] bytes = text.getBytes(charset);
      for (int from = 0; from < bytes.length; ) {
        int to = Math.min(bytes.length, from + 1 + random.nextInt(3_000));
        log.bytes(Arrays.copyOfRange(bytes, from, to));
        from = to;
      }
      log.bytes("\nend\n".getBytes(charset));
      List<String> pieces = reader.awaits("end").lines();
      String joined = String.join("", pieces.subList(0, pieces.size() - 1)).replace("~", "");
      assertEquals(text, joined, "seed " + seed);
      for (String piece : pieces) {
        assertEquals(true, piece.replace("~", "").getBytes(charset).length <= 1023, "seed " + seed);
      }
      CollectingReader late = read(tailing, name);
      assertEquals(pieces, late.awaits("end").lines());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void zerosBeforeATruncatedFilesTextAreLeftOutInWholeUnits(String name) {
    Charset charset = charset(name).charset();
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = read(tailing, name);
      log.bytes("old old old\n".getBytes(charset));
      reader.awaits("old old old");
      log.truncate();
      log.bytes(new byte[1_000]);
      log.bytes("new\n".getBytes(charset));
      reader.awaits("new");
      assertEquals(List.of("old old old", "(truncated)", "new"), reader.lines());
    }
  }

  @ParameterizedTest
  @CsvSource({"NONE, UTF-8, UTF-16LE", "GZIP, UTF-8, UTF-16BE", "GZIP, UTF-16LE, UTF-16LE"})
  void olderSegmentsAreReadInTheirCharset(Compression compression, String said, String real) {
    Charset charset = Charset.forName(real);
    String mark = said.equals(real) ? "" : "\uFEFF";
    Position position;
    try (LogWriter log = LogWriter.to(directory.resolve("app.log"))) {
      log.bytes((mark + "\u0a00 1\n\u0a00 2\r\n\u0a00 3\n").getBytes(charset));
      try (Tailing tailing = new Tailing(directory, false)) {
        Start first = new Start.LastLines(2);
        CollectingReader reader = tailing.read("app.log", charset(said), first, true, false);
        position = reader.awaits("\u0a00 2").position();
      }
      log.rotateTo("app.log.1");
      if (compression != Compression.NONE) {
        Packer.pack(directory.resolve("app.log.1"), compression);
      }
      log.bytes((mark + "\u0a00 4\n").getBytes(charset));
    }
    try (Tailing tailing = new Tailing(directory, false)) {
      for (Start start : List.of(new Start.LastLines(3), FROM_START)) {
        List<String> lines =
            tailing.read("app.log", charset(said), start, true, true).awaits("\u0a00 4").lines();
        List<String> last = List.of("\u0a00 2", "\u0a00 3", "\u0a00 4");
        List<String> got = lines.stream().filter(line -> !line.startsWith("(")).toList();
        assertEquals(last, got.subList(got.size() - 3, got.size()), lines.toString());
      }
      CollectingReader resumed =
          tailing.read("app.log", charset(said), new Start.At(position), true, true);
      List<String> lines = resumed.awaits("\u0a00 4").lines();
      assertEquals("\u0a00 4", lines.get(lines.size() - 1));
      assertEquals(false, lines.contains("(gap)"), lines.toString());
    }
  }

  private static CollectingReader read(Tailing tailing, String charset) {
    return tailing.read("app.log", charset(charset), FROM_START, true, true);
  }

  private static LogCharset charset(String name) {
    return LogCharset.of(name).orElseThrow();
  }
}
