package comettail.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.Compression;
import comettail.filter.BadTermException;
import comettail.filter.LineFilter;
import comettail.filter.Term;
import comettail.harness.Await;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import comettail.line.Level;
import comettail.line.LogCharset;
import comettail.volume.Counting.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lines are counted over time as one counts them by hand, and no line twice without need. */
final class VolumesTest {
  private static final Question WHOLE = question(null, null, LineFilter.ALL);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void randomLogsAreCountedAsByHand(Compression compression) throws Exception {
    long seed = System.nanoTime();
    System.out.println("VolumesTest " + compression + " seed " + seed);
    Random random = new Random(seed);
    RandomLog log = new RandomLog(random).write(directory, 4, 8_000, compression);
    LineFilter filter =
        new LineFilter(List.of(Term.parse("order 7")), List.of(), Optional.empty(), false);
    try (Counting counting = new Counting(directory)) {
      check(log, counting.count("app.log", WHOLE), null);
      for (int i = 0; i < 20; i++) {
        Instant from = log.lines().get(random.nextInt(log.lines().size())).time();
        Instant to = from.plusSeconds(1 + random.nextInt(1_500));
        check(log, counting.count("app.log", question(from, to, filter)), "order 7");
        check(log, counting.count("app.log", question(from, null, LineFilter.ALL)), null);
        check(log, counting.count("app.log", question(null, to, LineFilter.ALL)), null);
      }
    }
  }

  /** Counts the lines within the buckets once more. */
  private static void check(RandomLog log, Volume volume, String found) {
    assertTrue(volume.progress().complete() && !volume.progress().sampled());
    assertEquals(volume.progress().ofBytes(), volume.progress().bytes());
    Grid grid = volume.grid();
    Counts[] byHand = new Counts[grid.buckets()];
    Arrays.setAll(byHand, i -> new Counts());
    for (RandomLog.Line line : log.lines()) {
      long time = line.time().toEpochMilli();
      int bucket = 0;
      while (bucket < grid.buckets() && time >= grid.start(bucket + 1)) bucket++;
      if (bucket == grid.buckets() || time < grid.from()) continue;
      byHand[bucket].addLine(line.level());
      if (found != null && line.text().contains(found)) byHand[bucket].addMatch();
    }
    for (int i = 0; i < grid.buckets(); i++) {
      Counts counts = volume.counts().get(i);
      String bucket = "bucket " + i + " of " + grid.buckets() + ", " + grid.step();
      assertEquals(byHand[i].lines(), counts.lines(), bucket);
      for (Level level : Level.values()) {
        assertEquals(byHand[i].of(level), counts.of(level), bucket + ", " + level);
      }
      if (found != null) assertEquals(byHand[i].matched(), counts.matched(), bucket + ", matched");
    }
  }

  @Test
  void whatWasCountedIsNotReadAgain() throws IOException {
    RandomLog log = new RandomLog(new Random(1)).write(directory, 3, 8_000, Compression.GZIP);
    try (Counting counting = new Counting(directory)) {
      counting.count("app.log", WHOLE);
      long read = counting.volumes().countedBytes();
      assertTrue(read > 0);
      check(log, counting.count("app.log", WHOLE), null);
      assertEquals(read, counting.volumes().countedBytes());
      List<String> more = log.segment(10);
      Files.write(directory.resolve("app.log"), more, java.nio.file.StandardOpenOption.APPEND);
      long bytes = String.join("\n", more).length() + 1;
      Await.until(
          Await.SOON,
          () ->
              counting.count("app.log", WHOLE).progress().bytes() > 0
                  && counting.volumes().countedBytes() == read + bytes,
          "what is new to be counted, and nothing else");
      check(log, counting.count("app.log", WHOLE), null);
    }
  }

  @Test
  void aSegmentIsKnownAgainUnderAnotherName() throws IOException {
    RandomLog log = new RandomLog(new Random(2));
    try (Counting counting = new Counting(directory);
        LogWriter writer = LogWriter.to(directory.resolve("app.log"))) {
      log.segment(2_000).forEach(writer::line);
      counting.count("app.log", WHOLE);
      long read = counting.volumes().countedBytes();
      writer.rotateTo("app.log.1");
      List<String> more = log.segment(50);
      more.forEach(writer::line);
      long bytes = String.join("\n", more).length() + 1;
      Await.until(
          Await.SOON,
          () -> {
            counting.count("app.log", WHOLE);
            return counting.volumes().countedBytes() >= read + bytes;
          },
          "what is new to be counted");
      assertEquals(read + bytes, counting.volumes().countedBytes());
      check(log, counting.count("app.log", WHOLE), null);
    }
  }

  @Test
  void whatWasWrittenOverIsCountedAnew() throws IOException {
    RandomLog before = new RandomLog(new Random(3)).write(directory, 1, 8_000, Compression.NONE);
    RandomLog after = new RandomLog(new Random(4));
    try (Counting counting = new Counting(directory)) {
      check(before, counting.count("app.log", WHOLE), null);
      Files.write(directory.resolve("app.log"), after.segment(9_000));
      Await.until(
          Await.SOON,
          () -> lines(counting.count("app.log", WHOLE)) == 9_000,
          "the new lines to be counted");
      check(after, counting.count("app.log", WHOLE), null);
    }
  }

