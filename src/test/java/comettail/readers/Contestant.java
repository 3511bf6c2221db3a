package comettail.readers;

import java.io.IOException;
import java.util.Optional;

/** A program that lets others read growing logs. Used by one thread at a time. */
interface Contestant extends AutoCloseable {
  /** Its name on the command line. */
  String id();

  /** Its name in the table. */
  String title();

  /** Why it can't take part, if it can't. */
  Optional<String> absence();

  /** Whether it can do at all what the row asks for. */
  boolean takes(Row row);

  /** Whether it is Comet Tail, which has goals, and a JVM that must get warm. */
  boolean isOurs();

  /** Makes it ready to serve a log {@code NAME-0.log}, and perhaps more of them, for one row. */
  Service serve(Row row, String name) throws IOException;

  /** Ends it, if it has been started. */
  @Override
  void close();
}
