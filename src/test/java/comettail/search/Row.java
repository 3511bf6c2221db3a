package comettail.search;

import java.util.List;

/**
 * One question of the benchmark, as each contestant is asked it. Immutable.
 *
 * @param id its name on the command line
 * @param title what it is, in the table
 * @param resource what Comet Tail is asked for: {@code tail}, or {@code volume}
 * @param parameters of that, the log's name first; {@code {time}} and {@code {position}} are those
 *     of the log's middle
 * @param gnu the command that answers the same; {@code {end}} is the log's middle; empty if there
 *     is none
 * @param ripgrep the same, with ripgrep
 * @param goal what Comet Tail is to reach
 */
record Row(
    String id,
    String title,
    String resource,
    List<String> parameters,
    String gnu,
    String ripgrep,
    Goal goal) {

  /** Whether it asks for the picture of a log instead of its lines. */
  boolean isVolume() {
    return resource.equals("volume");
  }

  boolean isOfPackedLog() {
    return parameters.contains("log=" + Logs.PACKED);
  }

  /** Whether all of the log has to be read for it, so that a rate says something. */
  boolean isOfWholeLog() {
    return parameters.contains("from=start") || isVolume();
  }

  /** Comet Tail's request, as a person would write it. */
  String request() {
    return resource + "?" + String.join("&", parameters);
  }
}
