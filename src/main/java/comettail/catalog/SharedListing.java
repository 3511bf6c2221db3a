package comettail.catalog;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Shares a listing among all who ask for it: those who ask while one is made get that one, and it
 * stays good for ten times as long as it took to make. So a root with few logs is always listed
 * anew, and one with many costs at most a tenth of one thread, whoever asks. Any thread.
 */
public final class SharedListing {
  private static final int GOOD_FOR = 10; // times what it took

  private final Callable<Listing> maker;
  private final AtomicReference<Making> newest = new AtomicReference<>();

  /** @param maker makes a listing; any thread calls it, one at a time */
  public SharedListing(Callable<Listing> maker) {
    this.maker = maker;
  }

  /**
   * Returns a listing that is as good as new.
   *
   * @throws IOException if it can't be made; the next who asks tries again
   */
  public Listing list() throws IOException {
    Making known = newest.get();
    while (known == null || known.isOld(System.nanoTime())) {
      Making making = new Making(maker);
      if (newest.compareAndSet(known, making)) {
        making.run();
        known = making;
      } else {
        known = newest.get();
      }
    }
    return known.result();
  }

  /** A listing that is made, or was. */
  private static final class Making extends FutureTask<Listing> {
    private final long startNanos = System.nanoTime();
    private volatile long endNanos;

    Making(Callable<Listing> maker) {
      super(maker);
    }

    @Override
    protected void done() {
      endNanos = System.nanoTime();
    }

    boolean isOld(long nowNanos) {
      if (!isDone()) return false;
      long took = Math.max(endNanos, startNanos) - startNanos;
      return nowNanos - startNanos > (GOOD_FOR + 1) * took;
    }

    Listing result() throws IOException {
      try {
        return get();
      } catch (ExecutionException failed) {
        throw new IOException("the logs can't be listed", failed.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the logs are listed", e);
      }
    }
  }
}
