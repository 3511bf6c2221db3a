package comettail.readers;

import java.nio.file.Path;
import java.util.List;

/** A contestant that is ready to be asked, for one measurement. Used by one thread at a time. */
interface Service extends AutoCloseable {
  /** Where its logs are. */
  Path directory();

  int port();

  /** The processes whose time and memory count, with their children. */
  List<Long> pids();

  /** The options of the load program that say how it is asked. */
  List<String> request();

  /** Brings it to rest before its memory is looked at. */
  void rest();

  /** Returns when it has noticed that the readers have gone. */
  @Override
  void close();
}
