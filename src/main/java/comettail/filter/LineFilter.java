package comettail.filter;

import comettail.line.Block;
import comettail.line.Lines;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which lines of a log a reader gets: those in which every one of some terms is found, and none of
 * some others. Two filters of the same terms are equal, so that their readers share what is made.
 * Immutable; any thread.
 */
public final class LineFilter {
  /** How many terms a filter has at most, both kinds together. */
  public static final int MAX_TERMS = 16;

  /** Lets every line pass. */
  public static final LineFilter ALL = new LineFilter(List.of(), List.of());

  private final List<Term> matches;
  private final List<Term> excludes;
  private final int hash; // asked for each block by each reader

  /**
   * @param matches what must be found in a line, each of them
   * @param excludes what must not, any of them
   */
  public LineFilter(List<Term> matches, List<Term> excludes) {
    if (matches.size() + excludes.size() > MAX_TERMS) {
      throw new IllegalArgumentException("more than " + MAX_TERMS + " terms");
    }
    this.matches = List.copyOf(matches);
    this.excludes = List.copyOf(excludes);
    this.hash = 31 * this.matches.hashCode() + this.excludes.hashCode();
  }

  /** Returns whether it lets every line pass. */
  public boolean isAll() {
    return matches.isEmpty() && excludes.isEmpty();
  }

  /** Returns how many steps it may take for each byte of a log. */
  int stepsPerByte() {
    return Stream.concat(matches.stream(), excludes.stream()).mapToInt(Term::stepsPerByte).sum();
  }

  /** Returns one reader's way through this filter. */
  public Sieve sieve() {
    return new Sieve(this);
  }

  /** What became of a line, or of as much of it as has come. */
  enum Fate {
    /** It has not passed, and may with what goes on with it. */
    OPEN,
    PASSED,
    EXCLUDED
  }

  /**
   * What became of a block.
   *
   * @param passed the lines that pass
   * @param last the fate of the block's last line
   */
  record Sifted(Lines passed, Fate last) {}

  /** Stands for what became of a block whose first line goes on with one of that fate. */
  private record GoingOn(LineFilter filter, Fate first) {}

  /**
   * Returns what becomes of {@code block}, found out once for all readers.
   *
   * @param first the fate of the line with which the block's first one goes on; {@link Fate#OPEN}
   *     if it is a line of its own
   */
  Sifted sift(Block block, Fate first) {
    SearchText text = SearchText.of(block);
    Object key = first == Fate.OPEN ? this : new GoingOn(this, first);
    return block.all().made(key, unused -> sift(block, text, first));
  }

  private Sifted sift(Block block, SearchText text, Fate first) {
    int lines = block.lines();
    BitSet excluded = new BitSet(lines);
    for (Term term : excludes) term.find(text, without(excluded, lines), excluded);
    BitSet passed = without(excluded, lines);
    for (Term term : matches) {
      BitSet found = new BitSet(lines);
      term.find(text, passed, found);
      passed.and(found);
    }
    Fate fate = first;
    for (int i = 0; i < lines; i++) {
      // What goes on with a line that was sent, or left out, is sent, or left out, too.
      if (!block.continued(i)) fate = Fate.OPEN;
      if (fate == Fate.OPEN && excluded.get(i)) fate = Fate.EXCLUDED;
      if (fate == Fate.OPEN && passed.get(i)) fate = Fate.PASSED;
      passed.set(i, fate == Fate.PASSED);
    }
    return new Sifted(Lines.of(block, passed.stream().toArray()), fate);
  }

  private static BitSet without(BitSet lines, int count) {
    BitSet others = new BitSet(count);
    others.set(0, count);
    others.andNot(lines);
    return others;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof LineFilter that
            && hash == that.hash
            && matches.equals(that.matches)
            && excludes.equals(that.excludes);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
