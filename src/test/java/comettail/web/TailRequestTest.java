package comettail.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import comettail.catalog.LogName;
import comettail.filter.LineFilter;
import comettail.format.Format;
import comettail.line.Places;
import comettail.line.Position;
import comettail.tail.End;
import comettail.tail.Start;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client writes is understood, or refused in one sentence that says what is allowed. */
final class TailRequestTest {
  private static final Position POSITION = new Position(1, 2, 3, 4, 5);
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  @Test
  void theBareFormNamesTheLog() {
    TailRequest request = parse("nginx/access.log");
    assertEquals(new LogName("nginx/access.log"), request.logs().get(0));
    assertEquals(new Start.LastLines(10), request.start());
    assertEquals(true, request.follows());
    assertEquals(Format.TEXT, request.format());
    assertEquals("c++ notes.log", parse("c++%20notes.log").logs().get(0).text());
  }

  @Test
  void theLongFormIsAFormOfParameters() {
    TailRequest request = parse("log=my+app.log&lines=500&follow=false&format=ndjson");
    assertEquals("my app.log", request.logs().get(0).text());
    assertEquals(new Start.LastLines(500), request.start());
    assertEquals(false, request.follows());
    assertEquals(Format.NDJSON, request.format());
    assertEquals(new Start.LastLines(0), parse("a&lines=0").start());
    assertEquals(new Start.LastLines(0), parse("a&from=end").start());
    assertEquals(new Start.FirstByte(), parse("a&from=start").start());
    assertEquals(new Start.At(POSITION), parse("a&from=" + POSITION).start());
    assertEquals(true, parse("a&wait=true").waits());
  }

  @Test
  void severalLogsAreAskedForInTheirOrder() {
    List<LogName> logs = parse("log=b.log&log=nginx/*.log&log=a.log").logs();
    assertEquals(
        "b.log nginx/*.log a.log", String.join(" ", logs.stream().map(LogName::text).toList()));
    Places places = Places.in(List.of("a", "b")).with(1, POSITION);
    Start start = parse("log=a&log=b&from=" + places).start();
    assertEquals(new Start.At(POSITION), start.in("b"));
    assertEquals(new Start.FirstByte(), start.in("a"));
    End end = parse("log=a&log=b&to=" + places).end();
    assertEquals(new End.Before(new Start.At(POSITION)), end.in("b"));
    assertEquals(new End.Before(new Start.FirstByte()), end.in("a"));
    TailRequest back = TailRequest.parse("log=b&lines=3", null, places.toString(), ZONE);
    assertEquals(new Start.At(POSITION), back.start().in("b"));
  }

  @Test
  void aStreamHasNoMoreLogsThanMayBe() {
    String most = "log=a" + "&log=a".repeat(Places.MAX_LOGS - 1);
    assertEquals(Places.MAX_LOGS, parse(most).logs().size());
    BadRequest refusal = assertThrows(BadRequest.class, () -> parse(most + "&b"));
    assertEquals(
        "More than 16 logs are asked for, as many as one stream may have.", refusal.sentence());
  }

  @Test
  void aCharsetIsKnownByAnyOfItsNames() {
    assertEquals(Optional.empty(), parse("a").charset());
    assertEquals("ISO-8859-1", parse("a&charset=latin1").charset().orElseThrow().name());
    assertEquals("Shift_JIS", parse("a&charset=shift_jis").charset().orElseThrow().name());
    assertEquals("UTF-16LE", parse("a&charset=UTF-16").charset().orElseThrow().name());
  }

  @Test
  void eventsAreToldUnlessTheFormIsText() {
    for (Format format : Format.values()) {
      String query = "a&format=" + format.word();
      assertEquals(format != Format.TEXT, parse(query).events());
      assertEquals(true, parse(query + "&events=true").events());
      assertEquals(false, parse(query + "&events=false").events());
    }
  }

