package comettail.filter;

import comettail.line.Block;
import comettail.line.Level;
import comettail.line.LineText;
import comettail.line.Lines;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which lines of a log a reader gets: those in which every one of some terms is found, and none of
 * some others, and that are as serious as it wants. A line without a level is as serious as the one
 * above it, so that a stack trace goes with what it belongs to. Two filters of the same terms are
 * equal, so that their readers share what is made. Immutable; any thread.
 */
public final class LineFilter {
  /** How many terms a filter has at most, both kinds together. */
  public static final int MAX_TERMS = 16;

  /** Lets every line pass. */
  public static final LineFilter ALL = new LineFilter(List.of(), List.of(), Optional.empty());

  private final List<Term> matches;
  private final List<Term> excludes;
  private final Optional<Level> least;
  private final int hash; // asked for each block by each reader

  /**
   * @param matches what must be found in a line, each of them
   * @param excludes what must not, any of them
   * @param least how serious it must be, at least
   */
  public LineFilter(List<Term> matches, List<Term> excludes, Optional<Level> least) {
    if (matches.size() + excludes.size() > MAX_TERMS) {
      throw new IllegalArgumentException("more than " + MAX_TERMS + " terms");
    }
    this.matches = List.copyOf(matches);
    this.excludes = List.copyOf(excludes);
    this.least = least;
    this.hash = Objects.hash(this.matches, this.excludes, least);
  }

  /** Returns whether it lets every line pass. */
  public boolean isAll() {
    return matches.isEmpty() && excludes.isEmpty() && least.isEmpty();
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
   * What a line goes on with.
   *
   * @param fate that of the line's pieces so far; {@link Fate#OPEN} if it is a line of its own
   * @param serious whether the line above it is as serious as it must be
   */
  record Above(Fate fate, boolean serious) {
    /** Before the first line, of which nothing is known: it may be in a stack trace that counts. */
    static final Above NOTHING = new Above(Fate.OPEN, true);

    /** Returns the same above a line of its own. */
    Above ownLine() {
      return fate == Fate.OPEN ? this : new Above(Fate.OPEN, serious);
    }
  }

  /**
   * What became of a block.
   *
   * @param passed the lines that pass
   * @param last the block's last line, above what comes next
   */
  record Sifted(Lines passed, Above last) {}

  /** Stands for what became of a block that goes on with something. */
  private record GoingOn(LineFilter filter, Above above) {}

  /**
   * Returns what becomes of {@code block}, which goes on with {@code above}, once for all readers.
   */
  Sifted sift(Block block, Above above) {
    SearchText text = SearchText.of(block);
    Object key = above.equals(Above.NOTHING) ? this : new GoingOn(this, above);
    return block.all().made(key, unused -> sift(block, text, above));
  }

  private Sifted sift(Block block, SearchText text, Above above) {
    int lines = block.lines();
    BitSet excluded = new BitSet(lines);
    for (Term term : excludes) term.find(text, without(excluded, lines), excluded);
    BitSet passed = without(excluded, lines);
    boolean serious = keepSerious(block, passed, above.serious);
    for (Term term : matches) {
      BitSet found = new BitSet(lines);
      term.find(text, passed, found);
      passed.and(found);
    }
    Fate fate = above.fate;
    for (int i = 0; i < lines; i++) {
      // What goes on with a line that was sent, or left out, is sent, or left out, too.
      if (!block.continued(i)) fate = Fate.OPEN;
      if (fate == Fate.OPEN && excluded.get(i)) fate = Fate.EXCLUDED;
      if (fate == Fate.OPEN && passed.get(i)) fate = Fate.PASSED;
      passed.set(i, fate == Fate.PASSED);
    }
    Lines left = Lines.of(block, passed.stream().toArray());
    return new Sifted(left, new Above(fate, serious));
  }

  /** Takes from {@code passed} what is not serious, and returns whether the last line is. */
  private boolean keepSerious(Block block, BitSet passed, boolean above) {
    if (least.isEmpty()) return above;
    LineText text = new LineText(block);
    boolean serious = above;
    for (int i = 0; i < block.lines(); i++) {
      if (!block.continued(i)) {
        text.read(i);
        Level.Found found = Level.find(text.bytes(), text.start(), text.end());
        if (found != null) serious = found.level().compareTo(least.get()) >= 0;
      }
      if (!serious) passed.clear(i);
    }
    return serious;
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
            && excludes.equals(that.excludes)
            && least.equals(that.least);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
