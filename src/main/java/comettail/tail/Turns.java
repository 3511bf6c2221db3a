package comettail.tail;

import java.util.List;

/**
 * Whose turn it is to be woken. Where writing to all readers takes longer than the time between two
 * looks, each look wakes as many as can be written to until the next, round and round: so a line
 * does not wait for a thousand writes of others, and a reader is still written to no more often
 * than if all were served at once. After quiet all are. Used by the follower's thread.
 */
final class Turns {
  /** One in so many of all readers goes along with the others: looks do not come at exact times. */
  private static final int REST = 8;

  private int next; // the index of the lease whose turn it is
  private int waiting; // how many, from there on, have not been woken since there was news
  private long wokenNanos;

  Turns(long nowNanos) {
    this.wokenNanos = nowNanos;
  }

  /** Says that there is news for all of {@code leases}. */
  void announce(List<Lease> leases) {
    waiting = leases.size();
  }

  /** Says that {@code leases} are others than before: who of them has been woken is not known. */
  void changed(List<Lease> leases) {
    if (waiting > 0) announce(leases);
  }

  /**
   * Wakes those whose turn it is, and returns whether others are still waiting.
   *
   * @param intervalNanos in which each gets its turn, 1 or more
   */
  boolean wake(List<Lease> leases, long nowNanos, long intervalNanos) {
    long since = Math.min(nowNanos - wokenNanos, intervalNanos);
    long share = (leases.size() * since + intervalNanos - 1) / intervalNanos;
    int count = (int) Math.min(waiting, share);
    if (count == 0) return waiting > 0;
    if (waiting - count <= leases.size() / REST) count = waiting;
    for (int i = 0; i < count; i++) {
      if (next >= leases.size()) next = 0;
      leases.get(next++).wake();
    }
    waiting -= count;
    wokenNanos = nowNanos;
    return waiting > 0;
  }

  /** Serves all of {@code leases}, a few, if one of them waits. */
  void serve(List<Lease> leases) {
    if (waiting > 0) leases.forEach(Lease::serve);
    waiting = 0;
  }
}
