package comettail.scenario;

import java.io.IOException;

/** A program that writes to its log all the time, in a thread of its own. Any thread. */
final class Daemon {
  /** How the program comes to the handle that it writes its next lines through. */
  interface Habit {
    /** Returns the handle to write through, and closes the one before if that is another. */
    LogHandle next(LogHandle before) throws IOException;
  }

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Habit habit;
  private final int linesPerSecond;
  private final Object turn = new Object();
  private final Thread thread = new Thread(this::run, "daemon");
  private volatile boolean ended;
  private volatile Exception failure;

  private Daemon(Habit habit, int linesPerSecond) {
    this.habit = habit;
    this.linesPerSecond = linesPerSecond;
  }

  /** What is done to a log while the program writes to it. */
  interface Deed {
    void with(Daemon daemon) throws IOException, InterruptedException;
  }

  /**
   * Does something while the program writes, and then ends it.
   *
   * @throws IOException also what the program has failed with
   */
  static void write(Habit habit, int linesPerSecond, Deed meanwhile)
      throws IOException, InterruptedException {
    Daemon daemon = new Daemon(habit, linesPerSecond);
    daemon.thread.start();
    try {
      meanwhile.with(daemon);
    } finally {
      daemon.ended = true;
      daemon.thread.join();
    }
    if (daemon.failure != null) throw new IOException("the daemon has failed", daemon.failure);
  }

  /** Rotates the log between two writes. */
  void rotateBetweenWrites(Logrotate logrotate) throws IOException, InterruptedException {
    synchronized (turn) {
      logrotate.run();
    }
  }

  private void run() {
    LogHandle log = null;
    long started = System.nanoTime();
    long written = 0;
    try {
      while (!ended) {
        synchronized (turn) {
          log = habit.next(log);
          long due = (System.nanoTime() - started) * linesPerSecond / NANOS_PER_SECOND;
          log.linesAtOnce((int) (due - written));
          written = due;
        }
        Pause.BETWEEN_WRITES.take();
      }
      if (log != null) log.close();
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure = e;
    }
  }
}
