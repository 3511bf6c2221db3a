package comettail.filter;

import comettail.filter.LineFilter.Above;
import comettail.filter.LineFilter.Sifted;
import comettail.line.Block;
import comettail.line.Lines;

/**
 * One reader's way through a filter: it remembers what became of a line that comes in pieces, and
 * whether the last one was serious. Used by one thread at a time.
 */
public final class Sieve {
  /** What a block may take at most to be quick, in steps; some 10 ms. */
  private static final int QUICK_STEPS = 1 << 20;

  private final LineFilter filter;
  private final int stepsPerByte;
  private Above last = Above.NOTHING; // the line that came last

  Sieve(LineFilter filter) {
    this.filter = filter;
    this.stepsPerByte = filter.stepsPerByte();
  }

  /** Returns whether {@link #of} may take so long that others should not wait for it. */
  public boolean isSlow(Block block) {
    return (long) stepsPerByte * (block.end() - block.start()) > QUICK_STEPS;
  }

  /** Returns which lines pass of {@code block}, the next that the reader gets. */
  public Lines of(Block block) {
    if (filter.isAll()) return block.all();
    boolean goesOn = block.lines() > 0 && block.continued(0);
    Sifted sifted = filter.sift(block, goesOn ? last : last.ownLine());
    last = sifted.last();
    return sifted.passed();
  }
}
