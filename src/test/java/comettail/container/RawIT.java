package comettail.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.Compression;
import comettail.harness.Container;
import comettail.harness.Packer;
import comettail.harness.PulledStream;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.End;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a log, kept by who wants them: whole, from where a download was cut, or a part. */
@ParameterizedClass(name = "{0}")
@EnumSource(Server.class)
class RawIT {
  /** More than the kernel and a container keep for a connection whose client reads nothing. */
  private static final int MANY_BYTES = 12_000_000;

  private static final int SMALL_BUFFER = 4096;
  private static final Instant LONG_AGO = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir static Path directory;
  private static Path root;
  private static Container container;

  RawIT(Server server) {}

  @BeforeParameterizedClassInvocation
  static void start(Server server) throws IOException {
    root = Files.createTempDirectory(directory, "root");
    Path oldest = write("app.log.2", text("oldest", 3_000));
    Packer.pack(oldest, Compression.GZIP);
    write("app.log.1", text("older", 5_000));
    write("app.log", text("newest", 2_000));
    write("empty.log", "");
    write("a\"b; filename=x.log", "quoted\n");
    write("größe 日本.log", "named\n");
    write("old.tar.bz2", "bzip2\n");
    container = server.container().root(root).environment("LC_ALL", "C.UTF-8").start();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    container.close();
  }

  private static Path write(String name, String text) throws IOException {
    Path path = Files.writeString(root.resolve(name), text);
    return Files.setLastModifiedTime(path, FileTime.from(LONG_AGO));
  }