  @Test
  void aLogWithoutTimesSaysSo() throws IOException {
    Files.writeString(directory.resolve("app.log"), "one\ntwo\n");
    Files.writeString(directory.resolve("empty.log"), "");
    try (Counting counting = new Counting(directory)) {
      assertTrue(counting.count("app.log", WHOLE).isTimeless());
      assertTrue(counting.count("empty.log", WHOLE).isTimeless());
    }
  }

  @Test
  void aLargeLogIsEstimatedAtFirst() throws IOException {
    RandomLog log = new RandomLog(new Random(5), 400);
    Files.write(directory.resolve("app.log"), log.segment(50_000));
    try (Counting counting = new Counting(directory)) {
      Volume soon = counting.ask("app.log", WHOLE, Duration.ZERO).answer.join();
      assertTrue(soon.progress().sampled() && !soon.progress().complete());
      assertTrue(soon.progress().bytes() < soon.progress().ofBytes());
      check(log, counting.count("app.log", WHOLE), null);
    }
  }

  private static long lines(Volume volume) {
    return volume.counts().stream().mapToLong(Counts::lines).sum();
  }

  @Test
  void whoeverLeavesStopsTheCountAndWhoComesBackGoesOn() throws IOException {
    RandomLog log = new RandomLog(new Random(6), 400);
    Files.write(directory.resolve("app.log"), log.segment(50_000));
    try (Counting counting = new Counting(directory)) {
      Waiting waiting = counting.ask("app.log", WHOLE, Duration.ofMinutes(1));
      Await.until(Await.SOON, () -> counting.volumes().countedBytes() > 0, "some of it");
      waiting.gone = true;
      Await.until(Await.SOON, () -> counting.volumes().running() == 0, "the end of the count");
      long read = counting.volumes().countedBytes();
      assertFalse(waiting.answer.isDone());
      check(log, counting.count("app.log", WHOLE), null);
      assertTrue(read < Files.size(directory.resolve("app.log")));
      assertEquals(Files.size(directory.resolve("app.log")), counting.volumes().countedBytes());
    }
  }

  @Test
  void thoseWhoAskTheSameShareACount() throws IOException {
    RandomLog log = new RandomLog(new Random(7), 400);
    Files.write(directory.resolve("app.log"), log.segment(50_000));
    try (Counting counting = new Counting(directory)) {
      List<Waiting> waiting = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        waiting.add(counting.ask("app.log", WHOLE, Duration.ofMinutes(1)));
      }
      Volume first = waiting.get(0).answer.join();
      for (Waiting other : waiting) assertSame(first, other.answer.join());
      assertEquals(Files.size(directory.resolve("app.log")), counting.volumes().countedBytes());
    }
  }

  @Test
  void moreCountsThanThereMayBeAreRefused() throws IOException {
    Files.writeString(directory.resolve("app.log"), "one\n");
    try (Counting counting = new Counting(directory, 0)) {
      var full =
          assertThrows(
              Volumes.FullException.class, () -> counting.ask("app.log", WHOLE, Duration.ZERO));
      assertEquals("There are 0 logs being counted, as many as there may be.", full.getMessage());
    }
  }

  @Test
  void aLongLineIsOneLineAndAPatternIsFoundInItOnce() throws IOException, BadTermException {
    String text = "2026-11-22T10:00:00Z WARN x " + "y".repeat(300_000) + " end\n";
    Files.writeString(directory.resolve("app.log"), text.repeat(3));
    LineFilter filter =
        new LineFilter(List.of(Term.parse("end")), List.of(), Optional.empty(), false);
    try (Counting counting = new Counting(directory)) {
      Counts counts = counting.count("app.log", question(null, null, filter)).counts().get(0);
      assertEquals(3, counts.of(Level.WARN));
      assertEquals(3, counts.matched());
    }
  }

  @Test
  void whatCantBeUnpackedIsSaidToBeLost() throws IOException {
    RandomLog log = new RandomLog(new Random(8)).write(directory, 1, 100, Compression.NONE);
    byte[] packed =
        Packer.packed("x".repeat(99_999).getBytes(StandardCharsets.UTF_8), Compression.GZIP);
    packed[packed.length / 2] ^= 0x55;
    packed[12] ^= 0x55;
    Files.write(directory.resolve("app.log.1.gz"), packed);
    try (Counting counting = new Counting(directory)) {
      Volume volume = counting.count("app.log", WHOLE);
      assertEquals(log.lines().size(), lines(volume));
      assertEquals(packed.length, volume.progress().lostBytes());
    }
  }

  private static Question question(Instant from, Instant to, LineFilter filter) {
    ZoneId zone = ZoneOffset.UTC;
    return new Question(
        LogCharset.UTF_8,
        from == null ? OptionalLong.empty() : OptionalLong.of(from.toEpochMilli()),
        to == null ? OptionalLong.empty() : OptionalLong.of(to.toEpochMilli()),
        Step.SECOND,
        120,
        filter,
        zone);
  }
}
