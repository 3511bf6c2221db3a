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
  /** What has not come by then is late; socket.io cuts a reader off after 30 s in all. */
  private static final int MAX_DRAIN_SECONDS = 20;

  List<String> options() {
    return List.of(
        "--settle=" + settling,
        "--warmup=" + warmup,
        "--seconds=" + measured,
        "--drain=" + MAX_DRAIN_SECONDS);
  }
}
