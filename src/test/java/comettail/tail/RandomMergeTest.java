package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.file.Compression;
import comettail.harness.LogWriter;
import comettail.harness.Packer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Random logs are merged as a sort would merge them, from wherever a reader begins. */
final class RandomMergeTest {
  private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-23T10:00:00Z");

  /** How the lines of a log begin. */
  private static final List<Function<Instant, String>> FORMS =
      List.of(
          time -> time + " INFO ",
          time -> "{\"ts\":" + time.getEpochSecond() + ",\"msg\":\"x\"}",
          form("dd/MMM/yyyy:HH:mm:ss +0000", "127.0.0.1 - - [", "] \"GET / HTTP/1.1\" 200 "),
          form("MMM dd HH:mm:ss", "", " host cron[12]: "));

  @TempDir Path directory;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  /** A line with those that belong to it. */
  private record Entry(Instant time, int log, List<String> lines) {}

  private static Function<Instant, String> form(String pattern, String before, String after) {
    DateTimeFormatter form =
        DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    return time -> before + form.format(time) + after;
  }

  @RepeatedTest(20)
  void areSortedByTimeFromWhereverTheReaderBegins() {
    System.out.println("RandomMergeTest seed " + seed);
    boolean traces = random.nextBoolean();
    List<String> names = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    int logs = 1 + random.nextInt(5);
    for (int log = 0; log < logs; log++) {
      names.add("log" + log + ".log");
      entries.addAll(write(log, traces));
    }
    entries.sort(Comparator.comparing(Entry::time).thenComparing(Entry::log));
    List<String> expected = entries.stream().flatMap(entry -> entry.lines.stream()).toList();
    try (Tailing tailing = new Tailing(directory, true)) {
      MergedReader whole = read(tailing, names, new Start.FirstByte());
      assertEquals(expected, whole.lines);
      for (int i = 0; i < 10 && !expected.isEmpty(); i++) {
        int n = 1 + random.nextInt(expected.size());
        assertEquals(rest(expected, n), read(tailing, names, whole.after(n)).lines, "after " + n);
        int last = random.nextInt(expected.size() + 2);
        MergedReader end = read(tailing, names, new Start.LastLines(last));
        int first = Math.max(0, expected.size() - last);
        if (traces) assertEquals(expected.size() - first, end.lines.size());
        else assertEquals(rest(expected, first), end.lines, "the last " + last);
        Instant time = FIRST.plusSeconds(random.nextInt(1_000));
        Start from = new Start.AtTime(time.toEpochMilli(), ZoneOffset.UTC);
        int sooner =
            entries.stream()
                .filter(entry -> entry.time.isBefore(time))
                .mapToInt(entry -> entry.lines.size())
                .sum();
        assertEquals(rest(expected, sooner), read(tailing, names, from).lines, "from " + time);
      }
    }
  }

  private static List<String> rest(List<String> lines, int first) {
    return lines.subList(first, lines.size());
  }

  private static MergedReader read(Tailing tailing, List<String> names, Start start) {
    try (MergedReader reader = new MergedReader(tailing, names, start, new End.Now(), LATER)) {
      return reader.readsAll();
    }
  }

  /** Writes a log, in one file or more of which some are compressed, and returns what is in it. */
  private List<Entry> write(int log, boolean traces) {
    Function<Instant, String> form = FORMS.get(random.nextInt(FORMS.size()));
    List<Entry> entries = new ArrayList<>();
    String name = "log" + log + ".log";
    Path path = directory.resolve(name);
    Instant time = FIRST;
    int steps = 1 + random.nextInt(60);
    for (int files = random.nextInt(3); files >= 0; files--) {
      try (LogWriter writer = LogWriter.to(path)) {
        for (int left = 1 + random.nextInt(1_500); left > 0; left--) {
          if (random.nextInt(3) == 0) time = time.plusSeconds(random.nextInt(steps));
          String line = form.apply(time);
          if (!line.endsWith("}")) line += padding();
          List<String> lines = new ArrayList<>(List.of(line));
          while (traces && random.nextInt(4) == 0) lines.add("\tat trace " + lines.size());
          lines.forEach(writer::line);
          entries.add(new Entry(time, log, lines.stream().map(l -> name + ": " + l).toList()));
        }
        if (files == 0) continue;
        writer.rotateTo(name + "." + files);
        if (random.nextBoolean())
          Packer.pack(directory.resolve(name + "." + files), Compression.GZIP);
      }
    }
    return entries;
  }

  private String padding() {
    return random.nextInt(20) == 0 ? "" : "x".repeat(random.nextInt(200));
  }
}
