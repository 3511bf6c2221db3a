package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** A stream that breaks comes back by itself where it was, and no line is lost or repeated. */
class ReconnectIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path root;

  @OnEveryEngine
  void goesOnAfterTheServerWasStoppedAndStarted(Engine engine) {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(40);
      ViewerPage viewer = ViewerPage.open(browser, container.uri("?log=app.log"));
      viewer.awaitLastLine("line 40");
      container.stop();
      viewer.awaitConnection("Reconnecting");
      assertTrue(viewer.banner().contains("goes on by itself"), viewer.banner());
      log.lines(25);
      container.start();
      viewer.awaitConnection("Live").awaitLastLine("line 65");
      viewer.awaitLastLine(log.lines(5));
      assertEquals(ViewerPage.numbered(1, 70), viewer.lines());
      assertEquals("", viewer.banner());
      assertEquals(0, viewer.fromBottom());
    }
  }

  @OnEveryEngine
  void goesOnAfterTheConnectionWasCut(Engine engine) {
    try (Container container = Container.jetty().root(root).start();
        Relay relay = Relay.to(container.port());
        Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(40);
      ViewerPage viewer = ViewerPage.open(browser, relay.through(container.uri("?log=app.log")));
      viewer.awaitLastLine("line 40");
      for (int i = 0; i < 3; i++) {
        relay.cut();
        viewer.awaitConnection("Reconnecting");
        viewer.awaitLastLine(log.lines(10)).awaitConnection("Live");
      }
      assertEquals(ViewerPage.numbered(1, 70), viewer.lines());
    }
  }

  @OnEveryEngine
  void goesOnAfterTheConnectionFellSilent(Engine engine) {
    try (Container container = quickHeart();
        Relay relay = Relay.to(container.port());
        Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(40);
      ViewerPage viewer = ViewerPage.open(browser, relay.through(container.uri("?log=app.log")));
      viewer.awaitLastLine("line 40");
      relay.silence();
      String last = log.lines(10);
      // The connections that the browser keeps for later are silent as well, and found so in turn.
      Await.until(LONG, () -> viewer.lastLine().equals(last), viewer::connection);
      viewer.awaitConnection("Live");
      assertEquals(ViewerPage.numbered(1, 50), viewer.lines());
    }
  }

  @OnEveryEngine
  void aReaderWhoLooksBackKeepsTheirPlaceAndTheirCount(Engine engine) {
    try (Container container = Container.jetty().root(root).start();
        Relay relay = Relay.to(container.port());
        Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(400);
      ViewerPage viewer = ViewerPage.open(browser, relay.through(container.uri("?log=app.log")));
      viewer.awaitLastLine("line 400").scrollUp(3000);
      String place = viewer.place();
      viewer.awaitLastLine(log.lines(3));
      relay.cut();
      viewer.awaitConnection("Reconnecting");
      assertEquals(place, viewer.place());
      viewer.awaitLastLine(log.lines(30)).awaitConnection("Live");
      viewer.awaitNewLines("33 new lines");
      assertEquals(place, viewer.place());
      assertEquals(ViewerPage.numbered(1, 433), viewer.lines());
    }
  }

  @OnEveryEngine
  void aQuietStreamStaysAndItsHeartbeatsTakeNoRoom(Engine engine) {
    try (Container container = quickHeart();
        Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.lines(40);
      ViewerPage viewer = ViewerPage.open(browser, container.uri("?log=app.log"));
      viewer.awaitLastLine("line 40");
      viewer.run(
          "window.seen = 0; new MutationObserver(records => {"
              + "  for (const record of records) for (const node of record.addedNodes)"
              + "    if (node.nodeType === 8) window.seen += 1;"
              + "}).observe(stream, {childList: true, subtree: true});");
      Await.until(Await.SOON, () -> (Long) browser.run("return window.seen") > 5, "no heartbeats");
      Object left =
          viewer.run(
              "let comments = 0; const walk = stream.createTreeWalker(stream.body, 128);"
                  + "while (walk.nextNode()) comments += 1; return comments;");
      assertTrue((Long) left <= 1, left + " comments are left");
      assertEquals("Live", viewer.connection());
      assertEquals(40, viewer.lineCount());
    }
  }

  private Container quickHeart() {
    return Container.jetty().root(root).set("comet.heartbeatSeconds", 1).start();
  }
}
