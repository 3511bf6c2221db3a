package comettail.tail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.Await;
import comettail.harness.LogWriter;
import comettail.line.LogCharset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that other followers stumble over, in a log that is followed while they are written. */
@ParameterizedClass(name = "watch={0}")
@ValueSource(booleans = {true, false})
final class AwkwardBytesTest {
  @TempDir Path directory;

  private final boolean watch;
  private Tailing tailing;
  private LogWriter log;
  private CollectingReader lines;
  private CollectingReader bytes;

  AwkwardBytesTest(boolean watch) {
    this.watch = watch;
  }

  @BeforeEach
  void follow() {
    tailing = new Tailing(directory, watch);
    log = tailing.writer("app.log");
    lines = tailing.lines("app.log", new Start.FirstByte());
    bytes = tailing.bytes("app.log", new Start.FirstByte());
  }

  @AfterEach
  void close() {
    tailing.close();
    log.close();
  }

  @Test
  void aFileThatIsNoTextIsToldOnceAndAHoleIsText() throws IOException {
    byte[] binary = new byte[5_000];
    new Random(7).nextBytes(binary);
    binary[4_999] = '\n';
    Files.write(directory.resolve("core"), binary);
    byte[] hole = new byte[5_000];
    System.arraycopy("\nline 1\n".getBytes(), 0, hole, 4_000, 8);
    Files.write(directory.resolve("hole.log"), hole);
    CollectingReader core = tailing.read("core", new Start.FirstByte(), true, false);
    Await.until(Await.SOON, core::isFinished, "the end");
    assertEquals(List.of("binary"), core.events());
    CollectingReader text = tailing.read("hole.log", new Start.FirstByte(), true, false);
    Await.until(Await.SOON, text::isFinished, "the end");
    assertEquals(List.of(), text.events());
  }

  @Test
  void theByteFFInLatin1ComesAsItIs() {
    LogCharset latin1 = LogCharset.of("ISO-8859-1").orElseThrow();
    CollectingReader reader = tailing.read("app.log", latin1, new Start.FirstByte(), true, true);
    String line = "\u00ffber, L'Ha\u00ff-les-Roses \u00ff\u00ff";
    byte[] written = (line + "\nend\n").getBytes(ISO_8859_1);
    oneByOne(written);
    reader.awaits("end");
    assertEquals(List.of(line, "end"), reader.lines());
    assertArrayEquals(written, bytes.bytes());
  }

  @Test
  void bytesThatAreNoUtf8ComeAsTheyAre() {
    byte[] written = {(byte) 0x80, '\n', 't', (byte) 0x86, 'e', '\n', (byte) 0xC3, '\n'};
    log.bytes(written);
    assertArrayEquals(written, bytes.awaitsBytes(written.length).bytes());
    log.line("end");
    lines.awaits("end");
    assertEquals(List.of("\ufffd", "t\ufffde", "\ufffd", "end"), lines.lines());
  }

  @Test
  void aCarriageReturnIsLeftOutOnlyBeforeANewline() {
    log.text("CRLF\r\nLF\nCR\rCRCR\r\r\n\r\ntrail\n");
    lines.awaits("trail");
    assertEquals(List.of("CRLF", "LF", "CR\rCRCR\r", "", "trail"), lines.lines());
    assertEquals(
        "CRLF\r\nLF\nCR\rCRCR\r\r\n\r\ntrail\n",
        new String(bytes.awaitsBytes(27).bytes(), ISO_8859_1));
  }

  @Test
  void aCharacterThatIsWrittenInTwoHalvesIsWholeInItsLine() {
    byte[] written =
        "\u00e4\u20ac\ud834\udd60 \u3053\u3093\u306b\u3061\u306f\nend\n".getBytes(UTF_8);
    oneByOne(written);
    lines.awaits("end");
    assertEquals("\u00e4\u20ac\ud834\udd60 \u3053\u3093\u306b\u3061\u306f", lines.lines().get(0));
    assertEquals(2, lines.lines().size());
  }

  @Test
  void blankLinesAndLinesOfBlanksAreLines() {
    log.text("    \n    4 spaces\n4 spaces    \n\t\n\ttab\ntab\t\n\n\nend\n");
    lines.awaits("end");
    assertEquals(
        List.of("    ", "    4 spaces", "4 spaces    ", "\t", "\ttab", "tab\t", "", "", "end"),
        lines.lines());
  }

  @Test
  void zeroBytesThatAProgramWroteComeAsTheyAre() {
    log.bytes(new byte[] {0, 'a', 0, 0, 'b', '\n', 0, '\n', 0});
    assertArrayEquals(
        new byte[] {0, 'a', 0, 0, 'b', '\n', 0, '\n', 0}, bytes.awaitsBytes(9).bytes());
    lines.awaits("\0");
    assertEquals(List.of("\0a\0\0b", "\0"), lines.lines().subList(0, 2));
  }

  @Test
  void aLineLongerThanAnyReadIsOneLine() {
    String line = "0123456789abcdef".repeat(20_000); // 320 kB
    log.line("before");
    for (int i = 0; i < line.length(); i += 4_097) {
      log.text(line.substring(i, Math.min(line.length(), i + 4_097)));
    }
    log.text("\nafter\n");
    lines.awaits("after");
    assertEquals(List.of("before", line, "after"), Delivered.whole(lines));
  }

  /** Writes the bytes in such a way that each is read alone. */
  private void oneByOne(byte[] written) {
    for (int i = 0; i < written.length; i++) {
      log.bytes(new byte[] {written[i]});
      bytes.awaitsBytes(i + 1);
    }
  }
}
