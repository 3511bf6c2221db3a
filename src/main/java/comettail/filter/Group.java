package comettail.filter;

import comettail.filter.Sieve.Held;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The lines that a reader who goes back gets together, in the log's own order: an event; or, with
 * lines around them, all events between which nothing is left out. Used by one thread at a time.
 */
final class Group {
  /** How long a group is, about, at most; where the next event begins it is given. */
  static final int MAX_BYTES = 256 * 1024;

  private final LineFilter filter;
  private final boolean oneEvent;
  private final List<Held> lines = new ArrayList<>(); // the newest first
  private final BitSet others = new BitSet();
  private int bytes;
  private boolean given; // another one was

  /**
   * @param oneEvent whether a group is one event
   */
  Group(LineFilter filter, boolean oneEvent) {
    this.filter = filter;
    this.oneEvent = oneEvent;
  }

  /** Adds the line before the first. */
  void add(Held line, boolean isContext) {
    others.set(lines.size(), isContext);
    lines.add(line);
    bytes += line.bytes();
  }

  /** Returns whether it is given as soon as it begins with an event. */
  boolean isFull() {
    return oneEvent || bytes >= MAX_BYTES;
  }

  /** Returns whether it {@linkplain #isFull is full}, and begins with an event. */
  boolean isWhole() {
    if (lines.isEmpty() || !isFull()) return false;
    Held first = lines.get(lines.size() - 1);
    return !filter.goesOn(first.block(), first.line());
  }

  /** Gives its lines, if there are any, and begins the next one. */
  void giveTo(Given out) {
    if (lines.isEmpty()) return;
    int first = lines.size() - 1;
    for (int n = first; n >= 0; n--) {
      boolean apart = n == first && given && !oneEvent;
      out.add(lines.get(n), others.get(n), apart, lines.get(first));
    }
    given = true;
    lines.clear();
    others.clear();
    bytes = 0;
  }
}
