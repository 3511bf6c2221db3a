package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.LogWriter;
import comettail.line.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several logs are one in the order of time, with one place for all. */
final class MergeTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(3_600);
  private static final End NOW = new End.Now();
  private static final End NEVER = new End.Never();
  private static final Start ALL = new Start.FirstByte();

  @TempDir Path directory;

  @Test
  void linesComeInTheOrderOfTimeEachWithItsLog() throws IOException {
    log("a.log", at(1, "one"), at(3, "three"));
    log("b.log", at(2, "two"), at(4, "four"));
    assertEquals(
        List.of(
            "a.log: " + at(1, "one"),
            "b.log: " + at(2, "two"),
            "a.log: " + at(3, "three"),
            "b.log: " + at(4, "four")),
        all(ALL, "a.log", "b.log"));
  }

  @Test
  void linesOfOneTimeComeInTheOrderOfTheLogs() throws IOException {
    log("a.log", at(1, "a"), at(1, "b"));
    log("b.log", at(1, "c"));
    assertEquals(
        List.of("b.log: " + at(1, "c"), "a.log: " + at(1, "a"), "a.log: " + at(1, "b")),
        all(ALL, "b.log", "a.log"));
  }

  @Test
  void aLineWithoutATimeGoesWithTheLineAboveIt() throws IOException {
    log("a.log", at(1, "one"), "  trace", "  trace", at(3, "three"), "  more");
    log("b.log", at(1, "uno"), at(2, "dos"), at(3, "tres"));
    assertEquals(
        List.of(
            "a.log: " + at(1, "one"),
            "a.log:   trace",
            "a.log:   trace",
            "b.log: " + at(1, "uno"),
            "b.log: " + at(2, "dos"),
            "a.log: " + at(3, "three"),
            "a.log:   more",
            "b.log: " + at(3, "tres")),
        all(ALL, "a.log", "b.log"));
  }

  @Test
  void aLogKeepsItsOwnOrder() throws IOException {
    log("a.log", at(5, "five"), at(1, "late"), at(6, "six"));
    log("b.log", at(2, "two"), at(5, "cinco"));
    assertEquals(
        List.of(
            "b.log: " + at(2, "two"),
            "a.log: " + at(5, "five"),
            "a.log: " + at(1, "late"),
            "b.log: " + at(5, "cinco"),
            "a.log: " + at(6, "six")),
        all(ALL, "a.log", "b.log"));
  }

  @Test
  void theLastLinesAreThoseOfAllTogether() throws IOException {
    log("a.log", at(1, "1"), at(2, "2"), at(5, "5"));
    log("b.log", at(3, "3"), at(4, "4"), at(6, "6"));
    log("empty.log");
    List<String> whole = all(ALL, "a.log", "b.log", "empty.log");
    for (int n = 0; n <= 8; n++) {
      List<String> last = whole.subList(Math.max(0, 6 - n), 6);
      assertEquals(last, all(new Start.LastLines(n), "a.log", "b.log", "empty.log"));
    }
  }

  @Test
  void theLastLinesMayBeginWithinAStackTrace() throws IOException {
    log("a.log", at(1, "one"), at(9, "nine"), "  at x", "  at y", "  at z");
    log("b.log", at(2, "two"), at(3, "three"), at(4, "four"), at(5, "five"));
    assertEquals(
        List.of("a.log:   at x", "a.log:   at y", "a.log:   at z"),
        all(new Start.LastLines(3), "a.log", "b.log"));
    log("a.log", at(1, "one"), at(9, "nine"), "  at x", "  at y", at(10, "ten"));
    assertEquals(
        List.of("a.log:   at x", "a.log:   at y", "a.log: " + at(10, "ten")),
        all(new Start.LastLines(3), "a.log", "b.log"));
  }

  @Test
  void theLastLinesBeforeAPlaceAreAPage() throws IOException {
    log("a.log", at(1, "1"), at(2, "2"), at(5, "5"));
    log("b.log", at(3, "3"), at(4, "4"), at(6, "6"));
    try (Tailing tailing = new Tailing(directory, true);
        MergedReader first = reader(tailing, ALL, NOW, "a.log", "b.log").readsAll();
        MergedReader page =
            reader(
                    tailing,
                    new Start.LastLines(3),
                    new End.Before(first.after(4)),
                    "a.log",
                    "b.log")
                .readsAll()) {
      assertEquals(first.lines.subList(1, 4), page.lines);
    }
  }

  @Test
  void aStretchOfTimeIsThatOfAllLogs() throws IOException {
    log("a.log", at(1, "1"), at(2, "2"), at(5, "5"));
    log("b.log", at(3, "3"), at(4, "4"), at(6, "6"));
    Start two = new Start.AtTime(NOON.plusSeconds(2).toEpochMilli(), ZoneOffset.UTC);
    Start five = new Start.AtTime(NOON.plusSeconds(5).toEpochMilli(), ZoneOffset.UTC);
    try (Tailing tailing = new Tailing(directory, true);
        MergedReader reader =
            reader(tailing, two, new End.Before(five), "a.log", "b.log").readsAll()) {
      assertEquals(
          List.of("a.log: " + at(2, "2"), "b.log: " + at(3, "3"), "b.log: " + at(4, "4")),
          reader.lines);
    }
  }

  @Test
  void whoComesBackAfterAnyLineGoesOnThere() throws IOException {
    log("a.log", at(1, "one"), "  trace", "  trace", at(3, "three"), "  more", at(10, "ten"));
    log("b.log", at(1, "uno"), at(2, "dos"), at(3, "tres"), "  mas", at(9, "nueve"), "  fin");
    log("empty.log");
    try (Tailing tailing = new Tailing(directory, true)) {
      MergedReader whole = reader(tailing, ALL, NOW, "a.log", "b.log", "empty.log").readsAll();
      log("new.log");
      assertEquals(12, whole.lines.size());
      for (int n = 1; n <= 12; n++) {
        MergedReader rest =
            reader(tailing, whole.after(n), NOW, "new.log", "a.log", "b.log").readsAll();
        assertEquals(whole.lines.subList(n, 12), rest.lines, "after " + n);
        rest.close();
      }
      whole.close();
    }
  }

  @Test
  void aLogThatThePlaceDoesNotKnowIsReadFromItsStart() throws IOException {
    log("a.log", at(1, "one"), at(3, "three"));
    try (Tailing tailing = new Tailing(directory, true);
        MergedReader before = reader(tailing, ALL, NOW, "a.log").readsAll()) {
      log("b.log", at(2, "two"));
      MergedReader after = reader(tailing, before.after(1), NOW, "b.log", "a.log").readsAll();
      assertEquals(List.of("b.log: " + at(2, "two"), "a.log: " + at(3, "three")), after.lines);
      after.close();
    }
  }

  @Test
  void whatHappensToALogIsToldWithItsName() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter a = tailing.writer("a.log");
        LogWriter b = tailing.writer("b.log");
        MergedReader reader = reader(tailing, ALL, NEVER, "a.log", "b.log", "none.log")) {
      a.line(at(-9, "one"));
      b.line(at(-8, "two"));
      reader.awaits("a.log: " + at(-9, "one")).awaits("b.log: " + at(-8, "two"));
      a.rotateTo("a.log.1");
      a.line(at(-7, "three"));
      reader.awaits("(rotated a.log)").awaits("a.log: " + at(-7, "three"));
      assertEquals("(waiting none.log)", reader.lines.get(0));
      MergedReader back = reader(tailing, reader.after(2), NEVER, "a.log", "b.log", "none.log");
      back.awaits("a.log: " + at(-7, "three"));
      List<String> rest = new ArrayList<>(reader.lines.subList(2, reader.lines.size()));
      assertTrue(back.lines.containsAll(rest), back.lines + " after " + reader.lines);
      assertFalse(back.lines.contains(reader.lines.get(1)));
      back.close();
    }
  }

  @Test
  void aLiveLineWaitsForEarlierOnesOfOtherLogs() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter a = tailing.writer("a.log");
        LogWriter b = tailing.writer("b.log");
        LogWriter c = tailing.writer("c.log");
        CollectingReader seen = tailing.lines("b.log", ALL);
        MergedReader reader = reader(tailing, ALL, NEVER, "a.log", "b.log", "c.log")) {
      reader.catchesUp();
      a.line(at(0, "second"));
      waitsWithALine(reader);
      b.line(NOON.minusMillis(100) + " first");
      seen.awaits(NOON.minusMillis(100) + " first");
      assertEquals(List.of(), reader.catchesUp().lines);
      reader.pass(Duration.ofMillis(399));
      assertEquals(List.of(), reader.catchesUp().lines);
      reader.pass(Duration.ofMillis(1));
      String first = "b.log: " + NOON.minusMillis(100) + " first";
      assertEquals(List.of(first), reader.catchesUp().lines);
      reader.pass(Duration.ofMillis(100));
      assertEquals(List.of(first, "a.log: " + at(0, "second")), reader.catchesUp().lines);
      assertEquals(0, c.count());
    }
  }

  /** Reads until a line waits, for which the reader has asked to be woken. */
  private static void waitsWithALine(MergedReader reader) {
    Await.until(
        Await.SOON,
        () -> !reader.catchesUp().alarms.isEmpty(),
        () -> "an alarm after " + reader.lines);
  }

  @Test
  void aLineOfTheFutureWaitsNoLonger() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter a = tailing.writer("a.log");
        LogWriter b = tailing.writer("b.log");
        MergedReader reader = reader(tailing, ALL, NEVER, "a.log", "b.log")) {
      reader.catchesUp();
      a.line(at(3_600, "in an hour"));
      waitsWithALine(reader);
      assertEquals(List.of(500L), reader.alarms);
      reader.pass(MergedReader.DELAY);
      assertEquals(List.of("a.log: " + at(3_600, "in an hour")), reader.catchesUp().lines);
      b.line(at(-60, "late")); // and is not lost
      reader.awaits("b.log: " + at(-60, "late"));
    }
  }

  @Test
  void aLogAtItsEndDoesNotHoldTheHistoryOfOthersBack() throws IOException {
    for (String first : List.of(at(-50_000, ""), at(50_000, ""), "no time ")) {
      log("a.log", IntStream.range(0, 20_000).mapToObj(i -> first + i).toArray(String[]::new));
      log("b.log", at(-60_000, "long ago"));
      try (Tailing tailing = new Tailing(directory, true);
          MergedReader reader = reader(tailing, ALL, NEVER, "a.log", "b.log")) {
        reader.catchesUp();
        reader.pass(MergedReader.DELAY); // once, not for each block
        assertEquals(20_001, reader.catchesUp().lines.size(), first);
      }
    }
  }

  @Test
  void aClockThatGoesBackHoldsNothing() {
    try (Tailing tailing = new Tailing(directory, true);
        LogWriter a = tailing.writer("a.log");
        LogWriter b = tailing.writer("b.log");
        MergedReader reader = reader(tailing, ALL, NEVER, "a.log", "b.log")) {
      reader.catchesUp();
      a.line(at(0, "one"));
      waitsWithALine(reader);
      reader.pass(Duration.ofHours(-1));
      assertEquals(List.of("a.log: " + at(0, "one")), reader.catchesUp().lines);
      assertEquals(0, b.count());
    }
  }

  @Test
  void oneThatCantBeFollowedLetsTheOthersGo() throws IOException {
    log("a.log", at(1, "one"));
    log("b.log", at(2, "two"));
    TailLimits limits =
        new TailLimits(1 << 20, Duration.ofMillis(20), Duration.ofMillis(2), true, 1, 1);
    try (Tailing tailing = new Tailing(directory, limits)) {
      Lease[] lease = new Lease[1];
      Merge.Log a = tailing.merged("a.log", ALL, NEVER);
      List<Merge.Log> logs =
          List.of(
              new Merge.Log("a.log", reader -> lease[0] = a.follow().apply(reader)),
              tailing.merged("b.log", ALL, NEVER));
      assertThrows(
          Followers.FullException.class,
          () ->
              new Merge(
                  logs,
                  ALL,
                  ZoneOffset.UTC,
                  MergedReader.DELAY,
                  InstantSource.system(),
                  (millis, reader) -> {},
                  () -> {}));
      assertTrue(lease[0].isClosed());
    }
  }

  @Test
  void thereAreNoMoreLogsThanMayBe() {
    List<String> names =
        IntStream.rangeClosed(0, Places.MAX_LOGS).mapToObj(i -> i + ".log").toList();
    assertThrows(IllegalArgumentException.class, () -> Places.in(names));
  }

  private static String at(int second, String text) {
    return NOON.plusSeconds(second) + " " + text;
  }

  private void log(String name, String... lines) throws IOException {
    Files.write(directory.resolve(name), List.of(lines));
  }

  private List<String> all(Start start, String... names) {
    try (Tailing tailing = new Tailing(directory, true);
        MergedReader reader = reader(tailing, start, NOW, names).readsAll()) {
      assertEquals(1, reader.begun);
      return reader.lines;
    }
  }

  private static MergedReader reader(Tailing tailing, Start start, End end, String... names) {
    Instant now = end.equals(NEVER) ? NOON : LATER;
    return new MergedReader(tailing, List.of(names), start, end, now);
  }
}
