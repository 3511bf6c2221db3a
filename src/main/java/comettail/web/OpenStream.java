package comettail.web;

import comettail.net.TcpTable;

/**
 * A response that is being sent, of those that {@link Streams} looks after. Any thread; each method
 * returns at once.
 */
interface OpenStream {
  /** What a stream asks of its surroundings. */
  interface Home {
    /**
     * Hears that the stream is over, and again when its response has been completed. Any thread;
     * returns at once.
     */
    void left(OpenStream stream);
  }

  /** Begins to listen to the container, and to send as soon as it is ready. */
  void start();

  /** Sends a heartbeat, if there is one, when nothing was sent for {@code quietNanos}. */
  default void beatIfQuiet(long nowNanos, long quietNanos) {}

  /**
   * Lets go of what was read ahead, if anything was, for a client that takes nothing for {@code
   * quietNanos}.
   */
  default void restIfBlocked(long nowNanos, long quietNanos) {}

  /**
   * Ends the response if its client has taken nothing for {@code maxNanos} of what is to be sent.
   */
  void abortIfStalled(long nowNanos, long maxNanos);

  /**
   * Ends the response if its client has left, which nothing has shown, since nothing was sent.
   *
   * @param table has the connections of now
   */
  default void abortIfLeft(TcpTable table) {}

  /**
   * Returns whether nothing was sent for {@code quietNanos}, nor will be unless there is a line.
   */
  default boolean isSilent(long nowNanos, long quietNanos) {
    return false;
  }

  /** Ends the stream since the application ends. */
  void endBecauseClosing();

  /** Ends the response at once, whatever is still to be sent. */
  void abort();

  /** Returns whether the response has been ended, by the container or by us. */
  boolean isCompleted();

  /** Returns whether the container is through with the response. */
  boolean isEnded();

  /** Ends the response, if nobody has. */
  void complete();
}
