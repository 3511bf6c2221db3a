package comettail.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The times of real lines, which are in a table for people, too. */
final class TimeFormTest {
  private static final Pattern ROW = Pattern.compile("\\| (.*) \\| `(.*)` \\| (\\S+Z) \\|");
  private static final LogZone BERLIN = zone("Europe/Berlin", "2026-12-01T00:00:00Z");
  private static final int LEAST_FORMS = 60;

  record Row(String program, String line, Instant time) {
    @Override
    public String toString() {
      return program;
    }
  }

  static Stream<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String text : Files.readAllLines(Path.of("docs/times.md"))) {
      Matcher row = ROW.matcher(text);
      if (!row.matches()) continue;
      String line = row.group(2).replace("\\|", "|").replace('⇥', '\t');
      rows.add(new Row(row.group(1), line, Instant.parse(row.group(3))));
    }
    assertTrue(rows.size() >= LEAST_FORMS, () -> rows.size() + " forms");
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRealLineIsOfItsTime(Row row) {
    TimeForm form = form(row.line());
    assertNotNull(form, row.line());
    assertEquals(row.time().toString(), time(form, row.line(), BERLIN), row.line());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRealLineThatIsCutAnywhereHarmsNobody(Row row) {
    TimeForm form = form(row.line());
    for (int length = 0; length < row.line().length(); length++) {
      String cut = row.line().substring(0, length);
      form(cut);
      time(form, cut, BERLIN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "java.lang.IllegalStateException: order 1795338942 at 12",
        "order 17 is of 2026-11-22",
        "10:15:42.154 [main] INFO no day",
        "2026-13-22 10:15:42 no such month",
        "2026-02-30 10:15:42 no such day",
        "2026-11-22 24:15:42 no such hour",
        "2026-11-22 10:60:42 no such minute",
        "2026-11-22 10:15:421 no such second",
        "[   12.345678] usb 1-1: new device",
        "call 1795338942 now",
        "Marker 12 10:15:42",
        "{\"message\":\"it is 2026-11-22T10:15:42Z\"}",
        "{\"message\":\"\\\"time\\\":\\\"2026-11-22T10:15:42Z\\\"\"}",
      })
  void thatIsNoTime(String line) {
    TimeForm form = form(line);
    String time = form == null ? "none" : time(form, line, BERLIN);
    assertEquals("none", time);
  }

  @Test
  void aStackTraceHasNoTimeOfItsOwn() {
    TimeForm form = form("2026-11-22 10:15:42,154 ERROR failed");
    assertEquals("none", time(form, "\tat shop.Orders.place(Orders.java:17)", BERLIN));
    assertEquals("none", time(form, "  2026-11-22 10:15:42,154 is when it was", BERLIN));
    assertEquals("none", time(form, "Caused by: java.io.IOException: at 1795338942", BERLIN));
    assertEquals("none", time(form, "{\"time\":\"2026-11-22T10:15:42.154Z\"}", BERLIN));
  }

  @Test
  void theFormIsThatOfMostLines() {
    TimeForm.Finder finder = new TimeForm.Finder();
    List<String> lines =
        List.of(
            "Nov 22 10:15:42 starts",
            "2026-11-22 10:15:42 INFO Nov 22 10:15:42 a job is due",
            "2026-11-22 10:15:43 INFO done");
    for (String line : lines) add(finder, line);
    assertEquals("2026-11-22T09:15:43Z", time(finder.form(), lines.get(2), BERLIN));
    assertEquals("none", time(finder.form(), lines.get(0), BERLIN));
  }

  @Test
  void noLineHasNoForm() {
    assertNull(new TimeForm.Finder().form());
  }

  @ParameterizedTest
  @MethodSource("years")
  void aYearThatIsMissingIsTheLastThatFits(String line, String written, String time) {
    LogZone zone = zone("UTC", written);
    assertEquals(time, time(form(line), line, zone));
  }

  static Stream<Arguments> years() {
    return Stream.of(
        Arguments.of("Nov 22 10:15:42 x", "2026-11-22T10:15:43Z", "2026-11-22T10:15:42Z"),
        Arguments.of("Dec 31 23:59:59 x", "2027-01-01T00:00:10Z", "2026-12-31T23:59:59Z"),
        Arguments.of("Jan  1 00:00:01 x", "2026-12-31T23:59:59Z", "2027-01-01T00:00:01Z"),
        Arguments.of("Feb 29 10:15:42 x", "2024-03-01T00:00:00Z", "2024-02-29T10:15:42Z"),
        Arguments.of(
            "I0229 10:15:42.154321 1 x.go:1] x",
            "2025-02-01T00:00:00Z",
            "2024-02-29T10:15:42.154Z"));
  }

  @Test
  void summerTimeCounts() {
    String line = "2026-07-22 10:15:42 x";
    assertEquals("2026-07-22T08:15:42Z", time(form(line), line, BERLIN));
  }

  private static LogZone zone(String zone, String written) {
    return new LogZone(ZoneId.of(zone), Instant.parse(written).toEpochMilli());
  }

  private static TimeForm form(String line) {
    TimeForm.Finder finder = new TimeForm.Finder();
    add(finder, line);
    return finder.form();
  }

  private static void add(TimeForm.Finder finder, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    finder.add(bytes, 0, bytes.length);
  }

  private static String time(TimeForm form, String line, LogZone zone) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    long millis = form == null ? TimeForm.NONE : form.millis(bytes, 0, bytes.length, zone);
    return millis == TimeForm.NONE ? "none" : Instant.ofEpochMilli(millis).toString();
  }
}
