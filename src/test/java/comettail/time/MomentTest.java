package comettail.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:15:42.154Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-11-22, 2026-11-21T23:00:00Z",
    "2026-11-22T10:15, 2026-11-22T09:15:00Z",
    "2026-11-22 10:15:42, 2026-11-22T09:15:42Z",
    "'2026-11-22T10:15:42,154', 2026-11-22T09:15:42.154Z",
    "2026-11-22T10:15:42.154321Z, 2026-11-22T10:15:42.154Z",
    "2026-11-22T10:15-05:00, 2026-11-22T15:15:00Z",
    "2026-11-22T10:15+0530, 2026-11-22T04:45:00Z",
    "2026-11-22T10:15 01:00, 2026-11-22T09:15:00Z",
    "08:15, 2026-11-22T07:15:00Z",
    "08:15:30Z, 2026-11-22T08:15:30Z",
    "-90s, 2026-11-22T09:14:12.154Z",
    "-15m, 2026-11-22T09:00:42.154Z",
    "-2h, 2026-11-22T07:15:42.154Z",
    "-1d, 2026-11-21T09:15:42.154Z",
    "-1w, 2026-11-15T09:15:42.154Z",
  })
  void aTimeIsUnderstood(String written, Instant time) {
    long millis = Moment.parse(written, BERLIN, NOW).orElseThrow();
    assertEquals(time, Instant.ofEpochMilli(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "15m",
        "-15",
        "-m",
        "-9999999999s",
        "2026-02-30",
        "2026-11-22T",
        "2026-11-22T24:15",
        "2026-11-22T10",
        "2026-11-2210:15",
        "T10:15",
        "10:15+99:00",
        "Z",
        "2026-11-22Z",
        "1795338942",
      })
  void thatIsNoTime(String written) {
    assertEquals(true, Moment.parse(written, BERLIN, NOW).isEmpty());
  }
}
