package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Container;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the viewer's modules decide, asked of each one by itself. */
class ModulesIT {
  @TempDir static Path root;
  private static Container container;
  private static Browser browser;

  @BeforeAll
  static void serve() {
    browser = Engine.CHROMIUM.open();
    container = Container.jetty().root(root).start();
    ViewerPage.open(browser, container.uri(""));
  }

  @AfterAll
  static void stop() {
    if (browser != null) browser.close();
    if (container != null) container.close();
  }

  @Test
  void anAddressAndItsViewAreTheSame() {
    String search =
        "?log=a/b%20%26%3F.log&lines=100&from=-1d%201:30%2B0&match=/a%2Bb%26/&level=warn&context=3"
            + "&wrap=off&fold=on";
    assertEquals(
        Map.of(
            "log",
            "a/b &?.log",
            "lines",
            100L,
            "from",
            "-1d 1:30+0",
            "match",
            "/a+b&/",
            "level",
            "warn",
            "context",
            3L,
            "wrap",
            false,
            "fold",
            true),
        ask("address", "return m.viewOf(given)", search));
    for (String address : List.of("./" + search, "./?log=a.log", "./?log=a&level=error", "./")) {
      String given = address.substring(2);
      assertEquals(address, ask("address", "return m.addressOf(m.viewOf(given))", given));
    }
    for (String nonsense :
        List.of(
            "lines=-1",
            "lines=1e3",
            "lines=99999",
            "lines=",
            "wrap=on",
            "fold=off",
            "level=fatal",
            "from=",
            "context=1001",
            "context=-3")) {
      assertEquals(
          Map.of(
              "log", "a", "lines", 500L, "from", "", "match", "", "level", "", "context", 0L,
              "wrap", true, "fold", false),
          ask("address", "return m.viewOf('?log=a&" + nonsense + "')"),
          nonsense);
    }
  }

  @Test
  void moreLinesAreLookedThroughThanAreShown() {
    assertEquals(
        List.of(500L, 1_000_000L, 1_000_000L, 500L),
        ask(
            "address",
            "return ['lines=1000000', 'lines=1000000&match=x', 'lines=1000000&level=warn',"
                + " 'lines=1000001&match=x'].map(query => m.viewOf('?log=a&' + query).lines)"));
  }

  @Test
  void aStreamsAddressHasOneBeginning() {
    assertEquals(
        List.of(
            "tail?log=a/b.log&format=html&lines=7",
            "tail?log=a&format=html&from=x%2B1",
            "tail?log=a&format=text&lines=0&match=%2Fa%2Bb%2F&level=warn&follow=false",
            "tail?log=a&from=10:15&match=b&context=3",
            "tail?log=a&lines=500&to=p",
            "tail?log=a&lines=500"),
        ask(
            "links",
            "return [{log: 'a/b.log', lines: 7, format: 'html'}, {log: 'a', lines: 7, from: 'x+1',"
                + " format: 'html'}, {log: 'a', lines: 0, format: 'text', follow: false,"
                + " match: '/a+b/', level: 'warn', context: 0}, {log: 'a', lines: 7,"
                + " from: '10:15', match: 'b', level: '', context: 3},"
                + " {log: 'a', lines: 500, to: 'p'}, {log: 'a', lines: 500, context: 3}]"
                + ".map(m.tailUrl)"));
  }

  @Test
  void aCommandIsOneWordToTheShell() throws Exception {
    String hostile = "http://h/tail?log=it's $(id) `id` \"x\" \\ !";
    String command = (String) ask("links", "return m.curlCommand(given)", hostile);
    Process shell =
        new ProcessBuilder("sh", "-c", command.replaceFirst("^curl -N ", "printf %s ")).start();
    assertEquals(hostile, new String(shell.getInputStream().readAllBytes()));
  }

  @Test
  void figuresAreShort() {
    assertEquals(
        List.of("0 B", "999 B", "1.0 KB", "9.9 KB", "10 KB", "999 KB", "1.0 MB", "5.4 GB"),
        ask("figures", "return [0, 999, 1000, 9940, 9960, 999400, 999600, 5.4e9].map(m.sizeText)"));
    assertEquals(
        List.of("now", "now", "5 s ago", "1 min ago", "23 h ago", "yesterday", "3 days ago"),
        ask(
            "figures",
            "return [-5e3, 4999, 5000, 60e3, 86399e3, 86400e3, 3 * 86400e3].map(m.ageText)"));
    assertEquals(
        List.of("↓ Back to the bottom", "↓ 1 new line", "↓ 1,234 new lines"),
        ask("figures", "return [0, 1, 1234].map(m.newLinesText)"));
    assertEquals(
        List.of("1 older segment · 7 B", "1,200 older segments · 34 MB"),
        ask("figures", "return [m.olderText(1, 7), m.olderText(1200, 34e6)]"));
    assertEquals(
        List.of("0", "999", "1,000", "1,234,567"),
        ask("figures", "return [0, 999, 1000, 1234567].map(m.countText)"));
  }

