package comettail.filter;

import comettail.filter.PatternParser.UntoldException;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The automata of one pattern, one for each thread that looks for it just now; those that nobody
 * uses are kept as long as there is room. Those of equal patterns are equal. Any thread.
 */
final class Automata {
  private final String pattern;
  private final boolean ignoresCase;

  // Guarded by this.
  private final Deque<SoftReference<Automaton>> idle = new ArrayDeque<>();
  private boolean ofNoUse;

  Automata(String pattern, boolean ignoresCase) {
    this.pattern = pattern;
    this.ignoresCase = ignoresCase;
  }

  /** Returns an automaton that nobody else uses, or null if only the library tells what matches. */
  Automaton take() {
    synchronized (this) {
      while (!idle.isEmpty()) {
        Automaton known = idle.pop().get();
        if (known != null) return known;
      }
      if (ofNoUse) return null;
    }
    try {
      return new Automaton(pattern, ignoresCase);
    } catch (UntoldException untold) {
      setOfNoUse();
      return null;
    }
  }

  /** Takes back what {@link #take} has given. */
  synchronized void giveBack(Automaton automaton) {
    if (automaton.isOfUse()) idle.push(new SoftReference<>(automaton));
    else ofNoUse = true;
  }

  private synchronized void setOfNoUse() {
    ofNoUse = true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Automata that
        && ignoresCase == that.ignoresCase
        && pattern.equals(that.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }
}
