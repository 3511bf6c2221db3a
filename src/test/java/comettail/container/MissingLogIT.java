package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs that are not there yet, and logs that the server may not read for a while. */
@ParameterizedClass(name = "{0}")
@EnumSource(Server.class)
class MissingLogIT {
  @TempDir static Path directory;
  private static Path root;
  private static Container container;

  MissingLogIT(Server server) {}

  @BeforeParameterizedClassInvocation
  static void start(Server server) throws IOException {
    root = Files.createTempDirectory(directory, "root");
    container = server.container().root(root);
    if (Container.canBeUnprivileged()) container.unprivileged();
    container.start();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    container.close();
  }

  @Test
  void aLogThatIsNotThereIsWaitedForOnlyIfThatIsAskedFor() {
    try (StreamClient impatient = StreamClient.get(container.uri("tail?log=new/app.log"))) {
      assertEquals(404, impatient.status());
    }
    String target = "tail?log=new/app.log&wait=true&format=";
    try (StreamClient text = StreamClient.get(container.uri(target + "text"));
        StreamClient ndjson = StreamClient.get(container.uri(target + "ndjson"))) {
      ndjson.awaitText("\"event\":\"waiting\"");
      try (LogWriter log = LogWriter.to(root.resolve("new/app.log"))) {
        ndjson.awaitText("\"event\":\"appeared\"");
        log.lines(30);
        ndjson.awaitText("\"line\":\"line 30\"");
        text.awaitText("line 30\n");
        assertEquals(30, text.lines().size(), text::toString);
      }
    }
  }

  @Test
  void aLogThatMayNotBeReadForAWhileIsReadOnAndThenWhole() throws IOException {
    assumeUnprivileged();
    Path path = root.resolve("app.log");
    try (LogWriter log = LogWriter.to(path);
        StreamClient client = StreamClient.get(container.uri("tail?log=app.log&format=ndjson"))) {
      log.line("readable");
      client.awaitText("\"readable\"");
      allow(path, "---------");
      log.line("through the open handle");
      client.awaitText("\"through the open handle\"");
      try (LogWriter old = log.rotateKeeping("app.log.1")) {
        allow(path, "---------");
        log.line("not yet");
        client.awaitText("\"event\":\"unreadable\"");
        old.line("late");
        client.awaitText("\"late\"");
      }
      allow(path, "rw-r--r--");
      client.awaitText("\"not yet\"");
      for (String line : List.of("readable", "through the open handle", "late", "not yet")) {
        assertEquals(2, client.text().split("\"" + line + "\"", -1).length, client::toString);
      }
    }
  }

  @Test
  void aLogInADirectoryThatMayNotBeEnteredAnswersAsOneThatIsNotThere() throws IOException {
    assumeUnprivileged();
    Path directory = root.resolve("dir");
    try (LogWriter log = LogWriter.to(directory.resolve("app.log"));
        StreamClient client =
            StreamClient.get(container.uri("tail?log=dir/app.log&format=ndjson"))) {
      log.line("one");
      client.awaitText("\"one\"");
      allow(directory, "---------");
      client.awaitText("\"event\":\"unreadable\"");
      try (StreamClient other = StreamClient.get(container.uri("tail?log=dir/app.log"));
          StreamClient nowhere = StreamClient.get(container.uri("tail?log=dir/nothing.log"))) {
        assertEquals(404, other.status());
        assertEquals(404, nowhere.status());
      }
      log.line("through the open handle");
      client.awaitText("\"through the open handle\"");
      allow(directory, "rwxr-xr-x");
      client.awaitText("\"event\":\"appeared\"");
      log.line("two");
      client.awaitText("\"two\"");
      assertEquals(1, client.text().split("\"one\"", -1).length - 1, client::toString);
    } finally {
      allow(directory, "rwxr-xr-x");
    }
  }

  private static void assumeUnprivileged() {
    assumeTrue(
        Container.canBeUnprivileged(), "root reads every file; install setpriv (util-linux)");
  }

  private static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
