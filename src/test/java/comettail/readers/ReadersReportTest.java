package comettail.readers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.bench.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What the benchmark makes of the figures that it is given; nothing is measured here. */
class ReadersReportTest {
  private static final Contestant FLOOR = new Named("floor", false);
  private static final Contestant JETTY = new Named("jetty", true);
  private static final Contestant TOMCAT = new Named("tomcat11", true);

  private final Results results = new Results();

  @Test
  void aSampleHasTheNumbersThatTheLoadProgramPrints() {
    Sample sample = Sample.parse("{\"p50Millis\":0.1152,\"lost\":0,\"bytesPerStream\":-12}");
    assertEquals(0.1152, sample.get("p50Millis"));
    assertEquals(-12, sample.get("bytesPerStream"));
    assertEquals(0, sample.get("none such"));
    assertThrows(IllegalArgumentException.class, () -> Sample.parse("load: can't connect"));
  }

  @Test
  void theTableHasTheMedianOfTheRounds() {
    Cell cell = Cell.of(List.of(p99(9), p99(1), p99(4)));
    assertEquals(4, cell.value(Figure.P99));
  }

  @Test
  void aLineLostInOneRoundIsLost() {
    Cell cell = Cell.of(List.of(p99(1), p99(1).with("late", 2), p99(1).with("repeated", 1)));
    assertEquals(3, cell.value(Figure.FAULTS));
    assertFalse(Goal.nothingLost().isReached(cell.value(Figure.FAULTS), 0));
  }

  @Test
  void aGoalIsReachedAtItsBoundAndMissedBeyondIt() {
    Goal atMost = Goal.atMost(Figure.P99, 20);
    assertTrue(atMost.isReached(20, 0));
    assertFalse(atMost.isReached(20.1, 0));
    Goal atLeast = Goal.atLeast(Figure.LOG_RATE, 0.5, Reference.other("nginx", "nginx's"));
    assertTrue(atLeast.isReached(500, 1000));
    assertFalse(atLeast.isReached(499, 1000));
  }

  @Test
  void aGoalSaysItselfWhatItIs() {
    assertEquals("nothing lost", Goal.nothingLost().toString());
    assertEquals("p99 ≤ 20 ms", Goal.atMost(Figure.P99, 20).toString());
    assertEquals(
        "CPU a line ≤ 1.25 × the floor's",
        Goal.atMost(Figure.CPU, 1.25, Reference.FLOOR).toString());
    assertEquals(
        "a stream ≤ 20 KB on jetty", Goal.atMost(Figure.MEMORY, 20e3).on("jetty").toString());
    assertEquals("log ≥ 300 MB/s", Goal.atLeast(Figure.LOG_RATE, 300e6).toString());
  }

  @Test
  void theTableComparesWithWhatTheGoalNames() {
    Row row = row("text");
    results.add(row, "floor", cpu(0.6));
    results.add(row, "jetty", cpu(0.72));
    results.add(row, "tomcat11", cpu(0.9));
    String table = table(row);
    assertTrue(table.contains("CPU a line 0.72 µs (1.20 ×) ✓"), table);
    assertTrue(table.contains("CPU a line 0.90 µs (1.50 ×) ✗"), table);
    assertTrue(table.contains("CPU a line 0.60 µs |"), "the floor has no goal: " + table);
  }

  @Test
  void nothingIsSaidOfAGoalWhoseReferenceIsNotMeasured() {
    Row row = row("text");
    results.note(row, "floor", "not installed");
    results.add(row, "jetty", cpu(0.72));
    String table = table(row);
    assertTrue(table.contains("CPU a line 0.72 µs |"), table);
    assertTrue(table.contains("| not installed |"), table);
    assertTrue(
        results.isReached(row, "jetty", Goal.atMost(Figure.CPU, 1, Reference.FLOOR)).isEmpty());
  }

  @Test
  void aWriterThatCouldNotKeepItsPaceIsTold() {
    Row row = row("text");
    results.add(row, "floor", cpu(0.6));
    results.add(row, "jetty", cpu(0.6).with("linesPerSecond", 900));
    String table = table(row);
    assertTrue(table.contains("only 900 lines/s"), table);
    assertEquals(table.indexOf("only"), table.lastIndexOf("only"), table);
  }

