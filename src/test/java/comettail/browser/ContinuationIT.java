package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Container;
import comettail.harness.LogWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's filters and the viewer take the same lines as going on with the one above them. */
class ContinuationIT {
  private static final List<String> GOING_ON =
      List.of(
          "\tat shop.Orders.place(Orders.java:17)",
          "    at async Orders.place (/srv/shop/orders.js:17:5)",
          "  File \"/srv/shop/orders.py\", line 17, in place",
          "java.lang.IllegalStateException: no stock",
          "java.lang.StackOverflowError",
          "shop.Orders$FullException: 17 of 17",
          "_pickle.PicklingError: no",
          "DeprecationWarning: use the other",
          "Caused by: java.io.IOException: no space",
          "Suppressed: java.io.IOException: closed",
          "... 23 more",
          "Traceback (most recent call last):",
          "During handling of the above exception, another exception occurred:",
          "The above exception was the direct cause of the following exception:",
          "--- End of inner exception stack trace ---",
          "}",
          "],",
          ");");
  private static final List<String> OF_ITS_OWN =
      List.of(
          "",
          "Exception in thread \"main\" java.lang.Error: full",
          "Error: it is one of its own",
          "Exception: so is this",
          "java.io.IOException was thrown",
          "Caused by:none",
          "...",
          "--- a rule ---",
          "} else {",
          "};;",
          "]: closed");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final int RANDOM_LINES = 20_000;
  private static final List<String> PARTS =
      List.of(
          " ",
          "\t",
          "}",
          ")",
          "]",
          ",",
          ";",
          ":",
          ": ",
          ".",
          "_",
          "$",
          "7",
          "-",
          "é",
          "at",
          "java.",
          "Error",
          "Exception",
          "Throwable",
          "Warning",
          "Caused by: ",
          "Suppressed: ",
          "... ",
          "Traceback (most recent call last)",
          "During handling of the above exception",
          "The above exception was the direct cause",
          "--- End of ");

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
  void ofTheLinesOfRealPrograms() throws Exception {
    assertEquals(GOING_ON, server(GOING_ON));
    assertEquals(List.of(), server(OF_ITS_OWN));
    List<String> lines = new ArrayList<>(GOING_ON);
    lines.addAll(OF_ITS_OWN);
    for (String page : List.of("docs/levels.md", "docs/times.md")) lines.addAll(codeIn(page));
    assertTrue(lines.size() > 500, () -> lines.size() + " lines");
    assertEquals(server(lines), viewer(lines));
  }

  @Test
  void ofRandomLines() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < RANDOM_LINES; i++) {
      StringBuilder line = new StringBuilder();
      for (int n = random.nextInt(5); n > 0; n--) {
        line.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      // Most of what is told by its beginning isn't, if one character is missing.
      if (!line.isEmpty() && random.nextBoolean()) {
        line.deleteCharAt(random.nextInt(line.length()));
      }
      lines.add(line.toString());
    }
    assertEquals(server(lines), viewer(lines), () -> "seed " + seed);
  }

  private static List<String> codeIn(String page) throws IOException {
    return CODE.matcher(Files.readString(Path.of(page)))
        .results()
        .map(code -> code.group(1).replace('⇥', '\t').replace('\n', ' '))
        .toList();
  }

  /** Returns the lines that the server sends with the one above, for which a filter asks. */
  private static List<String> server(List<String> lines) throws Exception {
    try (LogWriter log = LogWriter.to(Files.createTempFile(root, "", ".log"))) {
      StringBuilder text = new StringBuilder();
      for (String line : lines) text.append("above\n").append(line).append('\n');
      log.text(text.toString());
      String query = "&format=text&from=start&follow=false&match=/^above$/";
      URI uri = container.uri("tail?log=" + log.path().getFileName() + query.replace("^", "%5E"));
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      return answer.lines().filter(line -> !line.equals("above")).toList();
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> viewer(List<String> lines) {
    return (List<String>)
        browser.await(
            "const url = new URL('assets/continuation.js', document.baseURI).href;"
                + "const {isContinuation} = await import(url);"
                + "return given[0].filter(isContinuation)",
            lines);
  }
}
