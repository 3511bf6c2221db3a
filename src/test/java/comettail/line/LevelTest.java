package comettail.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The level that a line's program wrote is found, and a word in a sentence is not one. */
final class LevelTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-22 10:15:42.123 ERROR [main] c.e.Service - broken | ERROR | ERROR
          2026-11-22 10:15:42,123 [main] WARN  c.e.Service - slow   | WARN  | WARN
          22-Nov-2026 08:00:00.000 SEVERE [main] org.apache.x.Y z   | ERROR | SEVERE
          2026/11/22 10:00:00 [error] 12#12: *1 open() failed       | ERROR | error
          [Sun Nov 22 10:00:00.0 2026] [core:warn] [pid 1] AH00001  | WARN  | warn
          time=2026-11-22T10:00:00Z level=warning msg="slow"        | WARN  | warning
          {"time":"2026-11-22T10:00:00Z","level":"info","msg":"up"} | INFO  | info
          {"severity": "debug", "message": "an error"}              | DEBUG | debug
          INFO: started                                             | INFO  | INFO
          <TRACE> x                                                 | TRACE | TRACE
          """)
  void aLevelIsFound(String line, Level level, String word) {
    byte[] bytes = line.getBytes(UTF_8);
    Level.Found found = Level.find(bytes, 0, bytes.length);
    assertEquals(level, found.level());
    assertEquals(word, new String(bytes, found.start(), found.end() - found.start(), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "GET /error/info.html HTTP/1.1",
        "GET /ERROR/ HTTP/1.1",
        "an error happened, warning, info",
        "ERRORS=0 INFORMATION TERROR ERROR2 2ERROR ERROR_CODE",
        "the level was error"
      })
  void aWordThatIsNoLevelIsNotFound(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    assertNull(Level.find(bytes, 0, bytes.length));
  }
}
