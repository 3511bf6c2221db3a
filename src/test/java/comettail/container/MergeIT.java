package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.Server;
import comettail.harness.ServerSentEvent;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over HTTP several logs are one stream, in every form, from any place, whatever is asked. */
@ParameterizedClass(name = "{0}")
@EnumSource(Server.class)
class MergeIT {
  private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");

  /** What stands before the text of a line in a page. */
  private static final Pattern HTML_LINE =
      Pattern.compile("<div[^>]*><span class=\"log\">(.*?): </span>(.*?)</div>");

  private static final String THREE = "log=app.log&log=web/*.log";

  @TempDir static Path directory;
  private static Path root;
  private static Container container;

  MergeIT(Server server) {}

  /** Starts a server of three logs, one in two files, and of some that have odd names. */
  @BeforeParameterizedClassInvocation
  static void start(Server server) throws IOException {
    root = Files.createTempDirectory(directory, "root");
    write("app.log", 0, 3);
    write("web/access.log.1", 1, 2);
    write("web/access.log", 4, 3);
    write("web/error.log", 2, 3);
    Files.writeString(root.resolve("web/error.log"), "\tat trace\n", StandardOpenOption.APPEND);
    write("empty.log", 0, 0);
    for (String format : List.of("html", "text", "sse", "ndjson")) {
      write("live/a-" + format + ".log", 0, 1);
      write("live/b-" + format + ".log", 1, 1);
    }
    write("turning/a.log", 0, 1);
    write("turning/b.log", 1, 1);
    write("web/.hidden.log", 0, 1);
    write("web/deep/in.log", 0, 1);
    write("odd/<b>&\u202e.log", 0, 1);
    write("odd/a*b.log", 0, 1);
    write("odd/axb.log", 1, 1);
    for (int i = 0; i < 17; i++) write("many/" + i + ".log", i, 1);
    // A wide delay, so that a slow machine keeps the order too.
    container = server.container().root(root).set("comet.mergeMillis", 3_000).start();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    container.close();
  }

  /** Writes lines of every third second from {@code first} on. */
  private static void write(String name, int first, int count) {
    try (LogWriter log = LogWriter.to(root.resolve(name))) {
      for (int i = 0; i < count; i++) log.line(line(first + 3 * i));
    }
  }

  private static String line(int second) {
    return FIRST.plusSeconds(second) + (second % 2 == 0 ? " INFO " : " WARN ") + "line " + second;
  }

