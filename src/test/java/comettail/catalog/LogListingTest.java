package comettail.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.LogSource;
import comettail.file.Sibling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log is listed once, with all its segments, and no two logs are taken for one. */
final class LogListingTest {
  @TempDir Path root;
  private long minute = 1_000_000;

  @Test
  void aLogIsListedOnceWithItsSegmentsNewestFirst() throws IOException {
    write("app.log.2.gz", "old/app.log.3.gz", "app.log.1", "app.log.1.gz", "other.log", "app.log");
    Listing listing = list();
    assertEquals(List.of("app.log", "other.log"), namesOf(listing));
    LogEntry log = listing.logs().get(0);
    assertEquals(Optional.of("app.log"), log.file().map(file -> file.name().text()));
    assertEquals(List.of("app.log.1", "app.log.2.gz", "old/app.log.3.gz"), segmentsOf(log));
    assertEquals("a line of app.log\n".length(), log.size());
    assertEquals(
        "a line of app.log\na line of app.log.1\na line of app.log.2.gz\na line of old/app.log.3.gz\n"
            .length(),
        log.totalSize());
    assertEquals(log.file().orElseThrow().modified(), log.modified());
  }

  @Test
  void aLogWhoseNamesCarryTheDateHasTheNewestForItsFile() throws IOException {
    write("catalina.2026-11-20.log.gz", "catalina.2026-11-21.log", "catalina.2026-11-22.log");
    LogEntry log = list().logs().get(0);
    assertEquals("catalina.log", log.name().text());
    assertEquals("catalina.2026-11-22.log", log.file().orElseThrow().name().text());
    assertEquals(List.of("catalina.2026-11-21.log", "catalina.2026-11-20.log.gz"), segmentsOf(log));
  }

  @Test
  void aLogWithoutACurrentFileIsListedWithWhatItHas() throws IOException {
    write("app.log.2", "app.log.1");
    LogEntry log = list().logs().get(0);
    assertEquals("app.log", log.name().text());
    assertEquals(Optional.empty(), log.file());
    assertEquals(0, log.size());
    assertTrue(log.totalSize() > 0);
    assertEquals(List.of("app.log.1", "app.log.2"), segmentsOf(log));
  }

  @Test
  void aFileWithTwoNamesIsListedOnceInItsLog() throws IOException {
    write("app-2026-11-20.log", "app-2026-11-21.log");
    Files.createSymbolicLink(root.resolve("app.log"), Path.of("app-2026-11-21.log"));
    Files.createLink(root.resolve("app.log.1"), root.resolve("app-2026-11-20.log"));
    Files.createSymbolicLink(root.resolve("app.log.2"), root.resolve("app.log.1"));
    LogEntry log = list().logs().get(0);
    assertEquals("app.log", log.file().orElseThrow().name().text());
    assertEquals(1, log.segments().size());
  }

  @Test
  void whatCannotBeReadAsASegmentIsAFileLikeOthers() throws IOException {
    write("app.log", "app.log.1.bz2", "app.2026-11-21.log.zip", "app.log.gz");
    assertEquals(4, list().logs().size());
  }

  @Test
  void theFilesOfAMachineAreGroupedAsTheyBelong() {
    Map<String, List<String>> logs =
        grouped(
            "syslog syslog.1 syslog.2.gz kern.log kern.log.1 auth.log messages-20261115"
                + " messages-20261122.gz messages btmp btmp.1 wtmp dmesg dmesg.0 dmesg.1.gz"
                + " Xorg.0.log Xorg.0.log.old Xorg.1.log apt/history.log apt/history.log.1.gz"
                + " apt/term.log worker-1.log worker-2.log worker-1.log.1 jobs/worker.1"
                + " jobs/worker.2 samba/log.10.0.0.5 samba/log.10.0.0.6 samba/log.smbd"
                + " samba/log.smbd.old hosts/10.0.0.1 hosts/10.0.0.2 sysstat/sa20 sysstat/sa21"
                + " tomcat/catalina.out tomcat/catalina.out-20261121.gz"
                + " tomcat/catalina.2026-11-21.log tomcat/catalina.2026-11-22.log"
                + " tomcat/localhost.2026-11-22.log tomcat/localhost_access_log.2026-11-21.txt"
                + " tomcat/localhost_access_log.2026-11-22.txt"
                + " nginx/access.log nginx/access.log.1 nginx/access.log.2.gz nginx/error.log"
                + " pg/postgresql-15-main.log pg/postgresql-15-main.log.1"
                + " pg/postgresql-Mon.log pg/postgresql-Tue.log"
                + " vm/vmware-root.log vm/vmware-root.1.log vm/vmware-root.2.log"
                + " shop/shop.log shop/2026-10/shop-10-31-2026-1.log.gz"
                + " shop/2026-11/shop-11-01-2026-1.log.gz shop/2026-11/shop-11-01-2026-2.log.gz"
                + " web/2026-11-21/web.log web/2026-11-22/web.log"
                + " rolled/archive/job-2026-11-20.log rolled/archive/job-2026-11-21.log");
    Map<String, List<String>> expected = new TreeMap<>();
    for (String alone :
        ("kern.log=1 auth.log=0 wtmp=0 btmp=1 syslog=2 messages=2 dmesg=2 Xorg.0.log=1 Xorg.1.log=0"
                + " apt/history.log=1 apt/term.log=0 worker-1.log=1 worker-2.log=0 jobs/worker.1=0"
                + " jobs/worker.2=0 samba/log.10.0.0.5=0 samba/log.10.0.0.6=0 samba/log.smbd=1"
                + " hosts/10.0.0.1=0 hosts/10.0.0.2=0 sysstat/sa20=0 sysstat/sa21=0"
                + " tomcat/catalina.out=1 tomcat/catalina.log=1 tomcat/localhost.log=0"
                + " tomcat/localhost_access_log.txt=1 nginx/access.log=2 nginx/error.log=0"
                + " pg/postgresql-15-main.log=1 pg/postgresql-Mon.log=0 pg/postgresql-Tue.log=0"
                + " vm/vmware-root.log=2 shop/shop.log=3 web/2026-11-21/web.log=0"
                + " web/2026-11-22/web.log=0 rolled/archive/job.log=1")
            .split(" ")) {
      String[] nameAndSegments = alone.split("=");
      expected.put(nameAndSegments[0], List.of(nameAndSegments[1]));
    }
    Map<String, List<String>> counted = new TreeMap<>();
    logs.forEach((log, segments) -> counted.put(log, List.of("" + segments.size())));
    assertEquals(expected, counted);
    assertEquals(List.of("Xorg.0.log.old"), logs.get("Xorg.0.log"));
    assertEquals(List.of("worker-1.log.1"), logs.get("worker-1.log"));
  }

