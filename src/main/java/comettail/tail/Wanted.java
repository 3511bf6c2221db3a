package comettail.tail;

import comettail.line.Cutter;
import java.util.concurrent.Executor;

/**
 * What a reader wants of a log.
 *
 * @param start where it begins
 * @param end where it has all that it wants
 * @param newestFirst whether it begins with the last event and goes back
 * @param wholeLines whether it wants lines, or else bytes as they come
 * @param cutter cuts what it reads from files
 * @param helpers runs what it does not do itself when it reads a long way; each task reads and cuts
 *     a slice, and waits for the disk only
 */
public record Wanted(
    Start start,
    End end,
    boolean newestFirst,
    boolean wholeLines,
    Cutter cutter,
    Executor helpers) {
  /** Wants lines, all of them, or bytes, and reads alone. */
  public Wanted(Start start, End end, boolean wholeLines) {
    this(start, end, false, wholeLines, Cutter.ALL, Runnable::run);
  }
}