  @Test
  void aFilterWantsEveryWordInAnyCase() {
    assertEquals(
        List.of(true, true, true, false),
        ask(
            "log-names",
            "return ['', 'ERR nginx', ' error ', 'error apache']"
                + ".map(typed => m.nameFilter(typed)('nginx/Error.log'))"));
  }

  @Test
  void theListKeepsStillWhileSomebodyChooses() {
    assertEquals(
        List.of(List.of("new", "c", "a"), List.of("a", "c", "new")),
        ask(
            "log-names",
            "return [false, true].map(held => m.orderOf(['a', 'b', 'c'], ['new', 'c', 'a'], held))"));
  }

  @Test
  void anEmptyListSaysWhy() {
    String ask = "return m.listNote(JSON.parse(given))";
    String format = "{\"total\": %d, \"matching\": %d, \"typed\": \"%s\", \"truncated\": %b}";
    assertTrue(
        ask("log-names", ask, format.formatted(0, 0, "", false))
            .toString()
            .startsWith("No logs under this root yet"));
    assertEquals(
        "Nothing matches “x”.", ask("log-names", ask, format.formatted(5, 0, " x", false)));
    assertEquals("2 of 5 logs", ask("log-names", ask, format.formatted(5, 2, "x", false)));
    assertEquals(
        "The 5 logs that changed last; there are more.",
        ask("log-names", ask, format.formatted(5, 5, "", true)));
  }

  @Test
  void aListingIsNewestFirstByTheServersClock() {
    assertEquals(
        Map.of("names", List.of("b", "a"), "truncated", false, "now", 1_000L),
        ask(
            "catalog",
            "const {logs, truncated, now} = m.listingOf({logs: ["
                + "  {name: 'a', size: 1, modified: '2026-01-01T00:00:00Z', segments: []},"
                + "  {name: 'b', size: 2, modified: '2026-01-02T00:00:00Z', segments: []}]},"
                + "  'Thu, 01 Jan 1970 00:00:01 GMT');"
                + "return {names: logs.map(log => log.name), truncated, now}"));
  }

  @Test
  void waitsGrowToABoundAndDifferBetweenReaders() {
    assertEquals(
        List.of(500L, 1_000L, 2_000L, 8_000L, 15_000L, 15_000L),
        ask("retry", "return [0, 1, 2, 4, 5, 1000].map(n => m.retryMillis(n, 0))"));
    assertEquals(
        List.of(1_000L, 2_000L, 4_000L, 16_000L, 30_000L, 30_000L),
        ask("retry", "return [0, 1, 2, 4, 5, 1000].map(n => m.retryMillis(n, 1))"));
  }

  @Test
  void onlyARefusalIsARefusal() {
    assertEquals(
        List.of("ok", "refused", "refused", "away", "away", "away", "lost", "lost", "refused"),
        ask(
            "probe",
            "return [[200], [404], [403], [429], [502], [503], [400, true], [410, true], [400]]"
                + ".map(([status, positioned]) => m.meaningOf(status, positioned === true))"));
  }

  @Test
  void whatIsAskedWronglyIsNotAskedAgainAndABusyServerSaysWhen() {
    assertEquals(
        List.of("never", 30L, 30L, 7L, 5L, 60L),
        ask(
            "probe",
            "return [[400, '7'], [404, null], [403, '7'], [429, '7'], [503, null], [503, '60']]"
                + ".map(([status, after]) => m.secondsOf(status, after))"
                + ".map(seconds => seconds === Infinity ? 'never' : seconds)"));
  }

  @Test
  void anEmptyPageSaysWhatWasAskedFor() {
    assertEquals(
        List.of(
            "This log is empty.",
            "No line with “a” in the last 500 lines yet.",
            "No line with “a” of level warn or above in the last 1,500 lines yet.",
            "No line of level error yet.",
            "No line of level error since 10:15 yet.",
            "No line since 10:15 yet."),
        ask(
            "notes",
            "const view = {match: '', level: '', from: '', lines: 500};"
                + "return [[{}], [{match: 'a'}], [{match: 'a', level: 'warn'}, 'there', 1000],"
                + "  [{level: 'error'}, 'none'], [{level: 'error', from: '10:15'}],"
                + "  [{from: '10:15'}]]"
                + ".map(([given, state = 'there', looked = 0]) =>"
                + "  m.emptyText({...view, ...given}, {state, looked}))"));
  }

