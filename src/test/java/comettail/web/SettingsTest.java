package comettail.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.catalog.LogName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings have defaults and bounds, and nonsense is refused in one sentence. */
final class SettingsTest {
  @Test
  void everythingButTheRootHasADefault() {
    Settings settings = settings(Map.of("comet.root", "/var/log"));
    assertEquals(Path.of("/var/log"), settings.root());
    assertEquals(Duration.ofSeconds(15), settings.heartbeat());
    assertEquals(10_000, settings.maxStreams());
    assertEquals(1_000, settings.maxStreamsPerAddress());
    assertEquals(1_000, settings.maxStreamsPerUser());
    assertEquals(10_000, settings.tail().maxFollowed());
    assertEquals(1_000, settings.tail().maxHeldSegments());
    assertEquals(Duration.ofMinutes(5), settings.maxStall());
    assertEquals(Runtime.getRuntime().availableProcessors(), settings.scanThreads());
    assertEquals(10_000, settings.maxListed());
    assertEquals(1 << 20, settings.tail().maxLineBytes());
    assertEquals(Duration.ofMillis(250), settings.tail().poll());
    assertEquals(Duration.ofMillis(5), settings.tail().batch());
    assertTrue(settings.tail().watch());
    assertEquals(Duration.ofMillis(500), settings.merge());
  }

  @Test
  void aMissingRootIsRefusedWithWhereToSetIt() {
    String sentence =
        assertThrows(Settings.RefusedException.class, () -> settings(Map.of())).getMessage();
    assertEquals(
        "The setting comet.root is not set: it names the directory of logs to serve, as a context"
            + " parameter, a system property or the environment variable COMET_ROOT.",
        sentence);
  }

  @Test
  void theFirstGlobThatMatchesALogTellsItsCharset() {
    String rules =
        "legacy/**=latin1, *.{sjis,jp}.log = Shift_JIS,\n win/*.log=windows-1252, **=GBK,";
    LogCharsets charsets = settings(Map.of("comet.root", "/", "comet.charsets", rules)).charsets();
    assertEquals("ISO-8859-1", charsetOf(charsets, "legacy/a/b.jp.log"));
    assertEquals("Shift_JIS", charsetOf(charsets, "app.jp.log"));
    assertEquals("windows-1252", charsetOf(charsets, "win/app.log"));
    assertEquals("GBK", charsetOf(charsets, "win/a/app.log"));
  }

  @Test
  void aLogThatNoGlobMatchesIsInUtf8() {
    assertEquals("UTF-8", charsetOf(settings(Map.of("comet.root", "/")).charsets(), "a.log"));
    String rule = "*.txt=GBK";
    LogCharsets charsets = settings(Map.of("comet.root", "/", "comet.charsets", rule)).charsets();
    assertEquals("UTF-8", charsetOf(charsets, "a.log"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latin1",
        "*.log=",
        "=latin1",
        "*.log=klingon",
        "*.log=UTF-32",
        "*.log=IBM1047",
        "[=latin1",
        "*.log=latin1;*.txt=GBK",
        "*.log=latin1,,*.txt=GBK",
        "*.log=latin1 *.txt=GBK"
      })
  void charsetsThatMakeNoSenseAreRefused(String value) {
    Map<String, String> given = Map.of("comet.root", "/", "comet.charsets", value);
    String sentence =
        assertThrows(Settings.RefusedException.class, () -> settings(given)).getMessage();
    assertEquals(
        "The setting comet.charsets is \""
            + value
            + "\", which is not allowed: it takes a list such as legacy/**=ISO-8859-1,"
            + " win/*.log=windows-1252, each a glob and UTF-8, UTF-16LE, UTF-16BE or another charset"
            + " of the server in which ASCII is ASCII, such as ISO-8859-1 or Shift_JIS.",
        sentence);
  }

  private static String charsetOf(LogCharsets charsets, String log) {
    return charsets.of(new LogName(log)).name();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          comet.watch            | maybe   | true or false
          comet.pollMillis       | 0       | a whole number from 10 to 60000
          comet.batchMillis      | -1      | a whole number from 0 to 1000
          comet.mergeMillis      | 10001   | a whole number from 0 to 10000
          comet.heartbeatSeconds | 15s     | a whole number from 1 to 3600
          comet.maxLineBytes     | 1e6     | a whole number from 1024 to 67108864
          comet.maxStreams       | 0       | a whole number from 1 to 1000000
          comet.maxStreamsPerAddress | 0   | a whole number from 1 to 1000000
          comet.maxStreamsPerUser | none   | a whole number from 1 to 1000000
          comet.maxFollowed      | 0       | a whole number from 1 to 1000000
          comet.maxHeldSegments  | -5      | a whole number from 1 to 1000000
          comet.maxStallSeconds  | 0       | a whole number from 1 to 86400
          comet.scanThreads      | 65      | a whole number from 1 to 64
          comet.maxListed        | 9999999 | a whole number from 1 to 1000000
          """)
  void nonsenseIsRefusedNamingTheSettingItsValueAndWhatIsAllowed(
      String name, String value, String allowed) {
    Map<String, String> given = Map.of("comet.root", "/", name, value);
    String sentence =
        assertThrows(Settings.RefusedException.class, () -> settings(given)).getMessage();
    assertEquals(
        "The setting "
            + name
            + " is \""
            + value
            + "\", which is not allowed: it takes "
            + allowed
            + ".",
        sentence);
  }

  private static Settings settings(Map<String, String> given) {
    Map<String, String> copy = new HashMap<>(given);
    return Settings.from(name -> Optional.ofNullable(copy.get(name)));
  }
}
