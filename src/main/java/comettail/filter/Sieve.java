package comettail.filter;

import comettail.filter.LineFilter.Fate;
import comettail.filter.LineFilter.Sifted;
import comettail.line.Block;
import comettail.line.Lines;

/**
 * One reader's way through a filter: it remembers what became of a line that comes in pieces. Used
 * by one thread at a time.
 */
public final class Sieve {
  private final LineFilter filter;
  private Fate last = Fate.OPEN; // of the line that came last

  Sieve(LineFilter filter) {
    this.filter = filter;
  }

  /** Returns which lines pass of {@code block}, the next that the reader gets. */
  public Lines of(Block block) {
    if (filter.isAll()) return block.all();
    boolean goesOn = block.lines() > 0 && block.continued(0);
    Sifted sifted = filter.sift(block, goesOn ? last : Fate.OPEN);
    last = sifted.last();
    return sifted.passed();
  }
}
