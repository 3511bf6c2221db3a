package comettail.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.SegmentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A line is hostile, and harmless text in every form. */
final class HostileLineTest {
  private static final LineFramer FRAMER = new LineFramer(1 << 20);

  /** What an HTML line may be made of besides text. */
  private static final Pattern HTML_LINES =
      Pattern.compile(
          "(<div( class=\"[a-z ]+\")?>([^<>&\"']|&(amp|lt|gt|quot|#39);"
              + "|<u>[^<>&]{1,6}</u>|<b class=\"[a-z]+\">([A-Za-z0-9]*|[#*.-])</b>)*</div>)*"
              + "(<i data-at=\"[\\w-]{33}\"></i>)?");

  static Stream<byte[]> hostileLines() {
    List<String> texts =
        List.of(
            "</script><script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "\"'><svg onload=alert(1)>",
            "&lt;b&gt; &amp; & &#60;",
            "<!-- --> --> ]]> <![CDATA[",
            "\u001b[31mred\u001b[0m\u001b]0;title\u0007",
            "a\u0000b\u0001\b\f\u000b\u007f",
            "bare\rcarriage\rreturns",
            "data: x\rid: y\revent: z",
            "\u202egnp.exe \u2066x\u2069 \u200f\u061c \u2028 \u2029 \u0085 \u009b31m",
            "{\"line\":\"x\\\"}\\u0000",
            "ERROR <b>\u202e</b> [error]");
    Stream<byte[]> invalid =
        Stream.of(
                "\u00ff\u00fe\u0080\u00c0\u00af", // no UTF-8 at all
                "half a character: \u00e2\u0082",
                "half a character: \u00f0\u009f\u0098 and on",
                "an overlong slash: \u00c0\u00af, a surrogate: \u00ed\u00a0\u0080",
                "beyond: \u00f4\u0090\u0080\u0080 \u00f8\u0088\u0080\u0080\u0080")
            .map(text -> text.getBytes(ISO_8859_1));
    return Stream.concat(texts.stream().map(text -> text.getBytes(UTF_8)), invalid);
  }

  @ParameterizedTest
  @MethodSource("hostileLines")
  void isTextOnlyInHtml(byte[] line) {
    String html = encoded(Format.HTML, line);
    assertTrue(HTML_LINES.matcher(html).matches(), html);
    assertHarmless(html);
  }

  @ParameterizedTest
  @MethodSource("hostileLines")
  void isOneMessageInServerSentEvents(byte[] line) {
    String sse = encoded(Format.SSE, line);
    String[] fields = sse.split("\n", -1);
    assertEquals(4, fields.length, sse); // id, data, and two newlines
    assertTrue(fields[0].matches("id: [\\w-]{33}"), sse);
    assertTrue(fields[1].startsWith("data: "), sse);
    assertHarmless(sse);
  }

  @ParameterizedTest
  @MethodSource("hostileLines")
  void comesBackAsItWasFromNdjson(byte[] line) throws JsonParserException {
    String json = encoded(Format.NDJSON, line);
    assertEquals(json.length() - 1, json.indexOf('\n'), json);
    JsonObject object = JsonParser.object().from(json);
    assertEquals(decoded(line), once(object.getString("line")));
    assertHarmless(json);
  }

  @ParameterizedTest
  @MethodSource("hostileLines")
  void isByteForByteInText(byte[] line) {
    byte[] withNewline = withNewline(line);
    Chunk chunk = Format.TEXT.encoder().lines(block(withNewline).all());
    assertArrayEquals(withNewline, chunk.toBytes());
  }