  private static String text(String word, int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) text.append(word).append(' ').append(i).append('\n');
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "app.log, text/plain; charset=UTF-8",
    "app.log.1, text/plain; charset=UTF-8",
    "app.log.2.gz, application/gzip",
    "old.tar.bz2, application/x-bzip2",
    "empty.log, text/plain; charset=UTF-8",
  })
  void aFileComesAsItIs(String name, String type) throws IOException {
    byte[] file = Files.readAllBytes(root.resolve(name));
    for (String method : List.of("GET", "HEAD")) {
      try (StreamClient answer = request(method, "raw?log=" + name)) {
        assertEquals(End.COMPLETE, answer.awaitEnd());
        assertEquals(200, answer.status());
        assertArrayEquals(method.equals("GET") ? file : new byte[0], answer.bytes());
        assertEquals(Integer.toString(file.length), answer.field("Content-Length"));
        assertEquals(type.toLowerCase(), typeOf(answer).toLowerCase());
        assertEquals("bytes", answer.field("Accept-Ranges"));
        assertEquals("Fri, 20 Nov 2026 10:00:00 GMT", answer.field("Last-Modified"));
        assertEquals("private, no-cache, no-transform", answer.field("Cache-Control"));
        assertEquals("nosniff", answer.field("X-Content-Type-Options"));
        assertEquals(
            "attachment; filename=\"" + name + "\"; filename*=UTF-8''" + name,
            answer.field("Content-Disposition"));
      }
    }
  }

  /** The containers write media types in ways of their own. */
  private static String typeOf(StreamClient answer) {
    return answer.field("Content-Type").replace(";charset", "; charset");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a"b; filename=x.log | a_b_ filename_x.log | a%22b%3B%20filename%3Dx.log
          größe 日本.log       | gr__e __.log        | gr%C3%B6%C3%9Fe%20%E6%97%A5%E6%9C%AC.log
          """)
  void noNameBreaksTheHeader(String name, String plain, String exact) {
    try (StreamClient answer = get("raw?log=" + URLEncoder.encode(name, StandardCharsets.UTF_8))) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      assertEquals(200, answer.status());
      assertEquals(
          "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact,
          answer.field("Content-Disposition"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw?app.log.1", "raw?log=app.log.2.gz", "raw?log=app.log&whole=true"})
  void anyRangeIsThatPartOfTheWhole(String target) {
    byte[] whole = bytes(target);
    long seed = new Random().nextLong();
    System.out.println("RawIT, ranges of " + target + ": seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      int from = random.nextInt(whole.length);
      int to = from + 1 + random.nextInt(whole.length - from);
      byte[] part = Arrays.copyOfRange(whole, from, to);
      assertPart(part, from, whole.length, target, "Range: bytes=" + from + "-" + (to - 1));
      part = Arrays.copyOfRange(whole, from, whole.length);
      assertPart(part, from, whole.length, target, "Range: bytes=" + from + "-");
      String suffix = "Range: bytes=-" + (whole.length - from);
      assertPart(part, from, whole.length, target, suffix);
    }
    assertPart(whole, 0, whole.length, target, "Range: bytes=0-99999999999999999999");
    assertPart(whole, 0, whole.length, target, "Range: bytes=-99999999999999999999");
  }

  private static void assertPart(
      byte[] part, int from, int length, String target, String... fields) {
    try (StreamClient answer = get(target, fields)) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      assertEquals(206, answer.status(), fields[0]);
      String range = "bytes " + from + "-" + (from + part.length - 1) + "/" + length;
      assertEquals(range, answer.field("Content-Range"));
      assertEquals(Integer.toString(part.length), answer.field("Content-Length"));
      assertArrayEquals(part, answer.bytes(), fields[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,4-5",
        "bytes=5-2",
        "bytes=-",
        "bytes=a-b",
        "bytes 0-4",
        "lines=0-4",
        "bytes=+1-4"
      })
  void aRangeThatIsNoneOrSeveralIsIgnored(String range) throws IOException {
    try (StreamClient answer = get("raw?log=app.log", "Range: " + range)) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      assertEquals(200, answer.status());
      assertNull(answer.field("Content-Range"));
      assertArrayEquals(Files.readAllBytes(root.resolve("app.log")), answer.bytes());
    }
  }

  @ParameterizedTest
  @CsvSource({"app.log, bytes=LENGTH-", "app.log, bytes=-0", "empty.log, bytes=0-"})
  void aRangeOfNothingIsRefusedWithTheLength(String name, String range) throws IOException {
    long length = Files.size(root.resolve(name));
    String field = "Range: " + range.replace("LENGTH", Long.toString(length));
    try (StreamClient answer = get("raw?log=" + name, field)) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      assertEquals(416, answer.status());
      assertEquals("bytes */" + length, answer.field("Content-Range"));
      assertNull(answer.field("Content-Disposition"));
      String sentence = "There are " + length + " bytes, and none of them is in the range.\n";
      assertEquals(sentence, answer.text());
    }
  }

  @Test
  void aDownloadThatWasCutIsGoneOnWith() throws IOException, InterruptedException {
    Path part = Files.createTempFile(directory, "part", ".log");
    byte[] whole = Files.readAllBytes(root.resolve("app.log.1"));
    Files.write(part, Arrays.copyOf(whole, 12_345));
    String uri = container.uri("raw?log=app.log.1").toString();
    Process curl = new ProcessBuilder("curl", "-sS", "-C", "-", "-o", part.toString(), uri).start();
    assertEquals(0, curl.waitFor());
    assertArrayEquals(whole, Files.readAllBytes(part));
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw?log=cond.log", "raw?log=cond.log&whole=true"})
  void whoHasItAlreadyIsToldSo(String target) throws IOException {
    write("cond.log", "one\n");
    String tag = tag(target);
    assertEquals(304, status(target, "If-None-Match: " + tag));
    assertEquals(304, status(target, "If-None-Match: \"x\", W/" + tag));
    assertEquals(304, status(target, "If-None-Match: *"));
    assertEquals(200, status(target, "If-None-Match: \"x\""));
    assertEquals(200, status(target, "If-Match: " + tag));
    assertEquals(412, status(target, "If-Match: \"x\""));
    assertEquals(412, status(target, "If-Match: W/" + tag));
    Files.writeString(root.resolve("cond.log"), "two\n", StandardOpenOption.APPEND);
    assertNotEquals(tag, tag(target));
    assertEquals(200, status(target, "If-None-Match: " + tag));
    assertEquals(412, status(target, "If-Match: " + tag));
  }

  @Test
  void aTimeTellsOnceItsSecondIsOver() throws IOException {
    String target = "raw?log=timed.log";
    Path log = write("timed.log", "one\n");
    String since = "If-Modified-Since: Fri, 20 Nov 2026 10:00:00 GMT";
    assertEquals(304, status(target, since));
    assertEquals(200, status(target, "If-Modified-Since: Fri, 20 Nov 2026 09:59:59 GMT"));
    assertEquals(200, status(target, "If-Modified-Since: yesterday"));
    assertEquals(412, status(target, "If-Unmodified-Since: Fri, 20 Nov 2026 09:59:59 GMT"));
    assertEquals(206, status(target, "Range: bytes=1-", since.replace("Modified-Since", "Range")));
    Files.setLastModifiedTime(log, FileTime.from(Instant.now().plusSeconds(100)));
    try (StreamClient answer = get(target, "If-Modified-Since: Sat, 20 Nov 2060 10:00:00 GMT")) {
      assertEquals(200, answer.status());
      assertNull(answer.field("Last-Modified"));
    }
  }

  @Test
  void aRangeOfSomethingElseIsNotPutBehindWhatAClientHas() throws IOException {
    String target = "raw?log=ranged.log";
    write("ranged.log", "one\n");
    String tag = tag(target);
    assertEquals(206, status(target, "Range: bytes=2-", "If-Range: " + tag));
    assertEquals(200, status(target, "Range: bytes=2-", "If-Range: W/" + tag));
    write("ranged.log", "two and more\n");
    try (StreamClient answer = get(target, "Range: bytes=2-", "If-Range: " + tag)) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      assertEquals(200, answer.status());
      assertEquals("two and more\n", answer.text());
    }
  }

  @Test
  void whatIsWrittenMeanwhileIsNotSent() throws IOException {
    Path log = root.resolve("growing.log");
    byte[] before = random(MANY_BYTES);
    Files.write(log, before);
    try (PulledStream slow = slow("raw?log=growing.log")) {
      Files.writeString(log, "and more\n", StandardOpenOption.APPEND);
      assertArrayEquals(before, readAll(slow));
    }
    assertEquals(before.length + 9, bytes("raw?log=growing.log").length);
  }

  @Test
  void aFileThatIsCutShortMeanwhileEndsInAnError() throws IOException {
    Path log = root.resolve("shrinking.log");
    Files.write(log, random(MANY_BYTES));
    try (PulledStream slow = slow("raw?log=shrinking.log")) {
      Files.write(log, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
      assertThrows(EOFException.class, () -> readAll(slow));
    }
  }

  @Test
  void aWholeLogIsAnArchiveOfItsFiles() throws IOException, InterruptedException {
    try (StreamClient answer = get("raw?log=app.log&whole=true")) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      assertEquals("application/x-tar", answer.field("Content-Type"));
      assertTrue(answer.field("Content-Disposition").contains("\"app.log.tar\""));
      Path archive = Files.write(Files.createTempFile(directory, "app", ".tar"), answer.bytes());
      assertEquals("app.log.2.gz\napp.log.1\napp.log\n", tar("-tf", archive.toString()));
      Path unpacked = Files.createTempDirectory(directory, "unpacked");
      tar("-xf", archive.toString(), "-C", unpacked.toString());
      for (String name : List.of("app.log.2.gz", "app.log.1", "app.log")) {
        Path file = unpacked.resolve(name);
        assertEquals(-1, Files.mismatch(root.resolve(name), file), name);
        assertEquals(LONG_AGO, Files.getLastModifiedTime(file).toInstant());
      }
    }
  }

  private static String tar(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder tar = new ProcessBuilder("tar");
    tar.command().addAll(List.of(arguments));
    Process process = tar.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  @Test
  void aRotationMeanwhileChangesNothingOfAnArchive() throws IOException {
    Files.write(root.resolve("turn.log.1"), random(MANY_BYTES));
    Files.writeString(root.resolve("turn.log"), text("newest", 1_000));
    String target = "raw?log=turn.log&whole=true";
    byte[] before = bytes(target);
    try (PulledStream slow = slow(target)) {
      Files.move(root.resolve("turn.log.1"), root.resolve("turn.log.2"));
      Files.move(root.resolve("turn.log"), root.resolve("turn.log.1"));
      Files.writeString(root.resolve("turn.log"), "something else\n");
      assertArrayEquals(before, readAll(slow));
    }
    assertFalse(Arrays.equals(before, bytes(target)));
  }

  @Test
  void anArchiveOfAFileThatIsGoneIsCut() throws IOException {
    Files.write(root.resolve("gone.log.1"), random(MANY_BYTES));
    Files.writeString(root.resolve("gone.log"), "newest\n");
    try (PulledStream slow = slow("raw?log=gone.log&whole=true")) {
      Path replaced = Files.writeString(root.resolve("gone.log.new"), "something else\n");
      Files.move(replaced, root.resolve("gone.log"), StandardCopyOption.REPLACE_EXISTING);
      assertThrows(EOFException.class, () -> readAll(slow));
    }
  }

  @Test
  void aLogOfVeryManySegmentsMakesNoArchive() throws IOException {
    for (int i = 0; i <= 512; i++) Files.writeString(root.resolve("many.log." + i), "line\n");
    try (StreamClient answer = get("raw?log=many.log&whole=true")) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      assertEquals(400, answer.status());
      assertEquals(
          "This log has 513 older segments, more than go into one archive; logs lists them, and"
              + " each can be had by its own name.\n",
          answer.text());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "log=app.log&whole=true&unpack=true, log=app.log",
    "log=app.log.2.gz&unpack=true, log=app.log.2.gz",
    "unpack=true&log=app.log&match=99&whole=true, log=app.log&match=99",
    "log=app.log.1&exclude=/9+$/, log=app.log.1&exclude=/9+$/",
    "log=app.log&lines=7&format=ndjson, log=app.log&lines=7&format=ndjson",
  })
  void theTextIsWhatTailMakesOfIt(String raw, String tail) {
    try (StreamClient answer = get("raw?" + raw);
        StreamClient same = get("tail?download=true&" + tail)) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      assertEquals(End.COMPLETE, same.awaitEnd());
      assertEquals(200, answer.status());
      assertEquals("none", answer.field("Accept-Ranges"));
      assertEquals(same.text(), answer.text());
      assertFalse(answer.text().isEmpty());
      assertEquals(same.field("Content-Disposition"), answer.field("Content-Disposition"));
    }
  }

  @Test
  void aPlainFileThatIsToBeUnpackedIsThatFile() throws IOException {
    try (StreamClient answer = get("raw?log=app.log&unpack=true")) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      assertEquals("bytes", answer.field("Accept-Ranges"));
      assertArrayEquals(Files.readAllBytes(root.resolve("app.log")), answer.bytes());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          log=none.log                     | 404 | There is no such log.
          log=none.log&whole=true          | 404 | There is no such log.
          log=../etc/passwd                | 404 | There is no such log.
          whole=true                       | 400 | No log is named: write raw?log=NAME; logs lists the names.
          log=app.log&log=app.log          | 400 | The parameter log is given more than once.
          log=app.log&unpack=1             | 400 | The parameter unpack is "1"; it takes true or false.
          log=app.log&match=x&whole=false  | 400 | The parameter match picks from the whole log, unpacked; whole=false and unpack=false contradict it.
          log=app.log&match=/a(b/          | 400 | The parameter match is "/a(b/"; at its character 3: missing closing ).
          """)
  void whatMakesNoSenseIsRefusedInOneSentence(String query, int status, String sentence) {
    try (StreamClient answer = get("raw?" + query)) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      assertEquals(status, answer.status());
      assertEquals(sentence + "\n", answer.text());
      assertNull(answer.field("Content-Disposition"));
    }
  }

  private static StreamClient get(String target, String... fields) {
    return request("GET", target, fields);
  }

  private static StreamClient request(String method, String target, String... fields) {
    return StreamClient.send(container.port(), method + " /" + target, fields);
  }

  private static byte[] bytes(String target) {
    try (StreamClient answer = get(target)) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      assertEquals(200, answer.status());
      return answer.bytes();
    }
  }

  private static int status(String target, String... fields) {
    try (StreamClient answer = get(target, fields)) {
      assertEquals(End.COMPLETE, answer.awaitEnd());
      return answer.status();
    }
  }

  private static String tag(String target) {
    try (StreamClient answer = request("HEAD", target)) {
      return answer.field("ETag");
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  /** Begins to read, as a client that takes little in advance. */
  private static PulledStream slow(String target) throws IOException {
    return PulledStream.get(container.uri(target), SMALL_BUFFER);
  }

  private static byte[] readAll(PulledStream stream) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] bytes = stream.next(); bytes != null; bytes = stream.next()) all.writeBytes(bytes);
    return all.toByteArray();
  }
}
