package comettail.scenario;

import comettail.harness.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The lines of one log that a program has delivered, as they come. Any thread. */
final class Delivery {
  /** As long as a follower may take that looks at a name after five looks at the file. */
  private static final Duration QUIET = Duration.ofSeconds(8);

  private static final Duration QUIET_AFTER_ALL = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofMinutes(2);

  /* Guarded by this. */
  private final List<String> lines = new ArrayList<>();
  private long lastNanos = System.nanoTime();

  /** Hands on the lines of a stream, which is read to its end by a thread of its own. */
  static void read(InputStream stream, Consumer<String> lines) {
    Thread thread = new Thread(() -> readToEnd(stream, lines), "delivery");
    thread.setDaemon(true);
    thread.start();
  }

  synchronized void add(String line) {
    lines.add(line);
    lastNanos = System.nanoTime();
    notifyAll();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized int count() {
    return lines.size();
  }

  /** Waits until there are so many lines, but not longer than this; returns whether there are. */
  synchronized boolean reaches(int count, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (lines.size() < count) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) return false;
      wait(millis);
    }
    return true;
  }

  /**
   * Waits until nothing comes any more: for a while after all has come, and for a long while if
   * something has not.
   */
  void settle(int written) {
    long since = System.nanoTime();
    Await.until(
        MOST,
        () -> quietFor(since).compareTo(count() >= written ? QUIET_AFTER_ALL : QUIET) >= 0,
        () -> "an end of the lines: " + count() + " of " + written);
  }

  private synchronized Duration quietFor(long since) {
    return Duration.ofNanos(System.nanoTime() - (lastNanos - since > 0 ? lastNanos : since));
  }

  private static void readToEnd(InputStream stream, Consumer<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    } catch (IOException closed) {
      // Whoever reads has had enough.
    }
  }
}
