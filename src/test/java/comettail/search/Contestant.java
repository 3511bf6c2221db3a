package comettail.search;

import java.io.IOException;
import java.util.Optional;

/** A program that finds lines of a log. Used by one thread at a time. */
interface Contestant extends AutoCloseable {
  /** Its name in JSON. */
  String id();

  /** Its name in the table. */
  String title();

  /** Why it can't take part, if it can't. */
  Optional<String> absence();

  /** Whether it knows how to do what the row asks for. */
  boolean takes(Row row);

  /** Has it answer a row that it takes. */
  Run run(Row row, Logs logs) throws IOException;

  /** Whether it is Comet Tail, which has goals, and a JVM that must get warm. */
  boolean isOurs();

  /** Ends it, if it is still there. */
  @Override
  void close();
}
