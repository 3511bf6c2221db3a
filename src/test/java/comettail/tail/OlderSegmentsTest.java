package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.Compression;
import comettail.harness.Await;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import comettail.line.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** A log is one, however many files it is in and whatever a rotation has made of them. */
final class OlderSegmentsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void theLastLinesGoBackIntoOlderSegments(Compression compression) {
    try (Tailing tailing = new Tailing(directory, true)) {
      threeSegments(compression);
      for (int count : new int[] {1, 40, 41, 75, 80, 81, 119, 120, 121, 1_000_000}) {
        CollectingReader reader = tailing.lines("app.log", new Start.LastLines(count));
        int first = Math.max(1, 121 - count);
        assertEquals(numbers(first, 120), reader.awaits(numbered(120)).lines(), count + " lines");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void theStartOfALogIsThatOfItsOldestSegment(Compression compression) {
    try (Tailing tailing = new Tailing(directory, true)) {
      threeSegments(compression);
      CollectingReader lines = tailing.lines("app.log", new Start.FirstByte());
      assertEquals(numbers(1, 120), lines.awaits(numbered(120)).lines());
      CollectingReader once = tailing.read("app.log", new Start.FirstByte(), false, false);
      Await.until(Await.SOON, once::isFinished, "the end");
      assertEquals(String.join("\n", numbers(1, 120)) + "\n", new String(once.bytes()));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Compression.class, mode = Mode.EXCLUDE, names = "NONE")
  void aCompressedSegmentIsReadUnpackedByItsOwnName(Compression compression) {
    try (LogWriter log = writer()) {
      log.lines(40);
    }
    Path packed = Packer.pack(directory.resolve("app.log"), compression);
    String name = packed.getFileName().toString();
    try (Tailing tailing = new Tailing(directory, true)) {
      for (int count : new int[] {10, 1_000_000}) {
        CollectingReader last = tailing.read(name, new Start.LastLines(count), false, false);
        Await.until(Await.SOON, last::isFinished, "the end");
        String wanted = String.join("\n", numbers(Math.max(1, 41 - count), 40)) + "\n";
        assertEquals(wanted, new String(last.bytes()));
      }
    }
  }

  /** Lines 1 to 40, 41 to 80 and 81 to 120 in a file each. */
  private void threeSegments(Compression compression) {
    try (LogWriter log = writer()) {
      log.lines(40);
      log.rotateTo("app.log.2");
      log.lines(40);
      log.rotateTo("app.log.1");
      log.lines(40);
    }
    pack("app.log.2", compression);
    pack("app.log.1", compression);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPositionOutlivesARenameAndARestart(boolean packed) {
    Position position = readToLine(30);
    try (LogWriter log = writer()) {
      log.lines(0);
      log.line("line 41");
      log.rotateTo("app.log.2");
      log.line("line 42");
      log.rotateTo("app.log.1");
      log.line("line 43");
    }
    if (packed) pack("app.log.2", Compression.GZIP);
    assertEquals(numbers(31, 43), resumed(position, 43));
  }

  @Test
  void aPositionOutlivesACopyAndATruncationAndARestart() throws IOException {
    Position position = readToLine(30);
    Files.copy(directory.resolve("app.log"), directory.resolve("app.log.1"));
    try (LogWriter log = writer()) {
      log.truncate();
      for (int i = 41; i <= 90; i++) log.line(numbered(i));
    }
    assertEquals(numbers(31, 90), resumed(position, 90));
  }

  @Test
  void filesThatBeginWithTheSameBytesAreNotConfused() throws IOException {
    String banner = "=".repeat(600);
    Position position;
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = writer()) {
      for (int day = 1; day <= 3; day++) {
        log.line(banner);
        for (int i = 1; i <= 50; i++) log.line("day " + day + " " + i);
        log.rotateTo("app.log-2026110" + day);
      }
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      position = reader.awaits("day 3 50").positionAfter("day 2 20");
    }
    for (int day = 1; day <= 3; day++) pack("app.log-2026110" + day, Compression.GZIP);
    try (Tailing tailing = new Tailing(directory, true)) {
      CollectingReader reader = tailing.lines("app.log", new Start.At(position));
      assertEquals("day 2 21", reader.awaits("day 3 50").lines().get(0));
    }
  }

  @Test
  void equalFilesAreToldApartByWhenTheyWereChanged() throws IOException {
    Position position;
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = writer()) {
      for (int i = 0; i < 500; i++) log.line("tick");
      position = tailing.lines("app.log", new Start.LastLines(1)).awaits("tick").position();
      log.line("the end of the second");
    }
    Path app = directory.resolve("app.log");
    Path older = directory.resolve("app.log.2.gz");
    Files.write(older, Packer.packed("tick\n".repeat(501).getBytes(), Compression.GZIP));
    Files.setLastModifiedTime(older, FileTime.fromMillis(System.currentTimeMillis() - 86_400_000));
    Files.move(app, directory.resolve("app.log.1"));
    pack("app.log.1", Compression.GZIP);
    try (LogWriter log = writer()) {
      log.line("the third");
    }
    try (Tailing tailing = new Tailing(directory, true)) {
      CollectingReader reader = tailing.lines("app.log", new Start.At(position));
      assertEquals(
          List.of("the end of the second", "the third"), reader.awaits("the third").lines());
    }
  }

  @Test
  void lateLinesOfAFileThatWasRotatedBeforeAnybodyReadAreDelivered() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = writer()) {
      log.line("old 1");
      try (LogWriter old = log.rotateKeeping("app.log.1")) {
        log.line("new 1");
        CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
        reader.awaits("new 1");
        old.line("old 2");
        reader.awaits("old 2");
        log.line("new 2");
        assertEquals(List.of("old 1", "new 1", "old 2", "new 2"), reader.awaits("new 2").lines());
      }
    }
  }

