package comettail.volume;

import comettail.catalog.LogName;
import comettail.catalog.LogRoot;
import comettail.harness.Await;
import comettail.tail.Followers;
import comettail.tail.TailLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Volumes of the logs in a directory, for one test. Used by one thread at a time. */
final class Counting implements AutoCloseable {
  private final LogRoot root;
  private final Followers followers =
      new Followers(new TailLimits(1 << 20, Duration.ofMillis(20), Duration.ofMillis(2), true));
  private final ExecutorService scans = Executors.newFixedThreadPool(2);
  private final Volumes volumes;

  Counting(Path directory) {
    this(directory, Volumes.MAX_COUNTS);
  }

  Counting(Path directory, int maxCounts) {
    this.root = LogRoot.at(directory);
    this.volumes = new Volumes(followers, scans, maxCounts);
  }

  Volumes volumes() {
    return volumes;
  }

  /** Somebody who waits for an answer, for as long as it takes unless something else is said. */
  static final class Waiting implements Asker {
    final CompletableFuture<Volume> answer = new CompletableFuture<>();
    volatile boolean gone;
    private final long deadlineNanos;

    Waiting(Duration longest) {
      this.deadlineNanos = System.nanoTime() + longest.toNanos();
    }

    @Override
    public long deadlineNanos() {
      return deadlineNanos;
    }

    @Override
    public boolean waits() {
      return !gone;
    }

    @Override
    public void answer(Volume volume) {
      answer.complete(volume);
    }

    @Override
    public void fail(String why) {
      answer.completeExceptionally(new IllegalStateException(why));
    }
  }

  /** Returns who has asked. */
  Waiting ask(String log, Question question, Duration longest) {
    Waiting waiting = new Waiting(longest);
    try {
      volumes.ask(root.source(new LogName(log)), question, waiting);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return waiting;
  }

  /** Returns the whole answer. */
  Volume count(String log, Question question) {
    Waiting waiting = ask(log, question, Duration.ofMinutes(1));
    Await.until(Await.SOON, waiting.answer::isDone, "the answer");
    return waiting.answer.join();
  }

  @Override
  public void close() {
    volumes.close();
    followers.close();
    scans.shutdownNow();
  }
}
