package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.Container;
import comettail.harness.HttpStream;
import comettail.harness.LogWriter;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A server that has as many streams as it may have says so, and the viewer waits for a place. */
class BusyServerIT {
  @TempDir Path root;

  @OnEveryEngine
  void tooManyStreamsOfAnAddressAreSaidInTheServersSentence(Engine engine) {
    sentenceIsShownUntilThereIsAPlace(
        engine,
        "comet.maxStreamsPerAddress",
        "There are 1 streams open from your address, as many as there may be.");
  }

  @OnEveryEngine
  void tooManyStreamsOfAllAreSaidInTheServersSentence(Engine engine) {
    sentenceIsShownUntilThereIsAPlace(
        engine, "comet.maxStreams", "There are 1 streams open, as many as there may be.");
  }

  private void sentenceIsShownUntilThereIsAPlace(Engine engine, String bound, String sentence) {
    try (Container container =
            Container.jetty().root(root).set(bound, 1).set("comet.heartbeatSeconds", 1).start();
        LogWriter log = LogWriter.to(root.resolve("app.log"));
        Browser browser = engine.open()) {
      log.lines(3);
      HttpStream other =
          HttpStream.get(
              HttpStream.client(Version.HTTP_1_1), container.uri("tail?log=app.log&format=html"));
      assertEquals(200, other.status());
      ViewerPage viewer = ViewerPage.open(browser, container.uri("?log=app.log"));
      viewer.awaitConnection("Trying again in");
      assertEquals(sentence, viewer.banner());
      other.close();
      viewer.awaitConnection("Live").awaitLastLine("line 3");
      assertEquals("", viewer.banner());
    }
  }
}
