package comettail.tail;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs what fails at one log's looks, once until something else fails. Used by one thread. */
final class FailureLog {
  private static final Logger LOG = System.getLogger(FailureLog.class.getName());

  private final String logName;
  private String last = "";

  FailureLog(String logName) {
    this.logName = logName;
  }

  void log(Exception failure) {
    String text = failure.toString();
    if (text.equals(last)) return;
    last = text;
    LOG.log(Level.WARNING, "looking at log \"" + logName + "\" failed; it goes on", failure);
  }
}
