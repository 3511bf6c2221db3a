package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import comettail.harness.Container;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One plain sentence with the right status, in the form that was asked for, and no more. */
@ParameterizedClass(name = "{0}")
@EnumSource(Server.class)
class BadInputIT {
  @TempDir static Path directory;
  private static Path root;
  private static Container container;

  BadInputIT(Server server) {}

  @BeforeParameterizedClassInvocation
  static void start(Server server) throws IOException, InterruptedException {
    root = Files.createTempDirectory(directory, "root");
    Files.writeString(directory.resolve("secret.log"), "the secret\n");
    Files.writeString(root.resolve("ok.log"), "all is well\n");
    Files.writeString(root.resolve(".hidden.log"), "hidden\n");
    Files.createDirectories(root.resolve("dir"));
    Files.writeString(root.resolve("dir/in.log"), "inside\n");
    Files.createSymbolicLink(root.resolve("out.log"), directory.resolve("secret.log"));
    Files.createSymbolicLink(root.resolve("outside"), directory);
    Files.createSymbolicLink(root.resolve("zero.log"), Path.of("/dev/zero"));
    Files.createSymbolicLink(root.resolve("loop.log"), root.resolve("loop.log"));
    Path unreadable = Files.writeString(root.resolve("unreadable.log"), "unreadable\n");
    Files.setPosixFilePermissions(unreadable, PosixFilePermissions.fromString("---------"));
    assertEquals(
        0, new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start().waitFor());
    container = server.container().root(root);
    if (Container.canBeUnprivileged()) container.unprivileged();
    container.start();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    container.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "missing.log",
        "dir/missing.log",
        "../secret.log",
        "dir/../../secret.log",
        "dir/../ok.log",
        "./ok.log",
        "dir//in.log",
        "ok.log/",
        "dir/in.log/x",
        "..",
        ".",
        "..%2Fsecret.log",
        "%2e%2e/secret.log",
        "%2e%2e%2fsecret.log",
        "%252e%252e%252fsecret.log",
        "%25252e%25252e%25252fsecret.log",
        "..%c0%afsecret.log",
        "%c0%ae%c0%ae/secret.log",
        "%e0%80%ae%e0%80%ae/secret.log",
        "%uff0e%uff0e/secret.log",
        "..;/secret.log",
        "/etc/passwd",
        "%2Fetc%2Fpasswd",
        "//etc/passwd",
        "file:///etc/passwd",
        "C:%5Cwindows%5Cwin.ini",
        "..%5Csecret.log",
        "..%255Csecret.log",
        "..\\secret.log",
        "ok.log%00",
        "ok.log%00.txt",
        "%00",
        "ok.log%0a",
        "ok.log%0d%0aX-Injected:%20yes",
        "ok.log%2500",
        "~root/.bashrc",
        "out.log",
        "outside/secret.log",
        "zero.log",
        "loop.log",
        ".hidden.log",
        "%2ehidden.log",
        "%zz",
        "%",
        ""
      })
  void aNameThatIsNoLogUnderTheRootIsNotFound(String name) {
    String log = "log=" + name;
    for (String target : List.of("tail?" + log, "tail?" + log + "&format=html", "raw?" + log)) {
      try (StreamClient client = get(target)) {
        // NOTE: some of these are no URL at all, and the container refuses those before us.
        assertTrue(List.of(400, 404).contains(client.status()), client.toString());
        assertSaysNothing(client);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret.log", "/etc/passwd", "%2e%2e%2fsecret.log", "missing.log"})
  void theBareNameIsNoWayOutEither(String name) {
    try (StreamClient client = get("tail?" + name)) {
      assertEquals(404, client.status());
      assertSaysNothing(client);
    }
  }

  @Test
  void whatLiesOutsideTheRootAnswersAsWhatDoesNotExist() {
    try (StreamClient outside = get("tail?log=../secret.log");
        StreamClient nowhere = get("tail?log=../nothing.log")) {
      assertEquals(nowhere.awaitEnd(), outside.awaitEnd());
      assertEquals(nowhere.status(), outside.status());
      assertEquals(nowhere.text(), outside.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dir", "dir/", "fifo"})
  void whatIsNoRegularFileIsRefusedAndBlocksNoThread(String name) {
    for (int i = 0; i < 20; i++) {
      for (String target : List.of("tail?log=", "raw?log=", "raw?whole=true&log=")) {
        try (StreamClient client = get(target + name)) {
          assertTrue(List.of(400, 404).contains(client.status()), client.toString());
          assertSaysNothing(client);
        }
      }
    }
    try (StreamClient client = get("tail?log=ok.log")) {
      client.awaitText("all is well\n");
    }
  }

  @Test
  void anUnreadableFileIsForbidden() {
    assumeTrue(
        Container.canBeUnprivileged(), "root reads every file; install setpriv (util-linux)");
    for (String target : List.of("tail?", "raw?", "raw?whole=true&")) {
      try (StreamClient client = get(target + "log=unreadable.log")) {
        assertEquals(403, client.status());
        assertSentence(client);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lines=abc | lines | abc",
        "lines=-1 | lines | -1",
        "lines= | lines | 0",
        "lines=1.5 | lines | 1.5",
        "lines=99999999999999999999 | lines | 99999999999999999999",
        "from=nowhere | from | start",
        "follow=maybe | follow | false",
        "wait=maybe | wait | false",
        "format=xml | format | ndjson",
        "charset=UTF-32 | charset | UTF-16LE",
        "charset=klingon | charset | ISO-8859-1",
        "charset=%00 | charset | Shift_JIS",
        "events=maybe | events | false",
        "match= | match | /time.?out/i",
        "match=%ff | match | UTF-8",
        "exclude=/a(b/ | exclude | character 3",
        "colour=red | colour | format",
        "Lines=5 | Lines | lines"
      })
  void aParameterThatMakesNoSenseIsNamedWithWhatIsAllowed(String query, String name, String says) {
    try (StreamClient client = get("tail?log=ok.log&" + query)) {
      assertEquals(400, client.status(), client.toString());
      assertSentence(client);
      assertTrue(client.text().contains(name) && client.text().contains(says), client.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tail?log=ok.log&format=html", "logs?format=html"})
  void aPageThatIsRefusedIsAPage(String target) {
    try (StreamClient client = get(target + "&colour=red", "Accept: text/html")) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      assertEquals(400, client.status());
      assertTrue(client.field("Content-Type").startsWith("text/html"), client.toString());
      assertEquals("nosniff", client.field("X-Content-Type-Options"));
      assertTrue(client.field("Content-Security-Policy").contains("default-src 'none'"));
      assertTrue(client.text().contains("colour"), client.text());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ndjson, missing.log, 404",
    "sse, ../secret.log, 404",
    "ndjson, ok.log&lines=abc, 400"
  })
  void aProgramIsToldInAProblemDocument(String format, String log, int status)
      throws JsonParserException {
    try (StreamClient client = get("tail?format=" + format + "&log=" + log)) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      assertEquals(status, client.status());
      assertTrue(client.field("Content-Type").startsWith("application/problem+json"));
      JsonObject problem = JsonParser.object().from(client.text());
      assertEquals(status, problem.getInt("status"));
      assertFalse(problem.getString("title").isBlank());
      assertTrue(problem.getString("detail").endsWith("."), client.text());
    }
  }

  @Test
  void markupInAParameterIsTextInTheAnswer() {
    try (StreamClient client =
        get("tail?log=ok.log&format=html&%3Cimg%20src=x%20onerror=alert(1)%3E=1")) {
      assertEquals(End.COMPLETE, client.awaitEnd());
      assertEquals(400, client.status());
      assertFalse(client.text().contains("<img"), client.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void onlyGetAndHeadAreAllowed(String method) {
    for (String target : List.of("tail?log=ok.log", "logs", "raw?log=ok.log")) {
      try (StreamClient client =
          StreamClient.request(method, container.uri(target), "Content-Length: 0")) {
        assertEquals(405, client.status(), target);
        assertTrue(client.field("Allow").contains("GET, HEAD"), client.toString());
        assertSaysNothing(client);
      }
    }
  }

  /** Sends the target as it is, in a way that no client library would let through. */
  private static StreamClient get(String target, String... fields) {
    return StreamClient.send(container.port(), "GET /" + target, fields);
  }

  private static void assertSaysNothing(StreamClient client) {
    assertEquals(End.COMPLETE, client.awaitEnd(), client.toString());
    String answer = client.toString();
    for (String word : List.of(directory.toString(), "secret\n", "root:", "X-Injected:")) {
      assertFalse(answer.contains(word), answer);
    }
    // NOTE: Tomcat answers what it cannot parse itself, with a trace of its own.
    boolean ours = client.field("Content-Security-Policy") != null;
    assertFalse(ours && answer.contains("Exception"), answer);
  }

  private static void assertSentence(StreamClient client) {
    assertSaysNothing(client);
    assertTrue(client.text().strip().endsWith("."), client.text());
    assertEquals(1, client.text().strip().lines().count(), client.text());
  }
}
