package comettail.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * Every line that a program has written to its log, in the order of writing. A line is entered
 * before it is written, so that none is read which is not here. Any thread.
 */
final class Ledger {
  private final Wording wording;
  private final List<String> lines = new ArrayList<>(); // guarded by this

  Ledger(Wording wording) {
    this.wording = wording;
  }

  /** Enters the next {@code n} lines, and returns them as they are to be written. */
  synchronized String next(int n) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) enter(wording.line(lines.size() + 1), text);
    return text.toString();
  }

  /** Enters the first lines of a file, and returns them as they are to be written. */
  synchronized String first() {
    StringBuilder text = new StringBuilder();
    for (String line : wording.firstLines(lines.size() + 1)) enter(line, text);
    return text.toString();
  }

  synchronized int count() {
    return lines.size();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  private void enter(String line, StringBuilder text) {
    lines.add(line);
    text.append(line).append('\n');
  }
}
