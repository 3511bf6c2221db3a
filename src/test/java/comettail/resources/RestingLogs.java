package comettail.resources;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.Server;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What logs cost that are followed and rest, each with a reader over HTTP. */
final class RestingLogs {
  private static final int LOGS_A_DIRECTORY = 100;
  private static final Duration TO_OPEN = Duration.ofMinutes(10);
  private static final Duration SETTLING = Duration.ofSeconds(20);

  private final Server server;
  private final int logs;
  private final Duration period;
  private final Path root;

  RestingLogs(Server server, int logs, Duration period, Path root) {
    this.server = server;
    this.logs = logs;
    this.period = period;
    this.root = root;
  }

  void print(PrintStream out) throws IOException {
    for (int i = 0; i < logs; i++) {
      Files.createDirectories(root.resolve(log(i)).getParent());
      Files.writeString(root.resolve(log(i)), "one line\n");
    }
    out.printf("%% of a core, over %d s%n%n", period.toSeconds());
    out.println("| what rests | doorbell | the process | the application's threads |");
    out.println("|---|---|---|---|");
    row(out, "the container, without the application", "-", container(), 0, "");
    row(out, "no log", "on", ours(true), 0, "");
    row(out, "1 log", "on", ours(true), 1, "text");
    row(out, logs + " logs", "on", ours(true), logs, "text");
    row(out, logs + " logs", "off", ours(false), logs, "text");
    row(out, logs + " logs, with heartbeats", "on", ours(true), logs, "sse");
  }

  private void row(
      PrintStream out, String what, String doorbell, Container with, int readers, String format) {
    try (Container container = with;
        ManyReaders many = new ManyReaders()) {
      if (doorbell.equals("-")) container.boot();
      else container.start();
      for (int i = 0; i < readers; i++) {
        many.open(container.uri("tail?log=" + log(i) + "&lines=0&format=" + format));
      }
      Await.until(TO_OPEN, () -> many.answered() == readers, readers + " readers");
      LockSupport.parkNanos(SETTLING.toNanos());
      ProcessorTime before = ProcessorTime.of(container.pid());
      LockSupport.parkNanos(period.toNanos());
      ProcessorTime after = ProcessorTime.of(container.pid());
      if (many.ended() > 0) throw new IllegalStateException(many.ended() + " streams ended");
      out.printf(
          "| %s | %s | %.2f | %.2f |%n",
          what, doorbell, after.shareOfAllSince(before), after.shareOfOursSince(before));
    }
  }

  private Container container() {
    // As people run it, but for the room that thousands of connections need.
    return server.container().option("-XX:TieredStopAtLevel=4").option("-Xmx3g");
  }

  private Container ours(boolean watch) {
    return container()
        .root(root)
        .set("comet.watch", watch)
        .set("comet.maxStreams", Math.max(10_000, logs));
  }

  private static String log(int i) {
    return "host-%03d/service-%02d.log".formatted(i / LOGS_A_DIRECTORY, i % LOGS_A_DIRECTORY);
  }
}