  /** What there is of the three logs, in its order. */
  private static List<String> history() {
    return List.of(
        "app.log: " + line(0),
        "web/access.log: " + line(1),
        "web/error.log: " + line(2),
        "app.log: " + line(3),
        "web/access.log: " + line(4),
        "web/access.log: " + line(4),
        "web/error.log: " + line(5),
        "app.log: " + line(6),
        "web/access.log: " + line(7),
        "web/error.log: " + line(8),
        "web/error.log: \tat trace",
        "web/access.log: " + line(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "text", "sse", "ndjson"})
  void comeInTheOrderOfTimeWhateverTheForm(String format) throws JsonParserException {
    assertEquals(history(), lines(format, read(THREE + "&from=start&follow=false", format)));
    assertEquals(last(4), lines(format, read(THREE + "&lines=4&follow=false", format)));
    String stretch = "&from=" + FIRST.plusSeconds(3) + "&to=" + FIRST.plusSeconds(7);
    assertEquals(history().subList(3, 8), lines(format, read(THREE + stretch, format)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "text", "sse", "ndjson"})
  void goOnLiveInTheOrderOfTime(String format) throws JsonParserException {
    String[] names = {"live/a-" + format + ".log", "live/b-" + format + ".log"};
    try (LogWriter a = LogWriter.to(root.resolve(names[0]));
        LogWriter b = LogWriter.to(root.resolve(names[1]))) {
      String query = "log=live/?-" + format + ".log";
      try (StreamClient client = get("tail?" + query + "&format=" + format)) {
        client.awaitText("line 1");
        List<String> expected = new ArrayList<>();
        expected.add(names[0] + ": " + line(0));
        expected.add(names[1] + ": " + line(1));
        Instant now = Instant.now();
        for (int i = 20; i > 0; i -= 2) { // the later one of two is written first
          a.line(now.minusMillis(i) + " line " + i);
          b.line(now.minusMillis(i + 1) + " line " + (i + 1));
          expected.add(names[1] + ": " + now.minusMillis(i + 1) + " line " + (i + 1));
          expected.add(names[0] + ": " + now.minusMillis(i) + " line " + i);
        }
        client.await(Await.SOON, c -> count(c, "line ") == 22, "22 lines");
        assertEquals(expected, lines(format, client.text()));
      }
    }
  }

  @Test
  void whoWasCutOffGoesOnAfterAnyLine() throws JsonParserException {
    List<ServerSentEvent> events =
        ServerSentEvent.parse(read(THREE + "&from=start&follow=false", "sse"));
    List<String> all = lines("sse", read(THREE + "&from=start&follow=false", "sse"));
    for (int i = 0; i < all.size(); i++) {
      String id = "Last-Event-ID: " + events.get(i).id();
      String query = "tail?log=empty*&" + THREE + "&follow=false&format=sse";
      try (StreamClient client = get(query, id)) {
        assertEquals(End.COMPLETE, client.awaitEnd());
        assertEquals(all.subList(i + 1, all.size()), lines("sse", client.text()));
      }
      String page = read(THREE + "&lines=3&to=" + events.get(i).id(), "text");
      assertEquals(all.subList(Math.max(0, i - 2), i + 1), lines("text", page));
    }
  }

  @Test
  void filtersAndLimitsAreThoseOfOneLog() throws JsonParserException {
    assertEquals(
        history().stream().filter(line -> line.contains("WARN")).toList(),
        lines("text", read(THREE + "&from=start&follow=false&level=warn", "text")));
    assertEquals(
        history().stream().filter(line -> line.contains("line 4")).toList(),
        lines("ndjson", read(THREE + "&from=start&follow=false&match=line%204", "ndjson")));
    for (String format : List.of("html", "text", "sse", "ndjson")) {
      String limited = read(THREE + "&from=start&limit=5", format);
      assertEquals(history().subList(0, 5), lines(format, limited));
    }
    String info = read(THREE + "&from=start&follow=false&level=info&exclude=WARN", "text");
    assertTrue(info.contains("web/error.log: \tat trace\n"), info); // with the line above it
    assertFalse(info.contains("WARN"), info);
  }

  @Test
  void whoWasCutOffStillGetsWhatStandsBeforeALineThatPasses() {
    String query = THREE + "&match=/line%20%5B13%5D$/&before=1&follow=false";
    List<ServerSentEvent> all = events(query + "&from=start");
    List<String> data = all.stream().map(ServerSentEvent::data).toList();
    List<String> rest = List.of("app.log: " + line(0), "app.log: " + line(3));
    assertEquals("web/access.log: " + line(1), data.get(0));
    assertEquals(rest, data.subList(1, 3));
    assertEquals("context", all.get(1).type());
    assertEquals(
        rest,
        events(query + "&from=" + all.get(0).id()).stream().map(ServerSentEvent::data).toList());
  }

  /** Returns the lines of a stream of server-sent events. */
  private static List<ServerSentEvent> events(String query) {
    return ServerSentEvent.parse(read(query, "sse")).stream()
        .filter(event -> event.type().equals("message") || event.type().equals("context"))
        .toList();
  }

  @Test
  void whatHappensToOneIsToldWithItsName() {
    try (LogWriter a = LogWriter.to(root.resolve("turning/a.log"))) {
      try (StreamClient html = get("tail?log=turning/*.log&format=html");
          StreamClient text = get("tail?log=turning/*.log&events=true");
          StreamClient sse = get("tail?log=turning/*.log&format=sse");
          StreamClient ndjson = get("tail?log=turning/*.log&format=ndjson")) {
        for (StreamClient client : List.of(html, text, sse, ndjson)) client.awaitText("line 1");
        a.rotateTo("a.log.1");
        a.line(line(3));
        html.awaitText("data-event=\"rotated\"><span class=\"log\">turning/a.log: </span>The ");
        text.awaitText("==> rotated: turning/a.log: The ");
        sse.awaitText("data: turning/a.log: The ");
        ndjson.awaitText("{\"event\":\"rotated\",\"log\":\"turning/a.log\",\"message\":\"The ");
        for (StreamClient client : List.of(html, text, sse, ndjson)) client.awaitText("line 3");
      }
    }
  }

  @Test
  void aNameIsHarmlessInEveryForm() throws JsonParserException {
    String query = "log=odd/%3C*&follow=false";
    assertFalse(read(query, "html").contains("<b>"));
    assertTrue(read(query, "html").contains("odd/&lt;b&gt;&amp;<u>U+202E</u>.log: </span>"));
    assertTrue(read(query, "sse").contains("data: odd/<b>&<U+202E>.log: " + line(0)));
    assertTrue(read(query, "ndjson").startsWith("{\"log\":\"odd/<b>&\\u202E.log\","));
  }

  @Test
  void aGlobThatIsALogsNameIsThatLog() {
    assertEquals(line(0) + "\n", read("log=odd/a*b.log&follow=false", "text"));
    assertEquals(line(0) + "\n", read("odd/a*b.log&follow=false", "text"));
    String both = "odd/a*b.log: " + line(0) + "\nodd/axb.log: " + line(1) + "\n";
    assertEquals(both, read("log=odd/a?b.log&follow=false", "text"));
  }

  @Test
  void aGlobThatFindsOneLogMarksItToo() {
    assertEquals("web/deep/in.log: " + line(0) + "\n", read("web/*/*&follow=false", "text"));
  }

  @Test
  void oneThatIsNotThereYetIsWaitedFor() throws IOException {
    try (StreamClient client = get("tail?log=late/a.log&log=late/b.log&wait=true&format=sse")) {
      client.awaitText("data: late/a.log: ").awaitText("data: late/b.log: ");
      write("late/b.log", 0, 1);
      client.awaitText("data: late/b.log: " + line(0));
    }
  }

  @Test
  void sixteenLogsAreOne() throws JsonParserException {
    List<String> found =
        lines("sse", read("many/?.log" + sixMore() + "&from=start&follow=false", "sse"));
    assertEquals(16, found.size());
    for (int i = 0; i < 16; i++) assertEquals("many/" + i + ".log: " + line(i), found.get(i));
  }

  private static String sixMore() {
    StringBuilder more = new StringBuilder();
    for (int i = 10; i < 16; i++) more.append("&log=many/").append(i).append(".log");
    return more.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nope*.log | 404 | There is no log whose name matches nope*.log.",
        "log=app.log&log=none/?.log | 404 | There is no log whose name matches none/?.log.",
        "log=app.log&log=nope.log | 404 | There is no such log.",
        "log=app.log&log=../app.log | 404 | There is no such log.",
        "../* | 404 | There is no such log.",
        "/*/*.log | 404 | There is no such log.",
        "web/.* | 404 | There is no such log.",
        "web/*hidden.log | 404 | There is no log whose name matches web/*hidden.log.",
        "many/*.log | 400 | More than 16 logs are asked for, as many as one stream may have.",
        "log=app.log&log=app.log&order=newest | 400 |"
            + " order=newest goes back in one log; several are asked for.",
        "log=app.log&log=app.log&from=m | 400 |"
            + " The parameter from is \"m\"; it takes start, end, a position that tail has sent,"
            + " or a time such as 2026-11-22T10:15, 10:15 or -15m.",
      })
  void whatMakesNoSenseIsRefusedInASentence(String query, int status, String sentence) {
    try (StreamClient client = StreamClient.send(container.port(), "GET /tail?" + query)) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      assertEquals(sentence + "\n", client.text());
      assertEquals(status, client.status());
    }
  }