  @Test
  void randomBytesAreHarmlessAndComeBackFromNdjson() throws JsonParserException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      byte[] line = new byte[random.nextInt(60)];
      random.nextBytes(line);
      for (int j = 0; j < line.length; j++) {
        if (line[j] == '\n') line[j] = '<';
      }
      if (line.length > 0 && line[line.length - 1] == '\r') line[line.length - 1] = 'r';
      isTextOnlyInHtml(line);
      isOneMessageInServerSentEvents(line);
      String json = encoded(Format.NDJSON, line);
      String back = JsonParser.object().from(json).getString("line");
      assertEquals(decoded(line), once(back), "seed " + seed);
    }
  }

  /** Most of a line is looked at eight bytes at a time, a short one byte by byte. */
  @ParameterizedTest
  @EnumSource(names = {"HTML", "SSE", "NDJSON"})
  void aByteAmongManyIsWrittenAsAmongFew(Format format) {
    for (int b = 0; b < 128; b++) {
      if (b == '\n') continue;
      String few = encoded(format, ("." + (char) b + ".").getBytes(ISO_8859_1));
      String written = few.substring(few.indexOf('.') + 1, few.lastIndexOf('.'));
      for (int before = 8; before < 16; before++) {
        String line = ".".repeat(before) + (char) b + ".".repeat(16);
        String many = encoded(format, line.getBytes(ISO_8859_1));
        String expected = ".".repeat(before) + written + ".".repeat(16);
        assertTrue(many.contains(expected), "byte " + b + ": " + many);
      }
    }
  }

  /** What is looked at eight bytes at a time does not hide what stands beside it. */
  @ParameterizedTest
  @EnumSource(names = {"HTML", "SSE", "NDJSON"})
  void aCharacterIsWrittenAsAloneWhateverStandsBesideIt(Format format) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, String> alone = writtenAlone(format);
    List<String> characters = List.copyOf(alone.keySet());
    for (int i = 0; i < 50_000; i++) {
      StringBuilder line = new StringBuilder(".");
      StringBuilder expected = new StringBuilder(".");
      for (int n = random.nextInt(1, 40); n > 0; n--) {
        boolean any = random.nextInt(8) == 0;
        String character = any ? characters.get(random.nextInt(characters.size())) : "o";
        line.append(character);
        expected.append(alone.get(character));
      }
      String written = encoded(format, line.append('.').toString().getBytes(ISO_8859_1));
      assertTrue(
          written.contains(expected.append('.')), () -> "seed " + seed + ": " + line + written);
    }
  }

  /** Returns how this form writes each character: an ASCII byte, a UTF-8 sequence, a wrong byte. */
  private static Map<String, String> writtenAlone(Format format) {
    List<String> characters = new ArrayList<>(List.of("\u00e2\u0082\u00ac", "\u00c3\u00a4", "o"));
    characters.addAll(List.of("\u00e2\u0080\u00ae", "\u00ff", "\u0080", "\u00c0", "\u00fe"));
    for (char c = 0; c < 128; c++) {
      if (c != '\n' && !Character.isLetterOrDigit(c)) characters.add("" + c); // no level's sign
    }
    Map<String, String> alone = new HashMap<>();
    for (String character : characters) {
      String few = encoded(format, ("." + character + ".").getBytes(ISO_8859_1));
      alone.put(character, few.substring(few.indexOf('.') + 1, few.lastIndexOf('.')));
    }
    return alone;
  }

  @Test
  void aLineOfTenMegabytesComesInPiecesOfAtMostTheBound() {
    byte[] line = new byte[10 << 20];
    java.util.Arrays.fill(line, (byte) '<');
    Block block = block(line);
    assertEquals(10, block.lines());
    String html = encoded(Format.HTML, line);
    assertEquals(10, html.split("<div class=\"partial", -1).length - 1);
    assertEquals(10 << 20, html.split("&lt;", -1).length - 1);
  }

  /**
   * Fails if there is a character that changes what a terminal or a page shows without being seen
   * itself.
   */
  private static void assertHarmless(String text) {
    text.chars()
        .forEach(
            c -> {
              boolean control = c < ' ' && c != '\n' && c != '\t' || c >= 0x7F && c < 0xA0;
              boolean bidi =
                  c == 0x061C
                      || c == 0x200E
                      || c == 0x200F
                      || c >= 0x202A && c <= 0x202E
                      || c >= 0x2066 && c <= 0x2069;
              assertFalse(control || bidi, () -> "U+" + Integer.toHexString(c) + " in " + text);
            });
  }

  private static String decoded(byte[] line) {
    return once(new String(line, UTF_8));
  }

  /** The JDK writes one U+FFFD for a surrogate's three bytes, where the WHATWG writes three. */
  private static String once(String text) {
    return text.replaceAll("\uFFFD+", "\uFFFD");
  }

  private static String encoded(Format format, byte[] line) {
    Chunk chunk = format.encoder().lines(block(withNewline(line)).all());
    return new String(chunk.toBytes(), UTF_8);
  }

  private static byte[] withNewline(byte[] line) {
    byte[] bytes = java.util.Arrays.copyOf(line, line.length + 1);
    bytes[line.length] = '\n';
    return bytes;
  }

  /** Returns a block that is not at its segment's start, where some bytes are a charset's mark. */
  private static Block block(byte[] lines) {
    byte[] bytes = new byte[1 + lines.length];
    bytes[0] = '\n';
    System.arraycopy(lines, 0, bytes, 1, lines.length);
    byte[] head = java.util.Arrays.copyOf(bytes, Math.min(bytes.length, 256));
    return Block.of(new SegmentId(1, 0, head), 1, 1, bytes, 1, bytes.length, FRAMER);
  }
}
