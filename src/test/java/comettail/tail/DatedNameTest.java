package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.LogWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that is a new file with a new name each day is followed over midnight. */
final class DatedNameTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLogIsFollowedOverMidnight(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch);
        LogWriter first = tailing.writer("catalina.2026-11-21.log")) {
      first.line("before midnight");
      CollectingReader reader = tailing.lines("catalina.log", new Start.FirstByte());
      reader.awaits("before midnight");
      try (LogWriter second = tailing.writer("catalina.2026-11-22.log")) {
        second.line("after midnight");
        reader.awaits("after midnight");
        first.line("a late line of the old day");
        reader.awaits("a late line of the old day");
        second.lines(100);
        reader.awaits(numbered(100));
      }
      assertEquals(
          List.of("before midnight", "(rotated)", "after midnight", "a late line of the old day"),
          reader.lines().subList(0, 4));
      assertEquals(104, reader.lines().size());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMonthIsFollowedFromDayToDay(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch)) {
      tailing.writer("app-2026-11-01.log").close();
      CollectingReader reader = tailing.lines("app.log", new Start.FirstByte());
      for (int day = 1; day <= 30; day++) {
        try (LogWriter log = tailing.writer("app-2026-11-%02d.log".formatted(day))) {
          log.line("day " + day);
        }
        reader.awaits("day " + day);
      }
      List<String> days = Stream.iterate(1, n -> n + 1).limit(30).map(n -> "day " + n).toList();
      assertEquals(days, reader.lines().stream().filter(line -> line.startsWith("day")).toList());
    }
  }
}
