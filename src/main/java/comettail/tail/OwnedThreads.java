package comettail.tail;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one pool: numbered after its name, and waited for at its end. A pool counts as
 * terminated a moment before its last thread is gone, and in that moment a container takes the
 * thread for one that was left behind. Any thread.
 */
public final class OwnedThreads implements ThreadFactory {
  private static final long MAX_WAIT_SECONDS = 10;

  private final String name;
  private final AtomicInteger count = new AtomicInteger();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  /**
   * @param name what the threads' names begin with
   */
  public OwnedThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
    threads.removeIf(ended -> ended.getState() == Thread.State.TERMINATED);
    threads.add(thread);
    return thread;
  }

  /**
   * Ends {@code pool}, whose threads these are, without interrupting any: what was submitted is
   * still done. Returns whether all threads are gone within 10 seconds.
   */
  public boolean end(ExecutorService pool) {
    pool.shutdown();
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
      for (Thread thread : threads) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        thread.join(Math.max(1, left));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