  @Test
  void aGoalOfAnotherContainerDoesNotCount() {
    Row memory = row("memory");
    Sample sample = new Sample(Map.of("bytesPerStream", 100e3));
    results.add(memory, "jetty", sample);
    results.add(memory, "tomcat11", sample);
    String table = table(memory);
    assertTrue(table.contains("| a stream 100 KB ✗ | a stream 100 KB ✓ |"), table);
  }

  @Test
  void everyReferenceNamesARowThatThereIs() {
    List<String> ids = Rows.all().stream().map(Row::id).toList();
    assertEquals(ids.size(), Stream.of(ids.toArray()).distinct().count(), "twice: " + ids);
    for (Row row : Rows.all()) {
      for (Goal goal : row.goals()) {
        String other = goal.reference().map(Reference::row).orElse("");
        assertTrue(other.isEmpty() || ids.contains(other), row.id() + " refers to " + other);
      }
    }
    for (int clients : Rows.CLIENTS) assertTrue(ids.contains(Rows.clientsId(clients)));
    for (int logs : Rows.LOGS) assertTrue(ids.contains(Rows.logsId(logs)));
  }

  @Test
  void theChartHasAPointForEachThatWasMeasured() throws Exception {
    for (int clients : Rows.CLIENTS) {
      results.add(row(Rows.clientsId(clients)), "floor", cpu(0.5));
      if (clients > 10) results.add(row(Rows.clientsId(clients)), "jetty", cpu(0.75));
    }
    String svg = new GrowthChart(List.of(FLOOR, JETTY), results).toString();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertEquals("svg", document.getDocumentElement().getTagName());
    // Two in the legend, four and three of one log, and one and one of 1,000 readers of one log.
    assertEquals(2 + 7 + 2, document.getElementsByTagName("circle").getLength());
    assertFalse(svg.contains("NaN"), svg);
  }

  @Test
  void theScaleOfTheChartHasRoundSteps() {
    assertEquals(0.25, GrowthChart.niceStep(0.21), 1e-9);
    assertEquals(1, GrowthChart.niceStep(0.6), 1e-9);
    assertEquals(5, GrowthChart.niceStep(5), 1e-9);
  }

  @Test
  void jsonIsQuotedAsItMustBe() {
    assertEquals(
        "{\"a \\\"b\\\"\": [1, 0.5, true, \"\\\\ \\u000a\"]}\n",
        Json.of(Map.of("a \"b\"", List.of(1, 0.5, true, "\\ \n"))));
  }

  @Test
  void aPartOfTheRowsDoesNotGoOverTheDocuments() {
    assertEquals("docs", ReadersOptions.parse().directory().toString());
    assertEquals("target/readers", ReadersOptions.parse("--quick").directory().toString());
    assertEquals("target/readers", ReadersOptions.parse("text").directory().toString());
    assertThrows(IllegalArgumentException.class, () -> ReadersOptions.parse("no-such-row"));
    assertThrows(
        IllegalArgumentException.class, () -> ReadersOptions.parse("--servers", "no-such"));
  }

  private String table(Row row) {
    List<Contestant> contestants = List.of(FLOOR, JETTY, TOMCAT);
    return new ReadersTable(List.of(row), Column.of(contestants), results).toString();
  }

  private static Row row(String id) {
    return Rows.all().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }

  private static Sample p99(double millis) {
    return new Sample(Map.of("p99Millis", millis));
  }

  private static Sample cpu(double micros) {
    return new Sample(Map.of("cpuMicrosPerLine", micros, "linesPerSecond", 1000.0));
  }

  /** A contestant that has been measured already. */
  private record Named(String id, boolean isOurs) implements Contestant {
    @Override
    public String title() {
      return id;
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
    public Service serve(Row row, String name) {
      throw new IllegalStateException("nothing is measured here");
    }

    @Override
    public void close() {
      // It never began.
    }
  }
}
