package comettail.volume;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was counted, for who asks again: the tallies that were used last, of all logs. One that is
 * final is shared; another is taken out while somebody goes on with it. Any thread.
 */
final class TallyCache {
  /** How much memory all of them take at most, in bytes. */
  static final long MAX_BYTES = 16L << 20; // 16 MiB

  /** How many there are at most. */
  static final int MAX_TALLIES = 20_000;

  private final long maxBytes;
  private final int maxTallies;

  // Guarded by this.
  private final LinkedHashMap<TallyKey, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  TallyCache(long maxBytes, int maxTallies) {
    this.maxBytes = maxBytes;
    this.maxTallies = maxTallies;
  }

  /** Returns the tally of {@code key}, or null; it is the caller's own unless it is final. */
  synchronized Tally take(TallyKey key) {
    Tally tally = tallies.get(key);
    if (tally == null || tally.isFinal()) return tally;
    tallies.remove(key);
    bytes -= tally.bytes();
    return tally;
  }

  /** Returns the tally of {@code key} if it is final, else null. */
  synchronized Tally finished(TallyKey key) {
    Tally tally = tallies.get(key);
    return tally != null && tally.isFinal() ? tally : null;
  }

  /** Keeps {@code tally}, which the caller does not touch any more, unless there is one further. */
  synchronized void give(TallyKey key, Tally tally) {
    Tally other = tallies.get(key);
    if (other != null) {
      if (other.isFinal() || other.offset() >= tally.offset()) return;
      bytes -= other.bytes();
    }
    tallies.put(key, tally);
    bytes += tally.bytes();
    Iterator<Map.Entry<TallyKey, Tally>> oldest = tallies.entrySet().iterator();
    while ((bytes > maxBytes || tallies.size() > maxTallies) && oldest.hasNext()) {
      bytes -= oldest.next().getValue().bytes();
      oldest.remove();
    }
  }

  /** Forgets {@code tally}, which is not what the log holds any more. */
  synchronized void drop(TallyKey key, Tally tally) {
    if (tallies.remove(key, tally)) bytes -= tally.bytes();
  }

  /** Returns how many tallies there are. */
  synchronized int size() {
    return tallies.size();
  }

  /** Returns how much memory they take, about. */
  synchronized long bytes() {
    return bytes;
  }
}
