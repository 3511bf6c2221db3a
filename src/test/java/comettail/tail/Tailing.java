package comettail.tail;

import comettail.catalog.LogName;
import comettail.catalog.LogRoot;
import comettail.file.LogSource;
import comettail.harness.LogWriter;
import comettail.harness.MeddledSource;
import comettail.harness.MeddledSource.Moment;
import comettail.line.LogCharset;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Followers over a directory of logs, and readers of them, for one test. Used by one thread at a
 * time.
 */
final class Tailing implements AutoCloseable {
  private final Path directory;
  private final LogRoot root;
  private final Followers followers;
  private final List<CollectingReader> readers = new ArrayList<>();
  private Consumer<Moment> meddler = moment -> {};

  Tailing(Path directory, boolean watch) {
    this(directory, new TailLimits(1 << 20, Duration.ofMillis(20), Duration.ofMillis(2), watch));
  }

  Tailing(Path directory, TailLimits limits) {
    this.directory = directory;
    this.root = LogRoot.at(directory);
    this.followers = new Followers(limits);
  }

  /** Has every moment of the looks at logs that are read from now on told to {@code meddler}. */
  void meddle(Consumer<Moment> meddler) {
    this.meddler = meddler;
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  LogWriter writer(String name) {
    return LogWriter.to(path(name));
  }

  /** Returns a reader of lines. */
  CollectingReader lines(String name, Start start) {
    return read(name, start, true, true);
  }

  /** Returns a reader of bytes as they come. */
  CollectingReader bytes(String name, Start start) {
    return read(name, start, false, true);
  }

  CollectingReader read(String name, Start start, boolean wholeLines, boolean follows) {
    return read(name, LogCharset.UTF_8, start, wholeLines, follows);
  }

  /** Returns a reader of lines from one place to another. */
  CollectingReader between(String name, Start start, Start end) {
    return read(name, LogCharset.UTF_8, start, new End.Before(end), true);
  }

  /** Returns a reader of a log that has this charset if no byte-order mark tells another. */
  CollectingReader read(
      String name, LogCharset charset, Start start, boolean wholeLines, boolean follows) {
    End end = follows ? new End.Never() : new End.Now();
    return read(name, charset, start, end, wholeLines);
  }

  CollectingReader read(String name, Wanted wanted) {
    CollectingReader reader =
        new CollectingReader(
            waker -> followers.follow(source(name), LogCharset.UTF_8, wanted, waker));
    readers.add(reader);
    return reader;
  }

  private CollectingReader read(
      String name, LogCharset charset, Start start, End end, boolean wholeLines) {
    CollectingReader reader =
        new CollectingReader(
            waker -> followers.follow(source(name), charset, start, end, wholeLines, waker));
    readers.add(reader);
    return reader;
  }

  /** Reads what there is on the caller's thread, until it has all or the thread may not go on. */
  void readOnce(String name, Start start) {
    CountDownLatch woken = new CountDownLatch(1);
    Sink nowhere = new DiscardingSink();
    try (Lease lease =
        followers.follow(
            source(name), LogCharset.UTF_8, start, new End.Never(), true, woken::countDown)) {
      while (woken.getCount() > 0) Thread.onSpinWait(); // it may be interrupted, so it can't wait
      while (step(lease.cursor(), nowhere) == Cursor.Outcome.MORE) {}
    }
  }

  static Cursor.Outcome step(Cursor cursor, Sink sink) {
    try {
      Cursor.Outcome outcome = cursor.next(sink);
      return outcome == Cursor.Outcome.ON_DISK ? cursor.nextFromFile(sink) : outcome;
    } catch (IOException interrupted) {
      return Cursor.Outcome.FINISHED;
    }
  }

  /** Returns the lease of a reader of lines of one's own. */
  Lease follow(String name, Start start, Reader reader) {
    return followers.follow(source(name), LogCharset.UTF_8, start, new End.Never(), true, reader);
  }

  /** Returns a lease of lines that has joined and whose cursor is moved by who calls this. */
  Lease joined(String name, Start start) {
    CountDownLatch woken = new CountDownLatch(1);
    Lease lease =
        followers.follow(
            source(name), LogCharset.UTF_8, start, new End.Never(), true, woken::countDown);
    while (woken.getCount() > 0) Thread.onSpinWait();
    return lease;
  }

  /** Returns such a lease whose cursor has its place. */
  Lease placed(String name, Start start) {
    Lease lease = joined(name, start);
    while (!lease.cursor().isPlaced()) step(lease.cursor(), new DiscardingSink());
    return lease;
  }

  /** Moves a cursor on by one step, on disk if need be. */
  static Cursor.Outcome step(Cursor cursor) {
    return step(cursor, new DiscardingSink());
  }

  /** Returns a log for a merge, read from one place to another. */
  Merge.Log merged(String name, Start start, End end) {
    return new Merge.Log(
        name,
        reader ->
            followers.follow(
                source(name), LogCharset.UTF_8, start.in(name), end.in(name), true, reader));
  }

  /** Takes a lease on the caller's thread, and gives it back. */
  void leaseOnce(String name, Start start) {
    followers
        .follow(source(name), LogCharset.UTF_8, start, new End.Never(), true, () -> {})
        .close();
  }

  private LogSource source(String name) {
    try {
      return new MeddledSource(root.source(new LogName(name)), meddler);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    readers.forEach(CollectingReader::close);
    followers.close();
  }
}