  @Test
  void theControlForEarlierLinesSaysWhatThereIs() {
    assertEquals(
        List.of(
            "", "", "↑ Earlier lines", "↑ None in 1,000 lines. Further back", "Busy. Try again"),
        ask(
            "earlier-lines",
            "return [['unknown'], ['none'], ['there', 3], ['there', 0], ['failed', 0, 'Busy.']]"
                + ".map(([state, found = -1, sentence = '']) =>"
                + "  m.earlierText({state, found, step: 1000, sentence}))"));
  }

  @Test
  void theOldestSectionGoesOnlyWhenEnoughStays() {
    assertEquals(
        List.of(false, true, true),
        ask(
            "received-lines",
            "return [[10199, 200], [10200, 200], [30000, 0]]"
                + ".map(([held, oldest]) => m.trimmable(held, oldest, 10000))"));
  }

  @Test
  void aLineInPiecesIsOneLine() {
    assertEquals(
        2L,
        ask(
            "received-lines",
            "const nodes = ['partial', 'error continued', ''].map(name =>"
                + "  Object.assign(document.createElement('div'), {className: name}));"
                + "return m.linesIn([...nodes, document.createElement('i')])"));
  }

  @Test
  void aMarkerSaysHowManyLinesItStandsFor() {
    assertEquals(
        List.of("… 2 more lines", "… 1,234 more lines", "▾ 23 lines"),
        ask(
            "folds",
            "return [[2, false], [1234, false], [23, true]]"
                + ".map(([count, open]) => m.foldText(count, open))"));
  }

  @Test
  void aLineThatHasNotComeToItsEndIsNotFoldedYet() {
    assertEquals(
        List.of("a,\tat 1,java.io.IO", "a,… 2 more lines,\tat 1,java.io.IOException: x"),
        ask(
            "folds",
            "const add = (to, name, text) => {"
                + "  const part = document.createElement(name); part.textContent = text;"
                + "  to.append(part); return part; };"
                + "const lines = document.createElement('main');"
                + "const section = add(lines, 'section', '');"
                + "const [a, b, last] = ['a', '\tat 1', 'java.io.IO'].map(text =>"
                + "  add(section, 'div', text));"
                + "const folds = new m.Folds(lines, {}, true);"
                + "const look = () => { folds.look();"
                + "  return [...section.children].map(row => row.textContent).join(); };"
                + "const begun = look();"
                + "last.append('Exception: x');"
                + "add(lines, 'section', '').append(document.createElement('i'));"
                + "return [begun, look()];"));
  }

  @Test
  void aKeyMeansWhatItsPlaceAllows() {
    assertEquals(
        java.util.Arrays.asList(
            "bottom",
            "filter",
            null,
            null,
            "listDown",
            null,
            "lineDown",
            null,
            "find",
            null,
            "time",
            "fold",
            null),
        ask(
            "keys",
            "const key = (key, where, more) => m.commandOf("
                + "  {key, ctrlKey: false, metaKey: false, altKey: false, ...more}, where);"
                + "return [key('G', 'stream'), key('/', 'page'), key('/', 'field'),"
                + "  key('c', 'page', {ctrlKey: true}), key('ArrowDown', 'field'),"
                + "  key('ArrowDown', 'stream'), key('ArrowDown', 'page'),"
                + "  key('constructor', 'page'), key('f', 'stream'), key('f', 'text'),"
                + "  key('t', 'page'), key('z', 'list'), key('z', 'control')]"));
  }

  @Test
  void aBrokenStreamSaysWhenItTriesAgain() {
    assertEquals(
        List.of("Live", "Reconnecting in 3 s", "Trying again in 9 s", "Refused", "Paused", "Ended"),
        ask(
            "connection",
            "return [{is: 'live'}, {is: 'waiting', seconds: 3}, {is: 'refused', seconds: 9,"
                + " sentence: 'no'}, {is: 'refused', seconds: Infinity, sentence: 'never'},"
                + " {is: 'paused'}, {is: 'ended'}]"
                + ".map(state => m.connectionText(state).label)"));
  }

  /** Runs the body of a function that has the module as {@code m} and an argument {@code given}. */
  private static Object ask(String module, String body, Object... given) {
    Object[] arguments = {module, given.length == 0 ? null : given[0]};
    return browser.await(
        "const [module, value] = given; const m = await import("
            + "new URL('assets/' + module + '.js', document.baseURI).href);"
            + "return ((m, given) => {"
            + body
            + "})(m, value);",
        arguments);
  }
}
