package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** A reader goes back in a log, as far as it goes. */
class EarlierLinesIT {
  private static final int HELD = 50_000;
  private static final int KEPT = 10_000;
  private static final Duration LONG = Duration.ofSeconds(60);

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
  void scrollingToTheTopLoadsWhatIsBeforeAndNothingMoves(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "scroll.log")) {
      log.lines(1_300);
      ViewerPage viewer = open(browser, log, "&lines=400").awaitLastLine("line 1300");
      assertEquals("line 901", viewer.firstLine());
      for (int first : List.of(401, 1)) {
        String place = viewer.toTop();
        viewer.awaitFirstLine("line " + first);
        assertEquals(place, viewer.placeOf(place));
      }
      viewer.toTop();
      viewer.awaitHead("The log begins here");
      assertEquals("", viewer.earlier());
      assertEquals(ViewerPage.numbered(1, 1_300), viewer.lines());
      viewer.awaitLastLine(log.lines(5));
      viewer.awaitNewLines("5 new lines");
    }
  }

  @OnEveryEngine
  void aKeyGoesToTheFirstLineAndOn(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "key.log")) {
      log.lines(1_000);
      ViewerPage viewer = open(browser, log, "&lines=200").awaitLastLine("line 1000");
      viewer.scrollUp(500);
      for (int first : List.of(301, 1)) {
        viewer.toBottom().click();
        Await.until(Await.SOON, () -> viewer.fromBottom() == 0, "it is not at the bottom");
        viewer.type("g");
        viewer.awaitFirstLine("line " + first);
      }
    }
  }

  @OnEveryEngine
  void aPageThatIsNotFullHasAButtonForThem(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "button.log")) {
      log.lines(8);
      ViewerPage viewer = open(browser, log, "&lines=3").awaitLastLine("line 8");
      viewer.awaitEarlier("Earlier lines");
      viewer.focus("earlier");
      browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
      viewer.awaitFirstLine("line 1").awaitHead("The log begins here");
      assertEquals(ViewerPage.numbered(1, 8), viewer.lines());
      String told = browser.driver().findElement(By.id("told")).getAttribute("textContent");
      assertEquals("5 lines more above, 8 in all", told);
      assertEquals("stream", browser.driver().switchTo().activeElement().getAttribute("id"));
    }
  }

  @OnEveryEngine
  void aWholeLogSaysThatItBeginsHere(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "whole.log")) {
      log.lines(3);
      ViewerPage viewer = open(browser, log, "").awaitLastLine("line 3");
      viewer.awaitHead("The log begins here");
      assertEquals("", viewer.earlier());
    }
  }

  @OnEveryEngine
  void olderSegmentsAreReadToo(Engine engine) throws java.io.IOException {
    Path path = root.resolve(engine.name()).resolve("rotated.log");
    Files.createDirectories(path.getParent());
    Files.writeString(path.resolveSibling("rotated.log.1"), "older 1\nolder 2\n");
    try (Browser browser = engine.open();
        LogWriter log = LogWriter.to(path)) {
      log.lines(2);
      ViewerPage viewer = open(browser, log, "&lines=2").awaitLastLine("line 2");
      viewer.pressEarlier();
      viewer.awaitHead("The log begins here");
      assertEquals(List.of("older 1", "older 2", "line 1", "line 2"), viewer.lines());
    }
  }

  @OnEveryEngine
  void onlyThoseThatPassTheFilterCome(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "filtered.log")) {
      log.line("a failure");
      log.lines(1_800);
      log.line("another failure");
      ViewerPage viewer = open(browser, log, "&match=failure").awaitLastLine("another failure");
      assertEquals(1, viewer.lineCount());
      for (int i = 0; i < 2; i++) {
        viewer.pressEarlier();
        viewer.awaitEarlier("None in 500 lines");
      }
      viewer.pressEarlier();
      viewer.awaitFirstLine("a failure").awaitHead("The log begins here");
      assertEquals(List.of("a failure", "another failure"), viewer.lines());
    }
  }

  @OnEveryEngine
  void nothingIsMissingWhereLinesWereTakenAway(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "trimmed.log")) {
      log.lines(9_000);
      ViewerPage viewer = open(browser, log, "&lines=9000").awaitLastLine("line 9000");
      for (int i = 0; i < 6; i++) viewer.awaitLastLine(log.lines(2_000));
      Await.until(Await.SOON, () -> viewer.lineCount() < KEPT + 4_000, "nothing is taken away");
      viewer.scrollUp(3_000);
      String first = viewer.firstLine();
      viewer.toTop();
      Await.until(Await.SOON, () -> !viewer.firstLine().equals(first), "nothing comes");
      assertContiguous(viewer);
    }
  }

  @OnEveryEngine
  void farBackTheLatestLinesMakeRoomAndComeAgain(Engine engine) {
    try (Browser browser = engine.open();
        LogWriter log = log(engine, "far.log")) {
      log.lines(70_000);
      ViewerPage viewer = open(browser, log, "&lines=20000&match=line").awaitLastLine("line 70000");
      while (!viewer.connection().equals("Paused")) {
        String first = viewer.firstLine();
        String place = viewer.toTop();
        Await.until(LONG, () -> !viewer.firstLine().equals(first), "nothing comes");
        assertEquals(place, viewer.placeOf(place));
      }
      assertTrue(viewer.lineCount() <= HELD, viewer.lineCount() + " lines are held");
      assertContiguous(viewer);
      viewer.toBottom().click();
      Await.until(LONG, () -> viewer.lastLine().equals("line 70000"), viewer::lastLine);
      viewer.awaitConnection("Live");
      assertContiguous(viewer);
    }
  }

  private static void assertContiguous(ViewerPage viewer) {
    List<String> lines = viewer.lines();
    int first = Integer.parseInt(lines.get(0).substring("line ".length()));
    assertEquals(ViewerPage.numbered(first, first + lines.size() - 1), lines);
  }

  private static LogWriter log(Engine engine, String name) {
    return LogWriter.to(root.resolve(engine.name()).resolve(name));
  }

  private static ViewerPage open(Browser browser, LogWriter log, String query) {
    return ViewerPage.open(browser, container.uri("?log=" + root.relativize(log.path()) + query));
  }
}
