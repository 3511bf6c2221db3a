package comettail.tail;

import comettail.harness.LogWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What readers got, and what they ought to have got, in the form in which tests compare it. */
final class Delivered {
  private Delivered() {}

  /** Returns the texts of the numbered lines from {@code from} to {@code to}. */
  static List<String> numbered(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(LogWriter::numbered).toList();
  }

  /** Returns what {@code reader} got but for the events. */
  static List<String> lines(CollectingReader reader) {
    return reader.lines().stream().filter(line -> !isEvent(line)).toList();
  }

  /** Returns the lines as they were written: a line that came in pieces is one again. */
  static List<String> whole(CollectingReader reader) {
    List<String> whole = new ArrayList<>();
    boolean open = false;
    for (String line : lines(reader)) {
      String text = line.replaceAll("^~|~$", "");
      if (open && line.startsWith("~")) whole.add(whole.remove(whole.size() - 1) + text);
      else whole.add(text);
      open = line.endsWith("~");
    }
    return whole;
  }

  private static boolean isEvent(String line) {
    return line.startsWith("(") && line.endsWith(")");
  }
}