  @Test
  void moreLogsThanMayBeAreRefused() {
    String seventeen = "tail?log=app.log" + "&log=app.log".repeat(16);
    try (StreamClient client = get(seventeen)) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      assertEquals(400, client.status());
    }
  }

  @Test
  void aPositionInOneLogIsNoneInSeveral() {
    List<ServerSentEvent> one = ServerSentEvent.parse(read("app.log&follow=false", "sse"));
    try (StreamClient client = get("tail?" + THREE + "&from=" + one.get(0).id())) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      assertEquals(400, client.status());
      assertEquals(
          "The position is one in a single log; of several logs it takes one that tail has sent of"
              + " several.\n",
          client.text());
    }
    List<ServerSentEvent> several =
        ServerSentEvent.parse(read(THREE + "&follow=false&from=start", "sse"));
    String rest = read("log=app.log&follow=false&from=" + several.get(3).id(), "text");
    assertEquals(line(6) + "\n", rest); // while one takes its own of several
  }

  private static List<String> last(int count) {
    return history().subList(history().size() - count, history().size());
  }

  private static int count(StreamClient client, String text) {
    return client.text().split(text, -1).length - 1;
  }

  private static StreamClient get(String target, String... fields) {
    return StreamClient.send(container.port(), "GET /" + target, fields);
  }

  private static String read(String query, String format) {
    try (StreamClient client = get("tail?" + query + "&format=" + format)) {
      assertEquals(End.COMPLETE, client.awaitEnd(), client.toString());
      assertEquals(200, client.status(), client.toString());
      return client.text();
    }
  }

  /** Returns the lines of a stream, each after its log's name. */
  private static List<String> lines(String format, String text) throws JsonParserException {
    List<String> lines = new ArrayList<>();
    switch (format) {
      case "html" -> {
        for (MatchResult line : HTML_LINE.matcher(text).results().toList()) {
          lines.add(line.group(1) + ": " + line.group(2).replaceAll("<[^>]*>", ""));
        }
      }
      case "sse" -> {
        for (ServerSentEvent event : ServerSentEvent.parse(text)) {
          if (event.type().equals("message")) lines.add(event.data().replace('\u2409', '\t'));
        }
      }
      case "ndjson" -> {
        for (String line : text.lines().toList()) {
          JsonObject object = JsonParser.object().from(line.strip());
          if (object.has("line"))
            lines.add(object.getString("log") + ": " + object.getString("line"));
        }
      }
      default -> lines.addAll(text.lines().toList());
    }
    return lines;
  }
}
