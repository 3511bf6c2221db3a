package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.StreamClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following goes on when the system refuses what it usually gives, or takes it away. */
class HardWeatherIT {
  private static final String WATCH_THREAD = "FileSystemWatch"; // the JDK's own
  private static final int KERNEL_QUEUE = 16_384; // inotify events, in most systems

  @TempDir Path root;

  @Test
  void followsWithoutADoorbellWhenThePlatformGivesNoMoreWatches() throws Exception {
    followsWhereTheUserMayHaveNone("max_inotify_watches");
  }

  @Test
  void followsWithoutADoorbellWhenThePlatformGivesNoMoreInstances() throws Exception {
    followsWhereTheUserMayHaveNone("max_inotify_instances");
  }

  /** The limits of a user namespace of its own are its own, so nobody else feels them. */
  private void followsWhereTheUserMayHaveNone(String what) throws Exception {
    String limit = "echo 0 > /proc/sys/user/" + what;
    assumeTrue(run("unshare", "-Ur", "sh", "-c", limit) == 0, "no user namespaces here");
    try (Container container = Container.jetty().root(root);
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      container.under("unshare", "-Ur", "sh", "-c", limit + "; exec \"$@\"", "sh").start();
      try (StreamClient client = follow(container)) {
        for (int i = 0; i < 5; i++) client.awaitText(log.lines(3) + "\n");
        log.rotateTo("app.log.1");
        client.awaitText(log.lines(3) + "\n");
        assertEquals(numbered(1, 18), client.lines());
      }
      assertEquals(0, container.footprint().watches());
      assertEquals(1, container.complaints().size(), () -> container.complaints().toString());
    }
  }

  @Test
  void aQueueOfEventsThatOverflowsRingsForAll() throws Exception {
    // Only a bell can make it look in time: the next poll comes in a minute.
    Duration late = Duration.ofMinutes(1);
    try (Container container = Container.jetty().root(root);
        LogWriter log = LogWriter.to(root.resolve("app.log"));
        LogWriter other = LogWriter.to(root.resolve("other.log"))) {
      container.set("comet.pollMillis", late.toMillis()).start();
      try (StreamClient client = follow(container);
          StreamClient others = StreamClient.get(container.uri("tail?other.log"))) {
        client.awaitText(log.lines(3) + "\n");
        others.awaitText(other.lines(3) + "\n");
        run("kill", "-STOP", Long.toString(container.pid()));
        for (int i = 0; i < KERNEL_QUEUE / 2 + 1; i++) {
          Path file = Files.createFile(root.resolve("file-" + i));
          Files.delete(file);
        }
        log.lines(3);
        log.rotateTo("app.log.1");
        log.lines(3);
        other.lines(3);
        run("kill", "-CONT", Long.toString(container.pid()));
        client.awaitText("line 9\n");
        others.awaitText("line 6\n");
        assertEquals(numbered(1, 9), client.lines());
      }
    }
  }

  @Test
  void aWatchThatDiesIsReplacedAndNothingIsLostMeanwhile() throws Exception {
    try (Container container = Container.jetty().root(root).start();
        LogWriter log = LogWriter.to(root.resolve("app.log"));
        StreamClient client = follow(container)) {
      client.awaitText(log.lines(3) + "\n");
      await(container, 1, "a watch");
      kill(container, log);
      for (int i = 0; i < 5; i++) client.awaitText(log.lines(3) + "\n");
      await(container, 1, "another watch");
      client.awaitText(log.lines(3) + "\n");
      assertEquals(numbered(1, log.count()), client.lines());
    }
  }

  /**
   * Ends the JDK's thread that reads events, by the one error that it can be given from outside:
   * its poll of two handles is refused while the process may have only one.
   */
  private static void kill(Container container, LogWriter log) throws Exception {
    String pid = Long.toString(container.pid());
    List<String> limits = Files.readAllLines(Path.of("/proc", pid, "limits"));
    String files = limits.stream().filter(l -> l.startsWith("Max open files")).findFirst().get();
    String soft = files.split("\\s{2,}")[1];
    assumeTrue(run("prlimit", "--pid", pid, "--nofile=1:") == 0, "no prlimit here");
    try {
      log.lines(3);
      await(container, 0, "no watch");
    } finally {
      run("prlimit", "--pid", pid, "--nofile=" + soft + ":");
    }
  }

  private static void await(Container container, int watches, String description) {
    Await.until(
        Duration.ofSeconds(60),
        () -> container.footprint().threads(WATCH_THREAD).size() == watches,
        () -> description + ":\n" + container.log());
  }

  @Test
  void aDiskThatIsFullStopsTheWriterAndNotTheServer() throws Exception {
    String mount = "mount -t tmpfs -o size=256k none '" + root + "'";
    assumeTrue(run("unshare", "-Urm", "sh", "-c", mount) == 0, "no mount namespaces here");
    try (Container container = Container.jetty().root(root)) {
      // A disk of its own, which ends with the server; it is within reach by /proc.
      container.under("unshare", "-Urm", "sh", "-c", mount + "; exec \"$@\"", "sh").start();
      Path disk = Path.of("/proc/" + container.pid() + "/root" + root);
      try (LogWriter log = LogWriter.to(disk.resolve("app.log"));
          StreamClient client = follow(container)) {
        client.awaitText(log.lines(3) + "\n");
        Path full = disk.resolve("full");
        fill(full);
        assertNoRoom(log);
        StreamClient.get(container.uri("tail?app.log&follow=false")).awaitText("line 3\n").close();
        Files.delete(full);
        log.text("there is room again\n");
        client.awaitText("there is room again\n");
        String written = Files.readString(disk.resolve("app.log"));
        assertEquals(written, client.text());
      }
      assertEquals(List.of(), container.complaints());
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] bytes = new byte[4096];
    try (var out = Files.newOutputStream(file)) {
      while (true) out.write(bytes);
    } catch (IOException full) {
      // That is what was wanted.
    }
  }

  /**
   * Writes until the log's last block is full too; what fits of the line that does not is there.
   */
  private static void assertNoRoom(LogWriter log) {
    String line = "x".repeat(1000);
    for (int i = 0; i < 100; i++) {
      try {
        log.line(line);
      } catch (UncheckedIOException full) {
        return;
      }
    }
    throw new AssertionError("the disk does not fill");
  }

  private static StreamClient follow(Container container) {
    return StreamClient.get(container.uri("tail?log=app.log&from=start&format=text"));
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(LogWriter::numbered).toList();
  }
}
