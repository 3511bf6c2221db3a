package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.Compression;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import comettail.harness.SlowSearch;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.End;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A search over a whole log finds everything, in either order, and says how far it has got. */
class SearchIT {

  @TempDir static Path root;
  private static Container container;
  private static int logs;

  private final String name = "log-" + ++logs + ".log";
  private final LogWriter log = LogWriter.to(root.resolve(name));
  private final List<List<String>> events = new ArrayList<>(); // of several lines each

  @BeforeAll
  static void start() {
    container = Container.jetty().root(root).start();
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void theNewestEventComesFirst(Compression compression) {
    threeSegments(compression);
    List<String> all = newestFirst("");
    assertEquals(all, get("order=newest&format=text"));
    List<String> some = newestFirst("FAILED");
    assertTrue(some.size() > 100, some.size() + " lines");
    assertEquals(some, get("order=newest&match=FAILED&format=text"));
    assertEquals(some.subList(0, 50), get("order=newest&match=FAILED&limit=50&format=text"));
    assertEquals(some, get("order=newest&match=FAILED&format=ndjson"));
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void linesAroundComeWithTheirGroupsTheNewestFirst(Compression compression) {
    threeSegments(compression);
    log.text("event last FAILED"); // and no newline
    events.add(List.of("event last FAILED"));
    List<String> lines = events.stream().flatMap(List::stream).toList();
    for (boolean multiline : List.of(true, false)) {
      SlowSearch search = new SlowSearch("FAILED", "xxxxx", false, multiline, 7, 30);
      List<String> expected = search.told(search.newestFirst(lines));
      for (String form : List.of("text", "html", "sse", "ndjson")) {
        String asked = "order=newest&match=FAILED&exclude=xxxxx&before=7&after=30&format=" + form;
        String body = body(asked + "&multiline=" + multiline);
        assertEquals(form.equals("text") ? unmarked(expected) : expected, told(form, body), form);
      }
      String some =
          body(
              "order=newest&match=FAILED&exclude=xxxxx&before=7&after=30&limit=99"
                  + "&format=ndjson&multiline="
                  + multiline);
      assertEquals(99, lines(some).size());
      assertEquals(told("ndjson", some), expected.subList(0, told("ndjson", some).size()));
    }
  }

  @Test
  void whoHasThePlaceOfAGroupGoesBackFromThere() {
    threeSegments(Compression.GZIP);
    String query = "order=newest&match=FAILED&context=4&format=ndjson";
    List<String> lines = body(query).lines().filter(line -> line.startsWith("{\"line\"")).toList();
    int seams = 0;
    for (int n = 1; n < lines.size(); n++) {
      boolean apart = lines.get(n).contains("\"separated\":true");
      boolean afterSeam = lines.subList(Math.max(0, n - 6), n).toString().contains("the seam");
      if (!apart || !afterSeam) continue;
      seams++;
      String to = lines.get(n - 1).replaceFirst(".*\"at\":\"([^\"]+)\"}", "$1");
      assertEquals(
          lines(String.join("\n", lines.subList(n, lines.size()))),
          lines(body(query + "&to=" + to)));
    }
    assertTrue(seams > 0, "no group lies in two segments");
  }

  @Test
  void whoHasThePlaceOfALineGoesBackFromThere() {
    threeSegments(Compression.GZIP);
    List<String> all =
        new ArrayList<>(
            events.stream().flatMap(List::stream).filter(l -> l.contains("FAILED")).toList());
    Collections.reverse(all);
    List<String> got = new ArrayList<>();
    String to = "";
    while (true) {
      String page = body("order=newest&match=FAILED&multiline=false&limit=40&format=ndjson" + to);
      List<String> lines = lines(page);
      if (lines.isEmpty()) break;
      got.addAll(lines);
      to = "&to=" + page.replaceFirst("(?s).*\"at\":\"([^\"]+)\"}\n.*", "$1");
    }
    assertEquals(all, got);
  }

  @Test
  void whatDoesNotEndWithANewlineIsALineOfItsOwn() {
    log.text("first\nlast");
    assertEquals(List.of("last", "first"), get("order=newest&format=text"));
  }

  @Test
  void moreThanIsKeptOfACompressedSegmentComesToo() {
    String line = " " + "x".repeat(190);
    for (int block = 0; block < 25; block++) { // 25 MB
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 5_000; i++) text.append(block * 5_000 + i).append(line).append('\n');
      log.text(text.toString());
    }
    log.rotateTo(name + ".1");
    Packer.pack(root.resolve(name + ".1"), Compression.ZSTD);
    int next = 124_999;
    for (String found : get("order=newest&format=text")) {
      assertEquals(next--, Integer.parseInt(found.substring(0, found.indexOf(' '))));
    }
    assertEquals(-1, next);
    List<String> lines = new ArrayList<>();
    for (int n = 0; n < 125_000; n++) lines.add(n + line);
    SlowSearch search = new SlowSearch("77 x", null, false, true, 3, 60);
    List<String> found = get("order=newest&match=77+x&before=3&after=60&format=text");
    assertTrue(unmarked(search.told(search.newestFirst(lines))).equals(found));
  }

  @Test
  void inEitherOrderALineWithoutALevelHasThatOfTheLineAbove() {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < 20; n++) {
      text.append("10:15:42 ").append(n % 3 == 0 ? "ERROR" : "INFO").append(" begun\n");
      for (int i = 0; i < 700 * n; i++)
        text.append(n).append(" goes on with ").append(i).append('\n');
    }
    log.text(text.toString());
    List<String> oldest = new ArrayList<>(get("from=start&follow=false&level=error&format=text"));
    assertTrue(oldest.size() > 30_000, oldest.size() + " lines");
    Collections.reverse(oldest);
    assertTrue(oldest.equals(get("order=newest&level=error&format=text")));
  }

