package comettail.volume;

import comettail.file.LogSource;
import comettail.tail.Archive.LostException;
import comettail.tail.Followers;
import comettail.tail.StretchReader;
import comettail.tail.StretchReader.Stamp;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * All that is being counted, and what was. Those who ask the same at a time share a count; what was
 * counted of a segment is kept for who asks later. Any thread.
 */
public final class Volumes implements AutoCloseable {
  /** How many counts there are at a time, at most. */
  public static final int MAX_COUNTS = 32;

  /** How long {@link #close} waits for counts to end. */
  private static final long CLOSE_MILLIS = 2_000;

  private final Followers followers;
  private final Executor scans;
  private final int maxCounts;
  private final TallyCache cache = new TallyCache(TallyCache.MAX_BYTES, TallyCache.MAX_TALLIES);
  private final FirstTimes firstTimes = new FirstTimes();

  // Written by many: who asks does so within compute, and so does a count that ends.
  private final ConcurrentHashMap<Key, Count> counts = new ConcurrentHashMap<>();
  private volatile boolean closing;
  private final LongAdder countedBytes = new LongAdder();

  /** What tells a count: the log's name, and what is asked of it. */
  record Key(String log, Question question) {}

  /** Thrown when as much is being counted as may be; says so to the client. */
  public static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private FullException(String sentence) {
      super(sentence, null, false, false);
    }
  }

  /**
   * @param scans runs what waits for the disk
   */
  public Volumes(Followers followers, Executor scans) {
    this(followers, scans, MAX_COUNTS);
  }

  Volumes(Followers followers, Executor scans, int maxCounts) {
    this.followers = followers;
    this.scans = scans;
    this.maxCounts = maxCounts;
  }

  /**
   * Has {@code asker} wait for the answer to {@code question}.
   *
   * @throws FullException if as much is being counted as may be
   */
  public void ask(LogSource source, Question question, Asker asker) {
    Count[] fresh = new Count[1];
    counts.compute(
        new Key(source.name(), question),
        (key, running) -> {
          if (running == null && counts.mappingCount() >= maxCounts) throw full();
          Count count = running != null ? running : new Count(this, source, key);
          if (running == null) fresh[0] = count;
          count.add(asker);
          return count;
        });
    if (fresh[0] != null) fresh[0].begin(followers);
  }

  private FullException full() {
    return new FullException(
        "There are " + maxCounts + " logs being counted, as many as there may be.");
  }

  /** Runs the next turn of {@code count}. */
  void submit(Count count) {
    try {
      scans.execute(count);
    } catch (RejectedExecutionException closed) {
      count.end(); // the application has ended
    }
  }

  /** Ends {@code count} if nobody waits for it, and returns whether it has. */
  boolean endIfUnwanted(Count count) {
    Count left =
        counts.computeIfPresent(count.key(), (key, c) -> c == count && !c.hasAskers() ? null : c);
    if (left == count) return false;
    count.end();
    return true;
  }

  TallyCache cache() {
    return cache;
  }

  /** Returns when the first line of {@code stretch} was written, or that none has a time. */
  long firstTime(String log, StretchReader stretch) throws IOException, LostException {
    Stamp stamp = stretch.stamp();
    Long known = stamp == null ? null : firstTimes.of(log, stamp);
    if (known != null) return known;
    long time = stretch.firstTime(stretch.offset(), stretch.endOffset());
    if (stamp != null) firstTimes.put(log, stamp, time);
    return time;
  }

  /** Hears that so many bytes were counted. */
  void counted(long bytes) {
    countedBytes.add(bytes);
  }

  /** Returns how many bytes were counted so far, unpacked. */
  public long countedBytes() {
    return countedBytes.sum();
  }

  /** Returns how many counts there are now. */
  public int running() {
    return counts.size();
  }

  boolean isClosing() {
    return closing;
  }

  /** Answers all who wait with what is known, and ends every count, within two seconds. */
  @Override
  public void close() {
    closing = true;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    try {
      while (!counts.isEmpty() && System.nanoTime() < deadline) TimeUnit.MILLISECONDS.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
