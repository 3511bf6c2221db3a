package comettail.readers;

import java.util.List;

/**
 * How much is written, and how many readers there are. Immutable.
 *
 * @param clients readers that read
 * @param stalled readers that never read, beside them
 * @param logs over which lines and readers are spread
 * @param linesPerSecond in all logs together
 * @param burst lines that are appended by one write
 */
record Load(int clients, int stalled, int logs, int linesPerSecond, int burst) {

  static Load of(int clients, int linesPerSecond) {
    return new Load(clients, 0, 1, linesPerSecond, 1);
  }

  Load inBurstsOf(int lines) {
    return new Load(clients, stalled, logs, linesPerSecond, lines);
  }

  Load besideStalled(int readers) {
    return new Load(clients, readers, logs, linesPerSecond, burst);
  }

  Load overLogs(int count) {
    return new Load(clients, stalled, count, linesPerSecond, burst);
  }

  /** The options of the load program that ask for this. */
  List<String> options() {
    return List.of(
        "--clients=" + clients,
        "--stalled=" + stalled,
        "--logs=" + logs,
        "--rate=" + linesPerSecond,
        "--burst=" + burst);
  }
}