  @Test
  void everyMatchAndExcludeIsATermOfTheFilter() {
    assertEquals(true, parse("a").filter().isAll());
    LineFilter filter = parse("a&match=GET&exclude=/x/i&match=a+b%2Bc").filter();
    assertEquals(filter, parse("a&match=GET&match=a%20b%2bc&exclude=%2Fx%2Fi").filter());
    assertNotEquals(filter, parse("a&match=GET&match=a+b&exclude=/x/i").filter());
    String terms = "&match=x&exclude=y".repeat(LineFilter.MAX_TERMS / 2);
    assertEquals(false, parse("a" + terms).filter().isAll());
    BadRequest refusal = assertThrows(BadRequest.class, () -> parse("a&exclude=z" + terms));
    assertEquals("There are more than 16 of match and exclude together.", refusal.sentence());
  }

  @Test
  void aTimeIsABeginningOrAnEnd() {
    long millis = Instant.parse("2026-11-22T09:15:00Z").toEpochMilli();
    Start time = new Start.AtTime(millis, ZONE);
    assertEquals(time, parse("a&from=2026-11-22T10:15").start());
    assertEquals(true, parse("a&from=2026-11-22T10:15").follows());
    assertEquals(new End.Before(time), parse("a&to=2026-11-22T10:15").end());
    assertEquals(new End.Before(time), parse("a&to=2026-11-22T09:15Z&follow=false").end());
    assertEquals(new End.Before(new Start.At(POSITION)), parse("a&to=" + POSITION).end());
  }

  @Test
  void aDownloadIsTheWholeLogAsText() {
    TailRequest request = TailRequest.parse("a&download=true", "text/html", null, ZONE);
    assertEquals(Format.TEXT, request.format());
    assertEquals(new Start.FirstByte(), request.start());
    assertEquals(new End.Now(), request.end());
    assertEquals(Format.NDJSON, parse("a&format=ndjson&download=true").format());
    assertEquals(new Start.LastLines(7), parse("a&download=true&lines=7").start());
    assertEquals(false, parse("a&download=false").download());
  }

  @Test
  void aLimitIsANumberOfLines() {
    assertEquals(500, parse("a&limit=500").limit());
    assertEquals(true, parse("a&limit=500").picksLines());
    assertEquals(false, parse("a").picksLines());
  }

