package comettail.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.LogCharset;
import comettail.line.SegmentId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line is shown as what its charset says, with what is malformed to be seen. */
final class LineTextTest {
  @ParameterizedTest
  @CsvSource({
    "UTF-8, \u00e4\u20ac\ud83d\ude00",
    "UTF-16LE, \u00e4\u20ac\ud83d\ude00\u0a00",
    "UTF-16BE, \u00e4\u20ac\ud83d\ude00\u0a00",
    "ISO-8859-1, \u00ff\u00fe\u00e4",
    "windows-1252, \u20ac\u0178",
    "windows-1251, \u0436\u044f",
    "Shift_JIS, \u8868\u30bd\uff71\\",
    "windows-31j, \u2460\u8868",
    "GBK, \u4e02\u4e2d",
    "GB18030, \u4e2d\ud83d\ude00",
    "EUC-JP, \u8868\u9daf",
    "EUC-KR, \ud55c\uae00",
    "Big5, \u529f\u8a31"
  })
  void isTextInEveryCharset(String charset, String text) throws JsonParserException {
    assertEquals(List.of("a" + text + "b", "", "c"), shown(charset, "a" + text + "b\r\n\nc\n"));
    String longText = ("x" + text).repeat(700); // more than is decoded in one go
    assertEquals(List.of(longText, "c"), shown(charset, longText + "\nc\n"));
  }

  /** What is malformed, as bytes, and as what it is shown; {@code <u>} is only in HTML. */
  @ParameterizedTest
  @CsvSource({
    "UTF-8, a\u00ffb\u00e2\u0082, a?b?",
    "Shift_JIS, a\u0081, a?", // half a character, and then the newline
    "Shift_JIS, a\u0081\"b, a?\"b", // a quote that half a character would swallow
    "Shift_JIS, a\u00fd\u00ffb, a??b",
    "GBK, a\u0081, a?",
    "GBK, a\u0081 b, a? b",
    "GBK, a\u00ffb, a?b",
    "EUC-JP, a\u00ffb, a?b",
    "EUC-JP, a\u00a4<b, a?<b",
    "windows-1252, a\u0081b, a?b",
    "US-ASCII, a\u00e4b, a?b"
  })
  void malformedBytesAreSeenAndSwallowNothing(String charset, String bytes, String expected) {
    Block block = block(charset, (bytes + "\n").getBytes(ISO_8859_1));
    assertEquals(1, block.lines());
    String safe = expected.replace("\"", "&quot;").replace("<", "&lt;");
    String html = text(Format.HTML.encoder().lines(block.all()));
    assertTrue(html.startsWith("<div>" + safe.replace("?", "<u>\uFFFD</u>") + "</div>"), html);
    String sse = text(Format.SSE.encoder().lines(block.all()));
    assertTrue(sse.endsWith("\ndata: " + expected.replace('?', '\uFFFD') + "\n\n"), sse);
    String quoted = expected.replace("\"", "\\\"").replace('?', '\uFFFD');
    String json = text(Format.NDJSON.encoder().lines(block.all()));
    assertTrue(json.startsWith("{\"line\":\"" + quoted + "\","), json);
  }

  @Test
  void halvesOfSurrogatePairsAreSeen() throws JsonParserException {
    byte[] lowAlone = {'a', 0, 0, (byte) 0xDE, 'b', 0, '\n', 0};
    assertEquals(List.of("a\uFFFDb"), shown(block("UTF-16LE", lowAlone)));
    byte[] highAlone = {'a', 0, 0x3D, (byte) 0xD8, '\n', 0};
    assertEquals(List.of("a\uFFFD"), shown(block("UTF-16LE", highAlone)));
    byte[] oddEnd = {'a', 0, 'b'};
    assertEquals(List.of("a\uFFFD"), shown(block("UTF-16LE", oddEnd).sealed()));
  }

