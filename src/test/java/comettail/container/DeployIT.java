package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.Footprint;
import comettail.harness.LogWriter;
import comettail.harness.OnEveryServer;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import comettail.harness.StreamClient.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The WAR dropped unchanged into real distributions: it starts, goes, and leaves nothing. */
class DeployIT {
  @TempDir Path root;

  static Stream<Arguments> contextPaths() {
    return Stream.of(Server.values())
        .flatMap(server -> Stream.of("/", "/ops/logs").map(path -> Arguments.of(server, path)));
  }

  @ParameterizedTest(name = "{0} under {1}")
  @MethodSource("contextPaths")
  void readsAGrowingLogUnderAnyContextPath(Server server, String contextPath) {
    try (LogWriter log = LogWriter.to(root.resolve("nginx/access.log"));
        Container container = server.container().at(contextPath).environment("COMET_ROOT", root)) {
      container.start();
      log.lines(25);
      try (StreamClient stream = StreamClient.get(container.uri("tail?nginx/access.log"));
          StreamClient page = StreamClient.get(container.uri(""));
          StreamClient logs = StreamClient.get(container.uri("logs"))) {
        stream.awaitLines(10);
        stream.awaitText(log.lines(1) + "\n");
        assertEquals(11, stream.lines().size());
        assertEquals(End.COMPLETE, page.awaitEnd());
        assertEquals(200, page.status());
        assertTrue(page.field("Content-Type").startsWith("text/html"), page.toString());
        assertEquals(End.COMPLETE, logs.awaitEnd());
        assertTrue(logs.text().contains("\"nginx/access.log\""), logs.text());
      }
      assertEquals(List.of(), container.complaints());
    }
  }

  @OnEveryServer
  void theEnvironmentOverridesASystemProperty(Server server) {
    LogWriter.to(root.resolve("right/right.log")).close();
    try (Container container = server.container().root(root.resolve("wrong"))) {
      container.environment("COMET_ROOT", root.resolve("right")).start();
      try (StreamClient logs = StreamClient.get(container.uri("logs"))) {
        assertEquals(End.COMPLETE, logs.awaitEnd());
        assertTrue(logs.text().contains("\"right.log\""), logs.text());
      }
    }
  }

  @OnEveryServer
  void refusesToStartWithASentenceWithoutARoot(Server server) throws Exception {
    Path missing = root.resolve("missing");
    Path file = Files.writeString(root.resolve("file"), "not a directory\n");
    assertRefuses(server, "comet.root", container -> {});
    assertRefuses(server, missing.toString(), container -> container.root(missing));
    assertRefuses(server, file.toString(), container -> container.root(file));
  }

  @OnEveryServer
  void refusesASettingThatMakesNoSense(Server server) {
    assertRefuses(
        server, "often", container -> container.root(root).set("comet.pollMillis", "often"));
  }

  @OnEveryServer
  void undeployEndsEveryStreamAndLeavesNothing(Server server) {
    try (LogWriter log = LogWriter.to(root.resolve("app.log"));
        Container container = server.container().root(root).start()) {
      List<StreamClient> streams = streams(container, log);
      Footprint deployed = container.footprint();
      assertFalse(deployed.threads("comet").isEmpty() || deployed.filesUnder(root).isEmpty());
      Await.until(
          Await.SOON,
          () -> container.footprint().watches() == 1,
          "a watch of the directory of the one log that is read");

      container.undeploy();
      assertEndProperly(streams);
      assertLeavesNothing(container);
      assertEquals(List.of(), container.complaints());

      container.deploy();
      StreamClient.get(container.uri("tail?app.log")).awaitText("line 3").close();
    }
  }

  @OnEveryServer
  void redeployEndsEveryStreamAndLeavesNothingOfTheOldApplication(Server server) {
    try (LogWriter log = LogWriter.to(root.resolve("app.log"));
        Container container = server.container().root(root).start()) {
      for (int i = 0; i < 2; i++) {
        List<StreamClient> streams = streams(container, log);
        container.redeploy();
        assertEndProperly(streams);
      }
      container.undeploy();
      assertLeavesNothing(container);
      assertEquals(List.of(), container.complaints());
    }
  }

  @OnEveryServer
  void stopEndsEveryStream(Server server) {
    try (LogWriter log = LogWriter.to(root.resolve("app.log"));
        Container container = server.container().root(root).start()) {
      List<StreamClient> streams = streams(container, log);
      container.stop();
      assertEndProperly(streams);
      assertEquals(List.of(), container.complaints());
    }
  }

  /**
   * While an application stops Tomcat times out, once a second, what it has open: a stream must end
   * properly then as well.
   */
  @ParameterizedTest
  @EnumSource(names = {"TOMCAT10", "TOMCAT11"})
  void undeployEndsEveryStreamAlsoWhenTheContainerTimesThemOut(Server server) {
    try (LogWriter log = LogWriter.to(root.resolve("app.log"));
        Container container = server.container().root(root).change(SlowToStop::listenIn).start()) {
      List<StreamClient> streams = streams(container, log);
      container.undeploy();
      assertEndProperly(streams);
      assertEquals(List.of(), container.complaints());
    }
  }

  /** Streams of every form, each of which has its lines and waits for more. */
  private static List<StreamClient> streams(Container container, LogWriter log) {
    String last = log.lines(3);
    return Stream.of("html", "text", "sse", "ndjson", "html", "text", "sse", "ndjson")
        .map(form -> StreamClient.get(container.uri("tail?log=app.log&format=" + form)))
        .map(stream -> stream.awaitText(last))
        .toList();
  }

  private static void assertEndProperly(List<StreamClient> streams) {
    for (StreamClient stream : streams) {
      assertEquals(End.COMPLETE, stream.awaitEnd(), stream::toString);
      if (stream.field("Content-Type").startsWith("text/html")) {
        assertTrue(stream.text().contains("<footer data-end=\"closing\">"), stream.text());
      }
      stream.close();
    }
  }

  private void assertLeavesNothing(Container container) {
    Await.until(
        Await.SOON,
        () -> holdsNothing(container.footprint()),
        () -> "still held: " + container.footprint());
    // NOTE: JDK 17 keeps the class loader of the last record whose equals it has linked, and so
    // the constants of its classes (JDK-8078641). What the application has made must be gone.
    for (String made : List.of("web.Streams", "web.Pump", "tail.Follower", "file.SegmentFile")) {
      Await.until(
          Await.SOON,
          () -> container.reachable("comettail." + made) == 0,
          () -> container.reachable("comettail." + made) + " are left of " + made);
    }
  }

  private boolean holdsNothing(Footprint footprint) {
    return footprint.threads("comet").isEmpty()
        && footprint.filesUnder(root).isEmpty()
        && footprint.watches() == 0;
  }

  private void assertRefuses(Server server, String says, Consumer<Container> setting) {
    try (Container container = server.container()) {
      setting.accept(container);
      container.boot();
      String log = container.log();
      assertTrue(log.contains(says) && log.contains("comet."), log);
      assertFalse(log.contains("NullPointerException"), log);
      try (StreamClient client = StreamClient.get(container.uri("logs"))) {
        assertTrue(client.status() >= 400, client.toString());
      }
      assertEquals(List.of(), container.footprint().threads("comet"));
    }
  }
}
