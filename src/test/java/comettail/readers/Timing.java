package comettail.readers;

import java.util.List;

/**
 * For how long each measurement goes on, in seconds. Immutable.
 *
 * @param settling between the last reader's coming and the first line
 * @param warmup lines are written, and not measured
 * @param measured lines are written, and measured
 */
record Timing(double settling, double warmup, double measured) {
  static final Timing WHILE_GETTING_WARM = new Timing(0.2, 0, 8);

  /** Before the memory is looked at, in which the compilers' share is to be small. */
  static final Timing BEFORE_REST = new Timing(0.2, 0, 4);

  /** What is done a thousand times a second takes a JVM so long to compile. */
  static final Timing WHILE_GETTING_WARM_FOR_FEW = new Timing(0.2, 0, 45);

  static final Timing AT_REST = new Timing(2, 0, 0.5);

  private static final double POINT_SHARE = 0.375;
  private static final double FILLING = 4;

  /** What has not come by then is late; socket.io cuts a reader off after 30 s in all. */
  private static final int MAX_DRAIN_SECONDS = 20;

  /** For readers that never read, which the kernel's buffers have to be filled for first. */
  Timing ofStalled() {
    return new Timing(settling, warmup + FILLING, measured);
  }

  /** For a point of the chart, of which there are many. */
  Timing ofPoint() {
    return new Timing(settling, warmup, measured * POINT_SHARE);
  }

  List<String> options() {
    return List.of(
        "--settle=" + settling,
        "--warmup=" + warmup,
        "--seconds=" + measured,
        "--drain=" + MAX_DRAIN_SECONDS);
  }
}
