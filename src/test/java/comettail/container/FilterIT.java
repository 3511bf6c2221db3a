package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.Compression;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import comettail.harness.ServerSentEvent;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.End;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over HTTP a filter sends what {@code grep} would, live and from the file, and loses no place. */
class FilterIT {
  /** What the two filters of these tests are for {@code grep}. */
  private static final String QUERY = "&match=TIMEOUT&match=/[0-9]7%20ms$/&exclude=debug";

  private static final String GREP = "grep TIMEOUT \"$@\" | grep -E '[0-9]7 ms$' | grep -iv debug";

  private static final Duration UNDER_LOAD = Duration.ofMinutes(1);

  @TempDir static Path root;
  private static Container container;
  private static int logs;

  private final String name = "log-" + ++logs + ".log";
  private final LogWriter log = LogWriter.to(root.resolve(name));

  @BeforeAll
  static void start() {
    container = Container.jetty().root(root).set("comet.heartbeatSeconds", 1).start();
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "text", "sse", "ndjson"})
  void followsTheLinesThatGrepFinds(String format) throws Exception {
    write(0, 2_000);
    try (StreamClient client = tail(QUERY + "&lines=2000&format=" + format)) {
      for (int first = 2_000; first < 3_000; first += 50) write(first, first + 50);
      log.line("the end: TIMEOUT 77 ms");
      client.awaitText("the end: TIMEOUT 77 ms");
      assertEquals(grep(GREP, log.path().toString()), lines(format, client.text()));
    }
  }

  @Test
  void aBoundedReadSendsWhatGrepFindsInAllSegments() throws Exception {
    write(0, 20_000);
    log.rotateTo(name + ".2");
    write(20_000, 40_000);
    log.rotateTo(name + ".1");
    write(40_000, 60_000);
    String[] files = {log.path() + ".2", log.path() + ".1", log.path().toString()};
    List<String> found = grep(GREP.replace("TIMEOUT", "-h TIMEOUT"), files);
    assertTrue(found.size() > 100, found.size() + " lines");
    Packer.pack(root.resolve(name + ".2"), Compression.GZIP);
    for (String format : List.of("html", "text", "sse", "ndjson")) {
      try (StreamClient client = tail(QUERY + "&from=start&follow=false&format=" + format)) {
        assertEquals(End.COMPLETE, client.awaitEnd());
        assertEquals(found, lines(format, client.text()), format);
      }
    }
  }

  @Test
  void whoComesBackGoesOnAfterTheLinesThatDidNotPass() {
    log.line("needle 1");
    String id;
    try (StreamClient client = tail("&match=needle&multiline=false&format=sse")) {
      client.awaitText("needle 1");
      String before = lastId(client);
      write(0, 500);
      client.await(UNDER_LOAD, c -> !lastId(c).equals(before), "another place");
      id = lastId(client);
      assertEquals(List.of("needle 1"), lines("sse", client.text()));
    }
    log.line("between");
    log.line("needle 2");
    try (StreamClient filtered = tail("&match=needle&format=text&from=" + id);
        StreamClient all = tail("&format=text&from=" + id)) {
      log.line("needle 3");
      filtered.awaitText("needle 3\n");
      all.awaitText("needle 3\n");
      assertEquals(List.of("needle 2", "needle 3"), filtered.lines());
      assertEquals(List.of("between", "needle 2", "needle 3"), all.lines());
    }
  }

  @Test
  void aPageIsToldItsPlaceWhenItIsQuietAndNotForEachLineThatDidNotPass() {
    log.line("needle 1");
    try (StreamClient client = tail("&match=needle&multiline=false&format=html");
        StreamClient all = tail("&format=text")) {
      client.awaitText("needle 1");
      for (int i = 0; i < 50; i++) {
        log.line("no such line " + i);
        all.awaitText("no such line " + i + "\n"); // so it was a block of its own
      }
      int seen = client.text().length();
      client.await(
          UNDER_LOAD,
          c -> c.text().substring(seen).endsWith("<!----><!---->"),
          "a heartbeat with nothing new to tell");
      int places = client.text().split("<i data-at=", -1).length - 1;
      assertTrue(places < 50, places + " places");
      String place = client.text().replaceFirst("(?s).*<i data-at=\"([^\"]+)\".*", "$1");
      log.line("needle 2");
      try (StreamClient back = tail("&format=text&from=" + place)) {
        back.awaitText("needle 2\n");
        assertEquals(List.of("needle 2"), back.lines());
      }
    }
  }

  @Test
  void aLongSearchIsNotQuiet() {
    String line = "x".repeat(1_000) + "\n";
    for (int i = 0; i < 16; i++) log.text(line.repeat(1_000));
    String slow = "/.{0,100}[y\\172]/"; // some hundred steps for each of 16,000,000 bytes
    try (StreamClient client = tail("&match=" + slow + "&from=start&follow=false&format=sse")) {
      client.awaitText(UNDER_LOAD, "event: progress\n");
      // The place to come back to is told with it, since no line tells it.
      client.await(UNDER_LOAD, c -> c.text().split("\nid: ").length > 2, "another place");
      assertFalse(client.text().contains("finished"), client.text());
    }
  }

  @Test
  void aSlowPatternHoldsUpNobodyElse() {
    List<StreamClient> slow = new ArrayList<>();
    LogWriter other = LogWriter.to(root.resolve("other.log"));
    URI uri = container.uri("tail?log=other.log&format=text");
    try (other;
        StreamClient quick = StreamClient.get(uri)) {
      other.line("before");
      quick.awaitText("before\n");
      // More than there are threads, and each has its own pattern, so that nothing is shared.
      for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++) {
        slow.add(tail("&match=/.{0,100}[\\172" + i + "]/&from=start&format=sse"));
      }
      log.line("following: z");
      for (StreamClient client : slow) client.awaitText("following");
      log.text("begun: z\n" + ("x".repeat(1_000) + "\n").repeat(400) + "the end: z\n");
      for (StreamClient client : slow) client.awaitText(UNDER_LOAD, "begun");
      other.line("after");
      quick.awaitText(UNDER_LOAD, "after\n");
      for (StreamClient client : slow) assertFalse(client.text().contains("the end"));
    } finally {
      slow.forEach(StreamClient::close);
    }
  }

  @Test
  void eventsPassEveryFilter() {
    log.line("needle 1");
    try (StreamClient client = tail("&match=needle&format=text&events=true")) {
      client.awaitText("needle 1");
      log.text("unfinished needle 2");
      client.awaitText("needle 2");
      log.rotateTo(name + ".1");
      log.line("other");
      log.line("needle 3");
      client.awaitText("needle 3\n");
      assertEquals(
          List.of(
              "needle 1",
              "unfinished needle 2",
              "==> rotated: The log was rotated; a new file goes on. <==",
              "needle 3"),
          client.lines());
    }
  }

  @Test
  void aLineThatIsNeverFinishedIsStillALineInText() {
    try (StreamClient client = tail("&match=needle&format=text")) {
      log.text("unfinished needle 1");
      client.awaitText("needle 1");
      log.rotateTo(name + ".1");
      log.line("needle 2");
      client.awaitText("needle 2\n");
      assertEquals(List.of("unfinished needle 1", "needle 2"), client.lines());
    }
  }

  /** Writes lines of which few are found. */
  private void write(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      String what = i % 3 == 0 ? "TIMEOUT" : i % 3 == 1 ? "Timeout" : "done";
      String level = i % 5 == 0 ? "Debug" : "info";
      text.append(i).append(' ').append(level).append(' ').append(what);
      text.append(" in ").append(i * 7919L % 1_000).append(" ms\n");
    }
    log.text(text.toString());
  }

  private StreamClient tail(String parameters) {
    String query = parameters.replaceAll("\\{", "%7B").replaceAll("\\}", "%7D");
    query = query.replace("\\", "%5C").replace("[", "%5B").replace("]", "%5D");
    return StreamClient.get(container.uri("tail?log=" + name + query));
  }

  private static List<String> grep(String command, String... files) throws Exception {
    List<String> words = new ArrayList<>(List.of("sh", "-c", command, "sh"));
    words.addAll(List.of(files));
    Process grep = new ProcessBuilder(words).redirectErrorStream(true).start();
    String found = output(grep);
    assertTrue(grep.waitFor(1, TimeUnit.MINUTES) && grep.exitValue() == 0, found);
    return found.lines().toList();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Returns the texts of the lines, none of which needs escaping. */
  private static List<String> lines(String format, String body) {
    Pattern line =
        switch (format) {
          case "html" -> Pattern.compile("<div>(.*?)</div>");
          case "ndjson" -> Pattern.compile("\\{\"line\":\"(.*?)\"");
          default -> Pattern.compile("(.*)\n");
        };
    if (format.equals("sse")) {
      return ServerSentEvent.parse(body).stream()
          .filter(event -> event.type().equals("message"))
          .map(ServerSentEvent::data)
          .toList();
    }
    return line.matcher(body).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static String lastId(StreamClient client) {
    String id = "";
    for (String field : client.lines()) {
      if (field.startsWith("id: ")) id = field.substring(4);
    }
    return id;
  }
}
