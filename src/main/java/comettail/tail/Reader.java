package comettail.tail;

/** Somebody who reads a log through a {@link Cursor}. */
public interface Reader {
  /**
   * Says that there may be more to read. Called by any thread; returns at once and never throws.
   */
  void wake();

  /**
   * Does the same, and may do on the caller's thread what comes of it, as long as it waits for
   * nothing. Called by the follower's thread; never throws.
   */
  default void serve() {
    wake();
  }

  /**
   * Returns whether it can take nothing now, and goes on by itself as soon as it can: until then it
   * is not woken. Called by the follower's thread.
   */
  default boolean isStalled() {
    return false;
  }
}