  @Test
  void aSearchTellsHowFarItHasGot() {
    threeSegments(Compression.GZIP);
    int passed = newestFirst("FAILED").size();
    for (String order : List.of("oldest", "newest")) {
      String body = body("from=start&follow=false&match=FAILED&format=ndjson&order=" + order);
      Matcher last =
          Pattern.compile(
                  "\"progress\",\"bytes\":(\\d+),\"ofBytes\":(\\d+),\"matches\":(\\d+),"
                      + "\"millis\":\\d+}\n$")
              .matcher(body);
      assertTrue(last.find(), body.substring(Math.max(0, body.length() - 300)));
      assertEquals(last.group(2), last.group(1), order);
      assertEquals(passed, Integer.parseInt(last.group(3)), order);
    }
    String sse = body("from=start&follow=false&match=FAILED&format=sse");
    assertTrue(sse.contains("event: progress\ndata: {\"bytes\":"), sse);
    String all = body("from=start&follow=false&format=ndjson");
    assertTrue(!all.contains("progress"), "a read without a filter told its progress");
  }

  /** Writes events into three segments, each longer than what is read at once, and two in both. */
  private void threeSegments(Compression compression) {
    long seed = System.nanoTime();
    System.out.println("SearchIT seed " + seed);
    Random random = new Random(seed);
    for (int n = 2; n >= 0; n--) {
      StringBuilder text = new StringBuilder();
      if (n < 2) {
        events.get(events.size() - 1).add("\tat the seam FAILED");
        text.append("\tat the seam FAILED\n");
      }
      while (text.length() < 1_000_000) {
        List<String> event = new ArrayList<>();
        event.add("event " + events.size() + (random.nextInt(50) == 0 ? " FAILED" : " done"));
        while (random.nextInt(3) == 0) event.add("\tat " + "x".repeat(random.nextInt(200)));
        if (random.nextInt(500) == 0) event.add(" FAILED, too");
        events.add(event);
        for (String line : event) text.append(line).append('\n');
      }
      log.text(text.toString());
      if (n == 0) return;
      log.rotateTo(name + "." + n);
      Path rotated = root.resolve(name + "." + n);
      if (compression != Compression.NONE) Packer.pack(rotated, compression);
    }
  }

  /** Returns the lines of all events with {@code text} in any line, the newest first. */
  private List<String> newestFirst(String text) {
    List<List<String>> some =
        new ArrayList<>(
            events.stream()
                .filter(event -> event.stream().anyMatch(line -> line.contains(text)))
                .toList());
    Collections.reverse(some);
    return some.stream().flatMap(List::stream).toList();
  }

  private List<String> get(String parameters) {
    String body = body(parameters);
    return parameters.contains("ndjson") ? lines(body) : body.lines().toList();
  }

  private static List<String> lines(String ndjson) {
    return Pattern.compile("\\{\"line\":\"(.*?)\"")
        .matcher(ndjson)
        .results()
        .map(found -> found.group(1).replace("\\t", "\t"))
        .toList();
  }

  private static List<String> unmarked(List<String> told) {
    return told.stream().map(line -> line.replaceFirst("^~", "")).toList();
  }

  /** Returns the lines of an answer as {@link SlowSearch#told} does; text has no marks. */
  private static List<String> told(String form, String body) {
    return switch (form) {
      case "text" -> body.lines().toList();
      case "html" ->
          found(
              body, "(<hr>)?<div( class=\"[a-z ]*context[a-z ]*\")?[^>]*>(event.*?|\\s.*?)</div>");
      case "sse" ->
          found(body, "(event: separator\ndata: --\n\n)?(event: context\n)?id: .*\ndata: (.*)");
      default ->
          found(
              body.replaceAll(
                  "(\\{\"line\":\".*?\")(,\"context\":true)?(,\"separated\":true)?", "$3$2$1"),
              "(,\"separated\":true)?(,\"context\":true)?\\{\"line\":\"(.*?)\"");
    };
  }

  private static List<String> found(String body, String line) {
    List<String> told = new ArrayList<>();
    Matcher matcher = Pattern.compile(line).matcher(body);
    while (matcher.find()) {
      if (matcher.group(1) != null) told.add("--");
      told.add((matcher.group(2) == null ? "" : "~") + matcher.group(3).replace("\\t", "\t"));
    }
    return told;
  }

  private String body(String parameters) {
    String query = "tail?log=" + name + "&" + parameters;
    try (StreamClient client = StreamClient.get(container.uri(query))) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      return client.text();
    }
  }
}