  @Test
  void aLogWithoutACurrentFileIsReadAndWaitedFor() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = writer()) {
      log.lines(20);
      log.rotateTo("app.log.1");
      log.remove();
      CollectingReader reader = tailing.lines("app.log", new Start.LastLines(5));
      reader.awaits("(waiting)");
      log.appear();
      log.line("new");
      assertEquals(
          List.of("line 16", "line 17", "line 18", "line 19", "line 20"),
          reader.awaits("new").lines().subList(0, 5));
      assertEquals(List.of("waiting", "appeared"), reader.events());
    }
  }

  /** So many rotations that the follower lets go of the oldest files. */
  @ParameterizedTest
  @EnumSource(Compression.class)
  void aReaderThatStalledGoesOnInFilesThatAreNotHeldOpenAnyMore(Compression compression) {
    int segments = 20;
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = writer()) {
      CollectingReader slow = tailing.lines("app.log", new Start.FirstByte());
      CollectingReader quick = tailing.lines("app.log", new Start.FirstByte());
      slow.awaits(log.lines(10));
      slow.stall();
      for (int i = 1; i <= segments; i++) {
        log.bytes(("x".repeat(99) + "\n").repeat(1_000).getBytes());
        String last = log.lines(10);
        quick.awaits(last);
        String name = "app.log-" + (20261100 + i);
        log.rotateTo(name);
        quick.awaits(log.lines(1)); // so that the new file is known before the next rotation
        pack(name, compression);
      }
      slow.goOn();
      String last = log.lines(1);
      quick.awaits(last);
      assertEquals(quick.lines(), slow.awaits(last).lines());
      assertTrue(slow.events().stream().allMatch("rotated"::equals), slow.events()::toString);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void aDamagedSegmentIsAGapAndTheRestIsRead(Compression compression) throws IOException {
    threeSegments(compression);
    Path damaged = newestOf("app.log.1");
    byte[] bytes = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 3));
    try (Tailing tailing = new Tailing(directory, true)) {
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      List<String> lines = reader.awaits(numbered(120)).lines();
      assertEquals(numbers(1, 40), lines.subList(0, 40));
      assertTrue(lines.contains("(gap)"), lines::toString);
      assertEquals(numbers(81, 120), lines.subList(lines.size() - 40, lines.size()));
    }
  }

  @Test
  void aFileThatCameAndWasCompressedBetweenTwoLooksIsDelivered() {
    try (Tailing tailing = unhurried();
        LogWriter log = writer()) {
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      CollectingReader ofBytes = tailing.bytes("app.log", new Start.FirstByte());
      reader.awaits(log.lines(10));
      log.lines(10);
      log.rotateTo("app.log-20261101");
      log.lines(10);
      log.rotateTo("app.log-20261102");
      log.lines(10);
      log.rotateTo("app.log-20261103");
      pack("app.log-20261101", Compression.GZIP);
      pack("app.log-20261102", Compression.GZIP);
      String last = log.lines(10);
      assertEquals(numbers(1, 50), withoutEvents(reader.awaits(last)));
      String bytes = String.join("\n", numbers(1, 50)) + "\n";
      assertEquals(bytes, new String(ofBytes.awaitsBytes(bytes.length()).bytes(), US_ASCII));
    }
  }

  @Test
  void aFileThatCameBetweenTwoLooksAndCantBeUnpackedIsAGap() throws IOException {
    try (Tailing tailing = unhurried();
        LogWriter log = writer()) {
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      reader.awaits(log.lines(10));
      log.rotateTo("app.log-20261101");
      log.lines(10);
      log.rotateTo("app.log-20261102");
      Path packed = Packer.pack(directory.resolve("app.log-20261102"), Compression.GZIP);
      Files.write(packed, Arrays.copyOf(Files.readAllBytes(packed), 20));
      String last = log.lines(10);
      Await.until(Duration.ofSeconds(40), () -> reader.lines().contains(last), last);
      assertTrue(reader.events().contains("gap"), reader.events()::toString);
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void theUnreadEndOfATruncatedFileIsReadFromItsCopy(Compression compression) throws IOException {
    try (Tailing tailing = unhurried();
        LogWriter log = writer()) {
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      reader.awaits(log.lines(10));
      log.lines(10);
      copyAndTruncate(log, "app.log.1");
      pack("app.log.1", compression);
      String last = log.lines(1);
      assertEquals(numbers(1, 21), withoutEvents(reader.awaits(last)));
    }
  }

  @Test
  void whatWasTruncatedTwiceBetweenTwoLooksIsReadFromBothCopies() throws IOException {
    try (Tailing tailing = unhurried();
        LogWriter log = writer()) {
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      reader.awaits(log.lines(10));
      log.lines(10);
      copyAndTruncate(log, "app.log-20261101");
      log.lines(10);
      copyAndTruncate(log, "app.log-20261102");
      String last = log.lines(1);
      assertEquals(numbers(1, 31), withoutEvents(reader.awaits(last)));
    }
  }

  @Test
  void whatWasTruncatedBeforeAnythingOfItWasReadIsReadFromItsCopy() throws IOException {
    try (Tailing tailing = unhurried();
        LogWriter log = writer()) {
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      Await.until(Await.SOON, () -> reader.position() != null, "the first look");
      log.lines(10);
      copyAndTruncate(log, "app.log.1");
      String last = log.lines(1);
      assertEquals(numbers(1, 11), withoutEvents(reader.awaits(last)));
    }
  }

  @Test
  void aFileThatSomebodyPutsBesideTheLogIsNotTakenForAMissedOne() throws IOException {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = writer()) {
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      reader.awaits(log.lines(10));
      Files.writeString(directory.resolve("app.log.errors"), "found by grep\n");
      Files.copy(directory.resolve("app.log"), directory.resolve("app.log.bak"));
      log.rotateTo("app.log.1");
      String last = log.lines(10);
      assertEquals(numbers(1, 20), withoutEvents(reader.awaits(last)));
    }
  }

  /** Looks so seldom that much happens between two looks. */
  private Tailing unhurried() {
    Duration seldom = Duration.ofMillis(1_000);
    return new Tailing(directory, new TailLimits(1 << 20, seldom, Duration.ofMillis(2), false));
  }

  private static void copyAndTruncate(LogWriter log, String name) throws IOException {
    Files.copy(log.path(), log.path().resolveSibling(name));
    log.truncate();
  }

  /** Writes lines 1 to 40 and returns the position after line {@code n}. */
  private Position readToLine(int n) {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter log = writer()) {
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      reader.awaits(log.lines(40));
      return reader.positionAfter(numbered(n));
    }
  }

  private List<String> resumed(Position position, int last) {
    try (Tailing tailing = new Tailing(directory, true)) {
      return tailing.lines("app.log", new Start.At(position)).awaits(numbered(last)).lines();
    }
  }

  private LogWriter writer() {
    return LogWriter.to(directory.resolve("app.log"));
  }

  private void pack(String name, Compression compression) {
    if (compression != Compression.NONE) Packer.pack(directory.resolve(name), compression);
  }

  private Path newestOf(String name) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name))
          .findAny()
          .orElseThrow();
    }
  }

  private static List<String> withoutEvents(CollectingReader reader) {
    return reader.lines().stream().filter(line -> !line.startsWith("(")).toList();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(LogWriter::numbered).toList();
  }
}
