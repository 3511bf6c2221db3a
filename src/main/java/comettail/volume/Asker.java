package comettail.volume;

/**
 * Somebody who waits for a volume. Called on a scan thread, by one at a time; each returns at once.
 */
public interface Asker {
  /** Returns when it wants what is known then, in {@link System#nanoTime}'s count. Any thread. */
  long deadlineNanos();

  /** Hears that counting goes on, and returns whether the answer is still wanted. */
  boolean waits();

  /** Takes the answer, as far as it is known; nothing comes after it. */
  void answer(Volume volume);

  /** Hears, in a sentence, why there is no answer; nothing comes after it. */
  void fail(String why);
}
