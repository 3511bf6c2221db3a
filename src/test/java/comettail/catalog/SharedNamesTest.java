package comettail.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.file.LogSource;
import comettail.file.Sibling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logs in a directory share what was read of it, and none misses a change for that. */
final class SharedNamesTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  private static final List<String> PARTS =
      List.of(
          "app",
          "b",
          "2026-11-21",
          "20261122",
          "202611",
          "1732194000",
          "1",
          "17",
          "old",
          "log",
          "out",
          "a_20261121",
          "gz",
          "xz",
          "copy");

  @TempDir Path directory;
  private LogRoot root;

  @BeforeEach
  void makeRoot() {
    root = LogRoot.at(directory);
  }

  @Test
  void aDirectoryThatRestsIsReadOnceForAllItsLogs() throws IOException {
    write("app.log", "app.log.1", "web.log", "old/app.log.2");
    rest(LONG_AGO);
    assertEquals(List.of("app.log.1", "old/app.log.2"), segments("app.log"));
    write("web.log.1", "old/web.log.2");
    rest(LONG_AGO);
    assertEquals(List.of(), segments("web.log"));
    rest(FileTime.from(LONG_AGO.toInstant().plusSeconds(1)));
    assertEquals(List.of("old/web.log.2", "web.log.1"), segments("web.log"));
  }

  @Test
  void aChangeInADirectoryThatRestedIsSeenAtOnce() throws IOException {
    write("app.log", "web.log", "old/app.log.2");
    for (int i = 0; i < 50; i++) {
      rest(LONG_AGO);
      assertEquals(1, segments("app.log").size());
      assertEquals(0, segments("web.log").size());
      Files.move(directory.resolve("web.log"), directory.resolve("web.log.1"));
      assertEquals(List.of("web.log.1"), segments("web.log"));
      Files.move(directory.resolve("web.log.1"), directory.resolve("web.log"));
      assertEquals(0, segments("web.log").size());
      rest(LONG_AGO);
      assertEquals(1, segments("app.log").size());
      Files.move(directory.resolve("old/app.log.2"), directory.resolve("old/app.log.3"));
      assertEquals(List.of("old/app.log.3"), segments("app.log"));
      Files.move(directory.resolve("old/app.log.3"), directory.resolve("old/app.log.2"));
    }
  }

  @Test
  void aChangeInTheSameTickOfTheClockIsSeenAtOnce() throws IOException {
    FileTime tick = FileTime.from(Instant.now().plusSeconds(60)); // which lasts
    write("app.log");
    for (int i = 1; i < 50; i++) {
      write("app.log." + i);
      Files.setLastModifiedTime(directory, tick);
      assertEquals(i, segments("app.log").size());
    }
  }

  @Test
  void anotherDirectoryOfTheSameNameAndAgeIsRead() throws IOException {
    write("app/app.log", "app/app.log.1", "next/app.log", "next/app.log.2");
    for (String folder : List.of("app", "next")) {
      Files.setLastModifiedTime(directory.resolve(folder), LONG_AGO);
    }
    assertEquals(List.of("app.log.1"), segments("app/app.log"));
    Files.move(directory.resolve("app"), directory.resolve("before"));
    Files.move(directory.resolve("next"), directory.resolve("app"));
    assertEquals(List.of("app.log.2"), segments("app/app.log"));
  }

  @Test
  void everyNameOfASegmentIsFoundAmongMany() throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String name = name(random);
      if (Files.notExists(directory.resolve(name))) names.add(name);
      write(name);
    }
    List<String> logs = new ArrayList<>(names);
    for (String name : names) SegmentName.parse(name).ifPresent(found -> logs.add(found.log()));
    for (boolean rests : new boolean[] {false, true}) {
      if (rests) rest(LONG_AGO);
      for (String log : logs) {
        DirectoryNames read = root.names().in(directory, attributes());
        List<String> wanted = new ArrayList<>(names);
        wanted.removeIf(name -> !name.startsWith(log) && SegmentName.of(name, log).isEmpty());
        List<String> found = new ArrayList<>(read.of(Stem.of(log)));
        wanted.removeAll(found);
        assertEquals(List.of(), wanted, () -> "names of " + log + ", seed " + seed);
      }
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder(random.nextBoolean() ? "app" : "b");
    for (int parts = random.nextInt(5); parts > 0; parts--) {
      name.append("-._".charAt(random.nextInt(3)));
      name.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return name.toString();
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(directory, BasicFileAttributes.class);
  }

  private List<String> segments(String log) throws IOException {
    LogSource source = root.source(new LogName(log));
    return source.segments().stream().map(Sibling::fileName).sorted().toList();
  }

  /** Gives the directory and its archive the age {@code time}. */
  private void rest(FileTime time) throws IOException {
    Path archive = directory.resolve("old");
    if (Files.exists(archive)) Files.setLastModifiedTime(archive, time);
    Files.setLastModifiedTime(directory, time);
  }

  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      if (Files.notExists(file)) Files.writeString(file, "a line of " + name + "\n");
    }
  }
}
