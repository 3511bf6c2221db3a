package comettail.web;

import comettail.net.TcpTable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Finds clients that have left while nothing was sent to them: whoever reads {@code text} of a log
 * that rests, or in which a search finds nothing. Used by one thread.
 */
final class Departures {
  /** How long nothing was sent before the client is asked after. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How many times as long as a look has taken the next one waits, so that looks cost little. */
  private static final int REST_OF_LOOKS = 100;

  /** How long it waits at most: the first look takes long, and so does one that is interrupted. */
  private static final long MAX_REST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private long nextNanos = System.nanoTime();

  /** Ends those of {@code open} whose clients have left. It looks as often as it can afford. */
  void lookOver(Collection<OpenStream> open, long nowNanos) {
    if (nowNanos - nextNanos < 0) return;
    List<OpenStream> silent =
        open.stream().filter(stream -> stream.isSilent(nowNanos, SILENCE_NANOS)).toList();
    if (silent.isEmpty()) return;
    long begunNanos = System.nanoTime();
    try {
      TcpTable table = TcpTable.read();
      silent.forEach(stream -> stream.abortIfLeft(table));
    } catch (IOException notNow) {
      // Nobody is known to have left.
    }
    long endedNanos = System.nanoTime();
    long rest = Math.min(MAX_REST_NANOS, REST_OF_LOOKS * (endedNanos - begunNanos));
    nextNanos = endedNanos + rest;
  }
}
