package comettail.web;

import comettail.format.Chunk;
import comettail.format.Encoder;
import comettail.format.Progress;
import comettail.line.Lines;
import comettail.tail.Feed;
import java.util.concurrent.TimeUnit;

/** Tells a client now and then how far its search has got. Used by one thread at a time. */
final class SearchProgress {
  /** How often it is told. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Feed feed;
  private final Encoder encoder;
  private final long openedNanos = System.nanoTime();
  private long toldNanos = openedNanos;
  private long matches;

  SearchProgress(Feed feed, Encoder encoder) {
    this.feed = feed;
    this.encoder = encoder;
  }

  /** Counts the lines that passed. */
  void add(Lines lines) {
    matches += lines.passed();
  }

  /** Returns whether it has not been told for a while. */
  boolean isDue() {
    return System.nanoTime() - toldNanos >= PAUSE_NANOS;
  }

  /** Returns what tells it; the feed is placed. */
  Chunk tell() {
    toldNanos = System.nanoTime();
    long millis = TimeUnit.NANOSECONDS.toMillis(toldNanos - openedNanos);
    return encoder.progress(new Progress(feed.readBytes(), feed.allBytes(), matches, millis));
  }
}
