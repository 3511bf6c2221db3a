package comettail.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.OnEveryServer;
import comettail.harness.Server;
import comettail.harness.ServerSentEvent;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.End;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** Logs in other charsets, and events in text, as a client sees them. */
class EncodingIT {
  private static final String CHARSETS =
      "latin/**=ISO-8859-1, *.{sjis,jp}.log=Shift_JIS, gbk.log=GBK, win.log=UTF-16LE";

  /** A text that each log's charset has, by the log's name; with a mark where nothing is set. */
  private static final Map<String, String> TEXTS =
      new TreeMap<>(
          Map.of(
              "latin/a/app.log", "caf\u00e9 \u00ff",
              "app.sjis.log", "\u8868\u30bd\\<\uff71",
              "gbk.log", "\u4e2d\u6587 \u4e02",
              "win.log", "\u0a00\u0a0a \ud83d\ude00",
              "marked-le.log", "\uFEFF\u0d00 \u00e4",
              "marked-be.log", "\uFEFF\u0a0d \u00e4",
              "marked-8.log", "\uFEFF\u00e4 \ud83d\ude00",
              "plain.log", "\u00e4 \ud83d\ude00"));

  private static final Map<String, String> CHARSET_OF =
      Map.of(
          "latin/a/app.log", "ISO-8859-1",
          "app.sjis.log", "Shift_JIS",
          "gbk.log", "GBK",
          "win.log", "UTF-16LE",
          "marked-le.log", "UTF-16LE",
          "marked-be.log", "UTF-16BE",
          "marked-8.log", "UTF-8",
          "plain.log", "UTF-8");

  @TempDir Path root;

  @OnEveryServer
  void everyLogIsShownInItsCharsetAndItsBytesAreKept(Server server)
      throws IOException, JsonParserException {
    try (Container container = server.container().root(root).set("comet.charsets", CHARSETS)) {
      for (String log : TEXTS.keySet()) append(log, TEXTS.get(log) + "\r\n\n");
      container.start();
      for (String log : TEXTS.keySet()) {
        showsWhatIsThereAndWhatComes(container, log);
        keepsTheBytes(container, log);
      }
      aParameterGoesOverTheSetting(container);
      tellsEventsInTextWhenAsked(container);
      assertEquals(List.of(), container.complaints());
    }
  }

  private void showsWhatIsThereAndWhatComes(Container container, String log)
      throws JsonParserException {
    String shown = TEXTS.get(log).replace("\uFEFF", "");
    try (StreamClient json = tail(container, log, "&format=ndjson&lines=2");
        StreamClient html = tail(container, log, "&format=html&from=start");
        StreamClient sse = tail(container, log, "&format=sse&from=start")) {
      json.awaitLines(2);
      for (byte b : (shown + "!\n").getBytes(charsetOf(log))) append(log, b);
      json.awaitLines(3);
      assertEquals(List.of(shown, "", shown + "!"), linesOf(json));
      String safe = shown.replace("<", "&lt;");
      html.awaitText("<div>" + safe + "</div><div></div>").awaitText("<div>" + safe + "!</div>");
      sse.awaitText("data: " + shown + "!\n\n");
      assertTrue(json.field("Content-Type").toUpperCase().endsWith("UTF-8"), json.toString());
      ServerSentEvent first = ServerSentEvent.parse(sse.text()).get(0);
      String resume = "tail?log=" + log + "&format=sse&follow=false";
      try (StreamClient resumed =
          StreamClient.get(container.uri(resume), "Last-Event-ID: " + first.id())) {
        assertEquals(End.COMPLETE, resumed.awaitEnd());
        List<String> data =
            ServerSentEvent.parse(resumed.text()).stream().map(ServerSentEvent::data).toList();
        assertEquals(List.of("", shown + "!", ""), data); // and "finished"
      }
    }
  }

  private void keepsTheBytes(Container container, String log) throws IOException {
    try (StreamClient text = tail(container, log, "&format=text&from=start&follow=false")) {
      assertEquals(End.COMPLETE, text.awaitEnd());
      assertArrayEquals(Files.readAllBytes(root.resolve(log)), text.bytes(), log);
      String expected = "text/plain;charset=" + CHARSET_OF.get(log);
      assertTrue(expected.equalsIgnoreCase(text.field("Content-Type").replace("; ", ";")));
      String head = "tail?log=" + log + "&format=text";
      try (StreamClient headOnly = StreamClient.request("HEAD", container.uri(head))) {
        assertEquals(text.field("Content-Type"), headOnly.field("Content-Type"));
      }
    }
  }

  private void aParameterGoesOverTheSetting(Container container) throws JsonParserException {
    append("latin/jp.log", "\u8868\n".getBytes(Charset.forName("EUC-JP")));
    String query = "&format=ndjson&follow=false";
    try (StreamClient set = tail(container, "latin/jp.log", query);
        StreamClient asked = tail(container, "latin/jp.log", query + "&charset=euc-jp");
        StreamClient utf8 = tail(container, "latin/jp.log", query + "&charset=utf-8")) {
      assertEquals(End.COMPLETE, set.awaitEnd());
      assertEquals(End.COMPLETE, asked.awaitEnd());
      assertEquals(End.COMPLETE, utf8.awaitEnd());
      assertEquals(List.of("\u00c9\u00bd"), linesOf(set));
      assertEquals(List.of("\u8868"), linesOf(asked));
      assertEquals(List.of("\u027d"), linesOf(utf8)); // as it happens, it is UTF-8
    }
  }

  private void tellsEventsInTextWhenAsked(Container container) {
    try (LogWriter log = LogWriter.to(root.resolve("events.log"));
        StreamClient told = tail(container, "events.log", "&format=text&events=true");
        StreamClient silent = tail(container, "events.log", "&format=text");
        StreamClient eventless = tail(container, "events.log", "&format=sse&events=false")) {
      log.text("one\nunfinished");
      told.awaitText("unfinished");
      silent.awaitText("unfinished");
      log.rotateTo("events.log.1");
      log.text("two\n");
      told.awaitText("two\n");
      log.truncate();
      log.text("three\n");
      for (StreamClient client : List.of(told, silent, eventless)) client.awaitText("three\n");
      assertEquals(
          "one\nunfinished\n"
              + "==> rotated: The log was rotated; a new file goes on. <==\n"
              + "two\n"
              + "==> truncated: The log was truncated; it goes on from its new start. <==\n"
              + "three\n",
          told.text());
      assertEquals("one\nunfinishedtwo\nthree\n", silent.text());
      assertEquals(
          List.of("message one", "partial unfinished", "message two", "message three"),
          ServerSentEvent.parse(eventless.text()).stream()
              .map(event -> event.type() + " " + event.data())
              .toList());
    }
  }

  private void append(String log, String text) {
    append(log, text.getBytes(charsetOf(log)));
  }

  private void append(String log, byte... bytes) {
    try (LogWriter writer = LogWriter.to(root.resolve(log))) {
      writer.bytes(bytes);
    }
  }

  private static Charset charsetOf(String log) {
    return Charset.forName(CHARSET_OF.get(log));
  }

  private static StreamClient tail(Container container, String log, String parameters) {
    return StreamClient.get(container.uri("tail?log=" + log + parameters));
  }

  private static List<String> linesOf(StreamClient client) throws JsonParserException {
    List<String> lines = new ArrayList<>();
    for (String line : client.lines()) {
      JsonObject json = JsonParser.object().from(line);
      if (json.has("line")) lines.add(json.getString("line"));
    }
    return lines;
  }
}
