package comettail.tail;

/** Somebody who reads a log through a {@link Cursor}. */
@FunctionalInterface
public interface Reader {
  /**
   * Says that there may be more to read. Called by any thread; returns at once and never throws.
   */
  void wake();
}
