package comettail.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition, with a deadline. Any thread. */
public final class Await {
  /** What a test allows for something that ought to happen at once, on a machine that is busy. */
  public static final Duration SOON = Duration.ofSeconds(15);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private Await() {}

  /** Returns once the condition holds, or fails with the description when the time is over. */
  public static void until(Duration time, Callable<Boolean> condition, String description) {
    until(time, condition, () -> description);
  }

  /** As above, with a description that is made only when it is needed, of the state by then. */
  public static void until(
      Duration time, Callable<Boolean> condition, Supplier<String> description) {
    long deadline = System.nanoTime() + time.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + time.toMillis() + " ms: " + description.get());
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception e) {
      throw new AssertionError("while looking whether a condition holds", e);
    }
  }
}
