package comettail.scenario;

import java.io.File;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.commons.io.input.Tailer;
import org.apache.commons.io.input.TailerListenerAdapter;

/**
 * Follows the files that it is given with Commons IO's {@code Tailer}, from their first lines on,
 * and prints each line with the number of its file before it. The scenarios run it as a process of
 * its own.
 */
public final class CommonsIoProgram {
  private static final Duration DELAY = Duration.ofMillis(250);

  private CommonsIoProgram() {}

  /** Follows files until the process is ended. */
  public static void main(String[] files) {
    for (int i = 0; i < files.length; i++) {
      Tailer tailer =
          Tailer.builder()
              .setFile(new File(files[i]))
              .setTailerListener(new Printer(i, System.out))
              .setDelayDuration(DELAY)
              .setTailFromEnd(false)
              .setStartThread(false) // its own would not keep this program alive
              .get();
      new Thread(tailer, "tailer-" + i).start();
    }
  }

  private static final class Printer extends TailerListenerAdapter {
    private final int number;
    private final PrintStream out;

    Printer(int number, PrintStream out) {
      this.number = number;
      this.out = out;
    }

    @Override
    public void handle(String line) {
      out.println(number + "\t" + line);
    }
  }
}
