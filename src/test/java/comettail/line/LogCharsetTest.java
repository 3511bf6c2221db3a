package comettail.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which charsets a log may have, and where their characters end. */
final class LogCharsetTest {
  @ParameterizedTest
  @CsvSource({
    "utf-8, UTF-8",
    "latin1, ISO-8859-1",
    "windows-1252, windows-1252",
    "sjis, Shift_JIS",
    "gbk, GBK",
    "gb18030, GB18030",
    "euc-jp, EUC-JP",
    "euc-kr, EUC-KR",
    "big5, Big5",
    "koi8-r, KOI8-R",
    "utf-16be, UTF-16BE",
    "utf-16, UTF-16LE"
  })
  void aCharsetInWhichAsciiIsAsciiAndUtf16AreKnownByAnyName(String name, String expected) {
    assertEquals(expected, LogCharset.of(name).orElseThrow().name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTF-32",
        "UTF-32LE",
        "IBM037",
        "IBM1047",
        "ISO-2022-JP",
        "x-JISAutoDetect",
        "klingon",
        "",
        "no name"
      })
  void aCharsetInWhichNewlinesCantBeFoundIsNone(String name) {
    assertEquals(Optional.empty(), LogCharset.of(name));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, a\u00e4\u20ac\ud83d\ude00b",
    "UTF-16LE, a\u00e4\u20ac\ud83d\ude00b\u0a00",
    "UTF-16BE, a\u00e4\u20ac\ud83d\ude00b\u0d00",
    "ISO-8859-1, a\u00e4\u00ff\u00e9",
    "Shift_JIS, a\u8868\u30bd\\\uff71",
    "GBK, a\u4e2d\u6587\u4e02b",
    "GB18030, a\u4e2d\ud83d\ude00b",
    "EUC-JP, a\u8868\u9daf\uff71b",
    "Big5, a\u529f\u8a31b"
  })
  void aCutIsHeldBackToTheEndOfACharacter(String name, String text) {
    LogCharset charset = LogCharset.of(name).orElseThrow();
    byte[] bytes = text.getBytes(charset.charset());
    String before = "";
    for (int cut = 0; cut <= bytes.length; cut++) {
      int whole = charset.wholeCharacters(bytes, 0, cut, 1000);
      String shown = new String(bytes, 0, whole, charset.charset());
      assertTrue(whole <= cut && cut - whole < 4, name + " cut at " + cut + ": " + whole);
      assertTrue(text.startsWith(shown) && shown.startsWith(before), shown);
      before = shown;
    }
    assertEquals(text, before);
  }

  @Test
  void bytesThatBeginNoCharacterAreHeldBackByNoCharset() {
    byte[] bytes = {'a', (byte) 0x80, (byte) 0xFF};
    for (String name : new String[] {"UTF-8", "ISO-8859-1", "windows-1252"}) {
      assertEquals(3, LogCharset.of(name).orElseThrow().wholeCharacters(bytes, 0, 3, 0), name);
    }
    assertEquals(2, LogCharset.UTF_8.wholeCharacters(new byte[] {'a', (byte) 0xC0}, 0, 2, 0));
  }

  @Test
  void theUnitsOfUtf16BeginAtEvenOffsetsOfTheSegment() {
    byte[] bytes = "ab".getBytes(LogCharset.UTF_16LE.charset());
    assertEquals(4, LogCharset.UTF_16LE.wholeCharacters(bytes, 0, 4, 10));
    assertEquals(3, LogCharset.UTF_16LE.wholeCharacters(bytes, 0, 4, 11));
    assertEquals(1, LogCharset.UTF_16LE.wholeCharacters(bytes, 0, 1, 11));
  }

  @Test
  void aByteOrderMarkTellsTheCharset() {
    assertEquals(LogCharset.UTF_16LE, charsetOf(0xFF, 0xFE, 'a', 0));
    assertEquals(LogCharset.UTF_16BE, charsetOf(0xFE, 0xFF));
    assertEquals(LogCharset.UTF_8, charsetOf(0xEF, 0xBB, 0xBF, 'a'));
    for (int[] none : new int[][] {{}, {0xFF}, {0xFE}, {0xEF, 0xBB}, {0xFF, 0xFF}, {'a', 0xFF}}) {
      assertEquals(LogCharset.of("GBK").orElseThrow(), charsetOf(none), Arrays.toString(none));
    }
  }

  private static LogCharset charsetOf(int... head) {
    byte[] bytes = new byte[head.length];
    for (int i = 0; i < head.length; i++) bytes[i] = (byte) head[i];
    SegmentId segment = new SegmentId(1, 0, bytes);
    return new LineFramer(100, LogCharset.of("GBK").orElseThrow()).charset(segment.mark());
  }
}
