package comettail.scenario;

import comettail.harness.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that follows logs: Comet Tail, or a peer of it. Immutable. */
interface TailProgram {
  /** All that take part; Comet Tail runs in a container of this kind and answers in this form. */
  static List<TailProgram> all(Server server, CometTailProgram.Form form) {
    return List.of(
        new CometTailProgram("comet", server, true, form),
        new CometTailProgram("comet-poll", server, false, form),
        new GnuTail("tail", List.of()),
        new GnuTail("tail-poll", List.of("---disable-inotify", "-s", "1")),
        new CommonsIo("commons-io"));
  }

  /** What it is called on the command line. */
  String id();

  /** What it is called in a table. */
  String name();

  /** Returns which of a log's names it follows: the log's own, or that of the first file. */
  default String logOf(Scenario.Files files) {
    return files.first();
  }

  /** Starts the program, which follows these logs under a root from their first lines on. */
  Following follow(Path root, List<String> logs) throws IOException;

  /** A running program. */
  interface Following extends AutoCloseable {
    /** What it has delivered of each log. */
    Map<String, Delivery> deliveries();

    @Override
    void close();
  }
}
