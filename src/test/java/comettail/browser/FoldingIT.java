package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** A reader folds stack traces, opens one of them, and loses neither a line nor the place. */
class FoldingIT {
  private static final String ROWS = "section > div:not([hidden]), section > details";

  /** The top edge of the line of this text. */
  private static final String TOP =
      "return Math.round([...stream.querySelectorAll('section > div')]"
          + ".find(line => line.textContent === arguments[0]).getBoundingClientRect().top)";

  @TempDir static Path root;
  private static Container container;

  @BeforeAll
  static void serve() {
    container = Container.jetty().root(root).start();
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  @OnEveryEngine
  void aKeyAndAButtonFoldAndUnfoldWhichTheAddressRemembers(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "switch.log")) {
      log.text("start\n" + trace("failed", 3) + "end\n");
      List<String> all = List.of("start", "failed", "\tat 1", "\tat 2", "\tat 3", "end");
      List<String> folded = List.of("start", "failed", "… 3 more lines", "end");
      ViewerPage viewer = open(browser, log, "").awaitLastLine("end");
      assertEquals(all, rows(viewer));
      viewer.type("z");
      awaitRows(viewer, folded);
      assertEquals(all, viewer.lines());
      assertTrue(viewer.address().endsWith("&fold=on"), viewer.address());
      browser.driver().navigate().refresh();
      viewer.awaitLastLine("end");
      awaitRows(viewer, folded);
      browser.driver().findElement(By.id("fold")).click();
      awaitRows(viewer, all);
      assertFalse(viewer.address().contains("fold"), viewer.address());
    }
  }

  @OnEveryEngine
  void aSingleLineTakesNoMoreRoomThanAMarkerAndStays(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "single.log")) {
      log.text(trace("failed", 1) + "}\n");
      ViewerPage viewer = open(browser, log, "&fold=on").awaitLastLine("}");
      awaitRows(viewer, List.of("failed", "… 2 more lines"));
      log.text(trace("once more", 1) + "end\n");
      viewer.awaitLastLine("end");
      awaitRows(viewer, List.of("failed", "… 2 more lines", "once more", "\tat 1", "end"));
    }
  }

  @OnEveryEngine
  void aMarkerOpensAndClosesByClickAndByKeyAndStaysWhereItIs(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "marker.log")) {
      log.lines(100);
      log.text(trace("failed", 40));
      log.lines(10);
      ViewerPage viewer = open(browser, log, "&fold=on").awaitLastLine("line 110");
      awaitRow(viewer, "… 40 more lines");
      Object place = markerTop(viewer);
      click(browser, viewer);
      awaitRow(viewer, "▾ 40 lines");
      assertEquals(place, markerTop(viewer));
      assertEquals(152, rows(viewer).size());
      viewer.awaitLastLine(log.lines(5));
      viewer.awaitNewLines("5 new lines");
      assertEquals(place, markerTop(viewer));
      viewer.run("stream.querySelector('summary').focus()");
      new Actions(browser.driver()).sendKeys(Keys.ENTER).perform();
      awaitRow(viewer, "… 40 more lines");
      assertEquals(117, rows(viewer).size());
    }
  }

  @OnEveryEngine
  void aFoldedGroupThatGrowsStaysFoldedAndNothingMoves(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "grows.log")) {
      log.lines(200);
      log.text(trace("failed", 3));
      ViewerPage viewer = open(browser, log, "&fold=on");
      awaitRow(viewer, "… 3 more lines");
      Object top = markerTop(viewer);
      for (int lines = 5; lines < 45; lines += 8) {
        log.text("\tat more\n".repeat(lines == 5 ? 2 : 8));
        awaitRow(viewer, "… " + lines + " more lines");
        assertEquals(0, viewer.fromBottom());
        assertEquals(top, markerTop(viewer));
      }
      viewer.scrollUp(1_000);
      String place = viewer.place();
      log.text("\tat more\n".repeat(63));
      awaitRow(viewer, "… 100 more lines");
      viewer.awaitNewLines("63 new lines");
      assertEquals(place, viewer.place());
    }
  }

  @OnEveryEngine
  void anOpenGroupThatGrowsStaysOpen(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "open.log")) {
      log.text(trace("failed", 2));
      ViewerPage viewer = open(browser, log, "&fold=on");
      awaitRow(viewer, "… 2 more lines");
      click(browser, viewer);
      awaitRow(viewer, "▾ 2 lines");
      log.text("\tat 3\nend\n");
      viewer.awaitLastLine("end");
      awaitRows(viewer, List.of("failed", "▾ 3 lines", "\tat 1", "\tat 2", "\tat 3", "end"));
    }
  }

  @OnEveryEngine
  void whoReadsAboveKeepsTheFirstLineInViewWhenAllIsFoldedAndUnfolded(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "above.log")) {
      for (int i = 1; i <= 30; i++) log.text(trace("failure " + i, 12));
      log.lines(60);
      ViewerPage viewer = open(browser, log, "").awaitLastLine("line 60");
      viewer.run(
          "scroller.scrollTop += [...stream.querySelectorAll('section > div')]"
              + ".find(line => line.textContent === 'failure 20').getBoundingClientRect().top");
      Await.until(Await.SOON, () -> viewer.toBottom().isDisplayed(), "it is at the bottom");
      String place = viewer.place();
      assertTrue(place.startsWith("failure 20"), place);
      viewer.type("z");
      awaitRow(viewer, "… 12 more lines");
      assertEquals(place, viewer.placeOf(place));
      viewer.type("z");
      Await.until(Await.SOON, () -> rows(viewer).size() == 450, () -> rows(viewer).toString());
      assertEquals(place, viewer.placeOf(place));
    }
  }

  @OnEveryEngine
  void whatBeginsAboveTheFirstLineIsJoinedByIt(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "earlier.log")) {
      log.text("start\n" + trace("failed", 6) + "end\n");
      ViewerPage viewer = open(browser, log, "&lines=5&fold=on").awaitLastLine("end");
      awaitRows(viewer, List.of("\tat 3", "… 3 more lines", "end"));
      viewer.pressEarlier();
      awaitRows(viewer, List.of("start", "failed", "… 6 more lines", "end"));
    }
  }

  @OnEveryEngine
  void earlierLinesComeFoldedAndNothingMoves(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "back.log")) {
      for (int i = 1; i <= 100; i++) log.text(trace("failure " + i, 9));
      log.lines(400);
      ViewerPage viewer = open(browser, log, "&lines=405&fold=on").awaitLastLine("line 400");
      awaitRow(viewer, "… 4 more lines");
      for (int first : List.of(51, 1)) {
        String second = first == 51 ? "line 1" : "failure 51";
        viewer.scrollUp(400);
        Object place = viewer.run("scroller.scrollTop = -scroller.scrollHeight;" + TOP, second);
        awaitRow(viewer, "failure " + first);
        assertEquals(place, viewer.run(TOP, second));
      }
      assertEquals(600, rows(viewer).size());
    }
  }

  @OnEveryEngine
  void whereTheBeginningOfAGroupIsTakenAwayTheRestOfItHasAFirstLine(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "trimmed.log")) {
      log.text(trace("failed", 9_000));
      ViewerPage viewer = open(browser, log, "&lines=10000&fold=on");
      awaitRows(viewer, List.of("failed", "… 9,000 more lines"));
      log.text("\tat later\n".repeat(9_000));
      Await.until(Await.SOON, () -> viewer.lineCount() < 12_000, () -> "" + viewer.lineCount());
      Await.until(
          Await.SOON,
          () -> {
            List<String> rows = rows(viewer);
            long hidden = viewer.lineCount() - 1;
            String marker = "… %,d more lines".formatted(hidden);
            return rows.size() == 2
                && rows.get(0).startsWith("\tat ")
                && rows.get(1).equals(marker);
          },
          () -> rows(viewer).toString());
    }
  }

  @OnEveryEngine
  void aGroupIsOneAfterTheConnectionWasCutWithinIt(Engine engine) {
    try (Relay relay = Relay.to(container.port());
        Browser browser = engine.open();
        LogWriter log = log(engine, "cut.log")) {
      log.text(trace("failed", 2) + trace("again", 2));
      String query = "?fold=on&log=" + root.relativize(log.path());
      ViewerPage viewer = ViewerPage.open(browser, relay.through(container.uri(query)));
      awaitRows(viewer, List.of("failed", "… 2 more lines", "again", "… 2 more lines"));
      click(browser, viewer);
      awaitRow(viewer, "▾ 2 lines");
      relay.cut();
      viewer.awaitConnection("Reconnecting");
      log.text("\tat 3\nend\n");
      viewer.awaitLastLine("end").awaitConnection("Live");
      awaitRows(
          viewer,
          List.of("failed", "▾ 2 lines", "\tat 1", "\tat 2", "again", "… 3 more lines", "end"));
    }
  }

  @OnEveryEngine
  void aRuleBetweenLinesPartsThem(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "context.log")) {
      log.text(trace("one", 5) + trace("two", 9) + "found\n" + "\tat 1\n\tat 2\nend\n");
      log.lines(9);
      ViewerPage viewer = open(browser, log, "&fold=on&context=3&match=/one%7Cfound/");
      awaitRows(
          viewer,
          List.of(
              "one",
              "… 5 more lines",
              "two",
              "… 2 more lines",
              "\tat 7",
              "… 2 more lines",
              "found",
              "… 2 more lines",
              "end",
              "line 1",
              "line 2"));
    }
  }

  @OnEveryEngine
  void aLineInPiecesIsOneLine(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "pieces.log")) {
      log.text("it ");
      ViewerPage viewer = open(browser, log, "&fold=on").awaitLastLine("it ");
      log.text(" failed\n\tat 1\n\tat");
      viewer.awaitLastLine("\tat");
      log.text(" 2\nend\n");
      viewer.awaitLastLine("end");
      awaitRows(viewer, List.of("it ", " failed", "… 2 more lines", "end"));
    }
  }

  @OnEveryEngine
  void linesOfAnotherLogAreNoneOfAGroup(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter one = log(engine, "merged/1.log");
        LogWriter two = log(engine, "merged/2.log")) {
      one.text("2026-11-22 10:15:01 failed\n\tat 1\n\tat 2\n");
      two.text("\tat 3\n\tat 4\n\tat 5\n");
      String query = "?log=" + engine + "/merged/*.log&fold=on";
      ViewerPage viewer = ViewerPage.open(browser, container.uri(query));
      String first = engine + "/merged/1.log: ";
      String second = engine + "/merged/2.log: ";
      awaitRows(
          viewer,
          List.of(
              first + "2026-11-22 10:15:01 failed",
              "… 2 more lines",
              second + "\tat 3",
              "… 2 more lines"));
    }
  }

  @OnEveryEngine
  void whatIsFoundInThePageIsOpened(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "found.log")) {
      log.text(trace("one", 3) + trace("two", 3));
      ViewerPage viewer = open(browser, log, "&fold=on");
      awaitRow(viewer, "two");
      viewer.run("stream.querySelectorAll('[hidden=until-found]')[1].removeAttribute('hidden')");
      awaitRows(
          viewer,
          List.of("one", "▾ 3 lines", "\tat 1", "\tat 2", "\tat 3", "two", "… 3 more lines"));
    }
  }

  @OnEveryEngine
  void aCopyHasWhatIsSeenAndSaysWhatIsNot(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "copied.log")) {
      log.text(trace("one", 2) + trace("two", 3) + "end\n");
      ViewerPage viewer = open(browser, log, "&fold=on").awaitLastLine("end");
      awaitRow(viewer, "… 3 more lines");
      click(browser, viewer);
      awaitRow(viewer, "▾ 2 lines");
      Object copy =
          viewer.run(
              "const selection = stream.defaultView.getSelection();"
                  + "selection.selectAllChildren(stream.getElementById('lines'));"
                  + "return selection.toString().trim().replace(/\\n+/g, '\\n')");
      assertEquals("one\n\tat 1\n\tat 2\ntwo\n… 3 more lines\nend", copy);
    }
  }

  /** A line and as many that go on with it. */
  private static String trace(String first, int more) {
    StringBuilder text = new StringBuilder(first).append('\n');
    for (int i = 1; i <= more; i++) text.append("\tat ").append(i).append('\n');
    return text.toString();
  }

  /** What is seen, from the top: lines and markers. */
  @SuppressWarnings("unchecked")
  private static List<String> rows(ViewerPage viewer) {
    Object rows =
        viewer.run(
            "return [...stream?.querySelectorAll(arguments[0]) ?? []]"
                + ".filter(row => row.getBoundingClientRect().height > 0)"
                + ".map(row => row.textContent)",
            ROWS);
    return new ArrayList<>((List<String>) rows);
  }

  private static void awaitRows(ViewerPage viewer, List<String> rows) {
    Await.until(Await.SOON, () -> rows(viewer).equals(rows), () -> rows(viewer).toString());
  }

  private static void awaitRow(ViewerPage viewer, String row) {
    Await.until(Await.SOON, () -> rows(viewer).contains(row), () -> rows(viewer).toString());
  }

  private static Object markerTop(ViewerPage viewer) {
    return viewer.run(
        "return Math.round(stream.querySelector('summary').getBoundingClientRect().top)");
  }

  /** Clicks on the first marker with a real pointer. */
  private static void click(Browser browser, ViewerPage viewer) {
    List<?> at =
        (List<?>)
            viewer.run(
                "const outer = frame.getBoundingClientRect();"
                    + "const {left, top} = stream.querySelector('summary').getBoundingClientRect();"
                    + "return [outer.left + left + 40, outer.top + top + 8].map(Math.round)");
    int x = ((Number) at.get(0)).intValue();
    int y = ((Number) at.get(1)).intValue();
    new Actions(browser.driver()).moveToLocation(x, y).click().perform();
  }

  private static LogWriter log(Engine engine, String name) {
    return LogWriter.to(root.resolve(engine.name()).resolve(name));
  }

  private static ViewerPage open(Browser browser, LogWriter log, String query) {
    return ViewerPage.open(browser, container.uri("?log=" + root.relativize(log.path()) + query));
  }
}