  @Test
  void theByte0x5CInACharacterIsNoBackslash() throws JsonParserException {
    byte[] line = {(byte) 0x95, 0x5C, '\n'};
    assertEquals(List.of("\u8868"), shown(block("Shift_JIS", line)));
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkTellsTheCharsetAndIsNotShown(String charset) throws JsonParserException {
    byte[] log =
        "\uFEFFeins \u00e4\nzwei \uFEFF\n".getBytes(LogCharset.of(charset).orElseThrow().charset());
    for (String said : List.of("UTF-8", "GBK", "UTF-16LE")) {
      assertEquals(List.of("eins \u00e4", "zwei \uFEFF"), shown(block(said, log)), said);
    }
    byte[] markAlone = "\uFEFF".getBytes(LogCharset.of(charset).orElseThrow().charset());
    assertEquals(List.of(""), shown(block("UTF-8", markAlone).sealed()));
  }

  @Test
  void aLoneCarriageReturnIsSeenAndNoEndOfALine() throws JsonParserException {
    for (String charset : List.of("UTF-8", "ISO-8859-1", "UTF-16BE")) {
      assertEquals(List.of("10%\r20%\r\r", "x"), shown(charset, "10%\r20%\r\r\r\nx\n"));
      Block block =
          block(charset, "10%\r20%\n".getBytes(LogCharset.of(charset).orElseThrow().charset()));
      String html = text(Format.HTML.encoder().lines(block.all()));
      assertTrue(html.startsWith("<div>10%<u>\u240d</u>20%</div>"), html);
    }
  }

  @Test
  void aLevelIsFoundInWhatIsShown() {
    byte[] bytes = "12:00 ERROR \u00e4\n".getBytes(LogCharset.UTF_16LE.charset());
    String html = text(Format.HTML.encoder().lines(block("UTF-16LE", bytes).all()));
    assertTrue(
        html.startsWith("<div class=\"error\">12:00 <b class=\"error\">ERROR</b> \u00e4<"), html);
  }

  @Test
  void randomBytesInAnyCharsetAreHarmless() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (String charset : List.of("Shift_JIS", "GBK", "EUC-KR", "windows-1252", "UTF-16LE")) {
      for (int i = 0; i < 500; i++) {
        byte[] bytes = new byte[2 + random.nextInt(60)];
        random.nextBytes(bytes);
        bytes[0] = 'a'; // no mark
        Block block = block(charset, bytes).sealed();
        String sse = text(Format.SSE.encoder().lines(block.all()));
        String about = "seed " + seed + ", " + charset + ": " + sse;
        assertEquals(block.lines(), sse.split("\ndata: ", -1).length - 1, about);
        assertTrue(sse.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t'), about);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "Shift_JIS"})
  void textHasTheBytesAsTheyAre(String charset) {
    byte[] bytes = "\uFEFFa\u00ff\r\nb".getBytes(LogCharset.of(charset).orElseThrow().charset());
    Block block = block(charset, bytes);
    Chunk chunk = Format.TEXT.encoder().lines(block.all());
    assertSame(block.bytes(), chunk.first(0).array());
    assertEquals(bytes.length, chunk.length());
    assertEquals("text/plain; charset=" + charset, Format.TEXT.contentType(block.charset()));
    assertEquals("text/html; charset=UTF-8", Format.HTML.contentType(block.charset()));
  }

  @Test
  void aBlockIsEncodedOnceForAllReadersOfAForm() {
    Block block = block("Shift_JIS", "\u0095\\\n".getBytes(ISO_8859_1));
    for (Format format : List.of(Format.HTML, Format.SSE, Format.NDJSON)) {
      assertSame(format.encoder().lines(block.all()), format.encoder().lines(block.all()));
      Encoder eventless = format.encoder(false, false, LogCharset.UTF_8);
      assertSame(format.encoder().lines(block.all()), eventless.lines(block.all()));
    }
  }

  private static List<String> shown(String charset, String text) throws JsonParserException {
    return shown(block(charset, text.getBytes(LogCharset.of(charset).orElseThrow().charset())));
  }

  private static List<String> shown(Block block) throws JsonParserException {
    List<String> lines = new ArrayList<>();
    for (String json : text(Format.NDJSON.encoder().lines(block.all())).lines().toList()) {
      lines.add(JsonParser.object().from(json).getString("line"));
    }
    return lines;
  }

  private static Block block(String charset, byte[] bytes) {
    SegmentId segment = new SegmentId(1, 0, Arrays.copyOf(bytes, Math.min(bytes.length, 256)));
    LineFramer framer = new LineFramer(1 << 20, LogCharset.of(charset).orElseThrow());
    return Block.of(segment, 0, 0, bytes, 0, bytes.length, framer);
  }

  private static String text(Chunk chunk) {
    return new String(chunk.toBytes(), UTF_8);
  }
}