  @Test
  void theLastEventIdGoesBeforeTheBeginningThatTheAddressNames() {
    TailRequest request = TailRequest.parse("a&lines=100", null, POSITION.toString(), ZONE);
    assertEquals(new Start.At(POSITION), request.start());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          -                                                              | TEXT
          */*                                                            | TEXT
          text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | HTML
          text/event-stream                                              | SSE
          application/x-ndjson                                           | NDJSON
          text/plain                                                     | TEXT
          text/plain;q=0.5, text/html;q=0.6                              | HTML
          text/html;q=0, */*                                             | TEXT
          text/html;q=x                                                  | TEXT
          application/json                                               | TEXT
          """)
  void theAcceptHeaderDecidesTheForm(String accept, Format expected) {
    assertEquals(expected, TailRequest.parse("a", accept, null, ZONE).format());
    assertEquals(Format.NDJSON, TailRequest.parse("a&format=ndjson", accept, null, ZONE).format());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a&lines=abc      | The parameter lines is "abc"; it takes a whole number from 0 to 1000000.
          a&lines=-1       | The parameter lines is "-1"; it takes a whole number from 0 to 1000000.
          a&lines=%2B1     | The parameter lines is "+1"; it takes a whole number from 0 to 1000000.
          a&lines=         | The parameter lines is ""; it takes a whole number from 0 to 1000000.
          a&lines=1000001  | The parameter lines is "1000001"; it takes a whole number from 0 to 1000000.
          a&follow=yes     | The parameter follow is "yes"; it takes true or false.
          a&wait=1         | The parameter wait is "1"; it takes true or false.
          a&from=middle    | The parameter from is "middle"; it takes start, end, a position that tail has sent, or a time such as 2026-11-22T10:15, 10:15 or -15m.
          a&format=xml     | The parameter format is "xml"; it takes html, text, sse or ndjson.
          a&charset=UTF-32 | The parameter charset is "UTF-32"; it takes UTF-8, UTF-16LE, UTF-16BE or another charset of the server in which ASCII is ASCII, such as ISO-8859-1 or Shift_JIS.
          a&charset=       | The parameter charset is ""; it takes UTF-8, UTF-16LE, UTF-16BE or another charset of the server in which ASCII is ASCII, such as ISO-8859-1 or Shift_JIS.
          a&charset=GBK&charset=GBK | The parameter charset is given more than once.
          a&events=1       | The parameter events is "1"; it takes true or false.
          a&match=         | The parameter match is ""; it takes a text, or a pattern between slashes such as /time.?out/i.
          a&exclude=%ff    | The parameter exclude is not well-formed UTF-8; it takes a text, or a pattern between slashes such as /time.?out/i.
          a&match=x&match=/a(b/ | The parameter match is "/a(b/"; at its character 3: missing closing ).
          a&match=a%0ab    | The parameter match is "a�b"; no line has a newline in it.
          a&foo=1          | There is no parameter "foo"; there are log, lines, from, to, limit, follow, wait, format, charset, events, match, exclude, level, multiline, context, before, after, order, download.
          a&from=end&from=end | The parameter from is given more than once.
          a&lines=1&lines=2 | The parameter lines is given more than once.
          a&lines=1&from=end | Both lines and from are given; a stream has one beginning.
          a&to=end         | The parameter to is "end"; it takes a position that tail has sent, or a time such as 2026-11-22T10:15, 10:15 or -15m.
          a&to=2026-02-30  | The parameter to is "2026-02-30"; it takes a position that tail has sent, or a time such as 2026-11-22T10:15, 10:15 or -15m.
          a&level=fatal    | The parameter level is "fatal"; it takes trace, debug, info, warn or error.
          a&limit=0        | The parameter limit is "0"; it takes a whole number from 1 to 1000000.
          a&limit=1000001  | The parameter limit is "1000001"; it takes a whole number from 1 to 1000000.
          a&to=10:15&follow=true | to and follow=true contradict each other.
          a&download=true&follow=true | download=true and follow=true contradict each other.
          a&download=true&wait=true | wait=true and download=true contradict each other.
          a&download=yes   | The parameter download is "yes"; it takes true or false.
          a&to=10:15&wait=true | wait=true and to contradict each other.
          a&wait=true&follow=false | wait=true and follow=false contradict each other.
          lines=5          | No log is named: write tail?NAME or tail?log=NAME; logs lists the names.
          """)
  void whatMakesNoSenseIsRefusedInOneSentence(String query, String sentence) {
    BadRequest refusal = assertThrows(BadRequest.class, () -> parse(query));
    assertEquals(sentence, refusal.sentence());
    assertEquals(400, refusal.status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log=..%2F..%2Fetc%2Fpasswd",
        "../etc/passwd",
        "log=%2Fetc%2Fpasswd",
        "log=a%00b",
        "log=a%5Cb",
        "log=a\\b",
        "log=%c0%ae%c0%ae%2fx", // an overlong dot
        "log=%2",
        "log=%zz",
        "log="
      })
  void aNameOfNoLogIsNotFound(String query) {
    BadRequest refusal = assertThrows(BadRequest.class, () -> parse(query));
    assertEquals(404, refusal.status());
    assertEquals("There is no such log.", refusal.sentence());
  }

  @Test
  void aDoublyEncodedNameIsDecodedOnce() {
    assertEquals("%2e%2e%2fx", parse("log=%252e%252e%252fx").logs().get(0).text());
  }

  @Test
  void aRefusalQuotesNothingThatATerminalWouldActOn() {
    BadRequest refusal =
        assertThrows(
            BadRequest.class, () -> parse("a&lines=%1b[31m%0d%0a%e2%80%ae" + "x".repeat(99)));
    String shown = refusal.sentence();
    assertEquals(true, shown.length() < 150, shown);
    assertEquals(false, shown.chars().anyMatch(c -> c < ' ' || c == 0x202E), shown);
  }

  @Test
  void malformedPartsOfAQueryHaveNoValue() {
    assertEquals(
        List.of(
            new Query.Part("a", Optional.of("1 2")),
            new Query.Part("b", Optional.empty()),
            new Query.Part("", Optional.of("c"))),
        Query.parse("a=1+2&&b=%ff&c"));
    assertEquals(List.of(), Query.parse(null));
  }

  private static TailRequest parse(String query) {
    return TailRequest.parse(query, null, null, ZONE);
  }
}