  /** Each file is looked at once, where it was found; what belongs together is told by its name. */
  @Test
  @Timeout(60)
  void aDirectoryOfTenThousandFilesTakesOneWalk() throws IOException {
    List<LogGrouping.Found> nowhere = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      nowhere.add(found(i % 2 == 0 ? "app.log." + (i + 1) : "app-" + i + ".log"));
    }
    assertEquals(5_001, LogGrouping.logsOf(nowhere).size());
    for (int i = 0; i < 10_000; i++) Files.createFile(root.resolve("app.log." + (i + 1)));
    LogEntry log = new LogListing(LogRoot.at(root), 20_000).list().logs().get(0);
    assertEquals(10_000, log.segments().size());
    Listing part = new LogListing(LogRoot.at(root), 100).list();
    assertEquals(100, part.logs().get(0).segments().size());
    assertTrue(part.truncated());
  }

  @Test
  void whatIsListedIsWhatIsRead() throws IOException {
    long seed = System.nanoTime();
    System.out.println("LogListingTest seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < 100; run++) {
      Path directory = Files.createDirectory(root.resolve("run" + run));
      for (int n = random.nextInt(12); n >= 0; n--) {
        Path file = directory.resolve(name(random));
        Files.createDirectories(file.getParent());
        Files.writeString(file, file.toString());
        Instant time = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(20));
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
      LogRoot logs = LogRoot.at(directory);
      for (LogEntry log : new LogListing(logs, 100).list().logs()) {
        LogSource source = logs.source(log.name());
        List<String> segments = new ArrayList<>(segmentsOf(log));
        Collections.reverse(segments);
        String folder = log.name().text().replaceAll("[^/]*$", "");
        List<String> found =
            source.segments().stream().map(Sibling::fileName).map(folder::concat).toList();
        String what = "seed " + seed + " " + log;
        if (!source.grows()) { // a compressed file alone: its only file is read as a segment
          assertEquals(List.of(log.name().text()), found, what);
          assertEquals(log.name(), log.file().orElseThrow().name(), what);
          continue;
        }
        assertEquals(segments, found, what);
        assertEquals(log.file().map(LogFile::size), sizeOf(source), what);
      }
    }
  }

  private static String name(Random random) {
    String[] folders = {"", "", "", "old/", "2026-11/"};
    String[] logs = {"app@.log", "app@.log", "syslog@", "worker@.log"};
    String[] stamps = {"", ".#", ".1#", "-#", "-2026-11-1#", ".2026-11-1#.#", "-2026111#"};
    String[] ends = {"", ".#", ".old", ".gz", "-2026-11-1#", ".zip"};
    String name = pick(folders, random) + pick(logs, random) + pick(ends, random);
    String stamped = name.replace("@", pick(stamps, random));
    StringBuilder filled = new StringBuilder();
    for (char c : stamped.toCharArray()) {
      filled.append(c == '#' ? (char) ('1' + random.nextInt(3)) : c);
    }
    return filled.toString();
  }

  private static String pick(String[] choices, Random random) {
    return choices[random.nextInt(choices.length)];
  }

  private static Optional<Long> sizeOf(LogSource source) throws IOException {
    try {
      return Optional.of(source.look().size());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private static Map<String, List<String>> grouped(String names) {
    List<LogGrouping.Found> files = Stream.of(names.split(" ")).map(LogListingTest::found).toList();
    return LogGrouping.logsOf(files).stream()
        .collect(Collectors.toMap(log -> log.name().text(), LogListingTest::segmentsOf));
  }

  private static LogGrouping.Found found(String name) {
    LogFile file = new LogFile(new LogName(name), 1, Instant.EPOCH);
    return new LogGrouping.Found(file, name, false);
  }

  private static List<String> namesOf(Listing listing) {
    return listing.logs().stream().map(log -> log.name().text()).toList();
  }

  private static List<String> segmentsOf(LogEntry log) {
    return log.segments().stream().map(segment -> segment.name().text()).toList();
  }

  private Listing list() throws IOException {
    return new LogListing(LogRoot.at(root), 100).list();
  }

  /** Writes files, each a minute younger than the one before. */
  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "a line of " + name + "\n");
      Files.setLastModifiedTime(file, FileTime.from(minute++, TimeUnit.MINUTES));
    }
  }
}
