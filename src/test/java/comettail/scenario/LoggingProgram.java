package comettail.scenario;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that logs numbered lines, with whatever logging framework is on its class path, evenly
 * over some seconds. The scenarios run it as a process of its own.
 */
public final class LoggingProgram {
  private LoggingProgram() {}

  /**
   * Logs the lines from {@code first} to {@code last}, both included, in {@code writes} portions.
   */
  public static void main(String[] arguments) throws InterruptedException {
    int first = Integer.parseInt(arguments[0]);
    int last = Integer.parseInt(arguments[1]);
    int writes = Integer.parseInt(arguments[2]);
    Logger log = LoggerFactory.getLogger("program");
    int next = first;
    for (int i = 1; i <= writes; i++) {
      int end = first + (int) ((long) (last + 1 - first) * i / writes);
      while (next < end) log.info("{}", Wording.NUMBERED.line(next++));
      Pause.BETWEEN_WRITES.take();
    }
  }
}
