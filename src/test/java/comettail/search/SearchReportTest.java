package comettail.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.search.SpringLog.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the benchmark makes of the runs that it is given; nothing is measured here. */
class SearchReportTest {
  private static final Contestant OURS = new Ours();
  private static final SpringLog LOG = new SpringLog(2_000_000_000, new Place("10:00", 7));
  private static final Logs LOGS = new Logs(Path.of("nowhere"), LOG, LOG);

  private final Results results = new Results();

  @Test
  void theTableHasTheMedianOfTheRoundsAndHowItCompares() {
    Row literal = row("literal");
    for (double seconds : List.of(9.0, 0.5, 0.4)) results.add(literal, OURS, run(seconds));
    results.add(literal, ShellTool.GNU, run(1));
    results.add(literal, ShellTool.GNU_BYTES, run(2));
    results.note(literal, ShellTool.RIPGREP, "not installed");
    String table = table(literal);
    assertTrue(
        table.contains("| 500 ms, 4,000 MB/s<br>0.50 × grep ✓<br>0.25 × grep of bytes |"), table);
    assertTrue(table.contains("| 1.00 s, 2,000 MB/s | not installed |"), table);
  }

  @Test
  void whoIsSlowerThanGrepMissesTheGoal() {
    Row literal = row("literal");
    results.add(literal, OURS, run(1.5));
    assertFalse(table(literal).contains("✗"), "nobody to compare with");
    results.add(literal, ShellTool.GNU, run(1));
    assertTrue(table(literal).contains("1.50 × grep ✗"), table(literal));
  }

  @Test
  void whatACoreDoesIsCountedByTheTimeThatTheServerIsBusy() {
    Row row = row("no-literal");
    results.add(row, OURS, run(4).withBusySeconds(8));
    assertTrue(table(row).contains("| 4.00 s, 500 MB/s<br>250 MB/s a core ✓ |"), table(row));
  }

  @Test
  void aRefusalIsToldByItsStatus() {
    Row context = row("context");
    String said = "curl: (22) The requested URL returned error: 400";
    results.add(context, OURS, new Run(0.1, 0, 0, 0, said));
    assertTrue(table(context).contains("| refused: 400 |"), table(context));
    assertFalse(results.differ(context));
  }

  @Test
  void anotherOutputIsTold() {
    Row literal = row("literal");
    results.add(literal, OURS, run(1));
    results.add(literal, ShellTool.GNU, run(1));
    assertFalse(results.differ(literal));
    results.add(literal, ShellTool.RIPGREP, new Run(1, 0, 5, 4711, ""));
    assertTrue(results.differ(literal));
    assertTrue(table(literal).contains("**not the same output**"), table(literal));
  }

  @Test
  void timesHaveThreeDigits() {
    assertEquals("12.3 s", SearchTable.time(12.34));
    assertEquals("999 ms", SearchTable.time(0.999));
    assertEquals("1.23 ms", SearchTable.time(0.001234));
  }

  @Test
  void aCommandIsRunInTheDirectoryOfTheLogsAndItsOutputLookedAt(@TempDir Path root)
      throws IOException {
    Files.writeString(root.resolve("app.log"), "one\ntwo\nthree\n");
    Run found = Run.of(List.of("grep", "t", "app.log"), root);
    assertEquals(10, found.bytes());
    assertTrue(found.printedWhat(Run.of(List.of("tail", "-n", "2", "app.log"), root)));
    assertFalse(found.printedWhat(Run.of(List.of("grep", "-v", "t", "app.log"), root)));
    assertEquals("", Run.of(List.of("grep", "nothing", "app.log"), root).fault());
    assertFalse(Run.of(List.of("grep", "t", "no.log"), root).fault().isEmpty());
  }

  @Test
  void aLogIsTheSameWheneverItIsWritten(@TempDir Path root) throws IOException {
    Path log = root.resolve("app.log");
    SpringLog first = SpringLog.write(log, 3_000_000);
    assertEquals(first, SpringLog.write(root.resolve("again.log"), 3_000_000));
    assertEquals(-1, Files.mismatch(log, root.resolve("again.log")));
    assertEquals(Files.size(log), first.bytes());
    String bytes = Files.readString(log, StandardCharsets.ISO_8859_1);
    int middle = bytes.lastIndexOf('\n', (int) first.middle().end() - 2) + 1;
    assertEquals(middle, bytes.indexOf(first.middle().time()), "the first of its time");
  }

  @Test
  void aPartOfTheRowsDoesNotGoOverTheDocuments() {
    assertEquals("docs", SearchOptions.parse().directory().toString());
    assertEquals("target/search", SearchOptions.parse("--quick").directory().toString());
    assertEquals("target/search", SearchOptions.parse("literal").directory().toString());
    assertThrows(IllegalArgumentException.class, () -> SearchOptions.parse("no-such-row"));
  }

  @Test
  void everyRowHasANameOfItsOwn() {
    Set<String> ids = new TreeSet<>();
    for (Row row : Rows.all()) assertTrue(ids.add(row.id()), row.id() + " twice");
  }

  @Test
  void theJsonHasEveryRound() {
    Row literal = row("literal");
    results.add(literal, OURS, run(0.5));
    results.add(literal, OURS, run(0.25));
    SearchOptions options = new SearchOptions(List.of(literal), true);
    Report report = new Report(options, LOGS, List.of(OURS), results, Map.of("cores", "2"));
    String json = new SearchJson(report).toString();
    assertTrue(json.contains("\"seconds\": [0.5, 0.25]"), json);
  }

  private String table(Row row) {
    List<Contestant> contestants = List.of(OURS, ShellTool.GNU, ShellTool.RIPGREP);
    return new SearchTable(List.of(row), contestants, LOGS, results).toString();
  }

  private static Row row(String id) {
    return Rows.all().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }

  private static Run run(double seconds) {
    return new Run(seconds, 0, 5, 17, "");
  }

  /** Comet Tail, which has been measured already. */
  private record Ours() implements Contestant {
    @Override
    public String id() {
      return "ours";
    }

    @Override
    public String title() {
      return "ours";
    }

    @Override
    public Optional<String> absence() {
      return Optional.empty();
    }

    @Override
    public boolean takes(Row row) {
      return true;
    }

    @Override
    public Run run(Row row, Logs logs) {
      throw new IllegalStateException("nothing is measured here");
    }

    @Override
    public boolean isOurs() {
      return true;
    }

    @Override
    public void close() {
      // It never began.
    }
  }
}
