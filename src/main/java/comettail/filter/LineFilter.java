package comettail.filter;

import comettail.line.Block;
import comettail.line.Cutter;
import comettail.line.Level;
import comettail.line.LineText;
import comettail.line.Lines;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which events of a log a reader gets: those in which every one of some terms is found, and none of
 * some others, and that are as serious as it wants. An event is a line, or a line with those that
 * go on with it, such as a stack trace. A term that is not wanted leaves out the line in which it
 * is found and the rest of its event; so nothing has to wait for an event's end. An event without a
 * level is as serious as the one above it. Two filters of the same terms are equal, so that their
 * readers share what is made. Immutable; any thread.
 */
public final class LineFilter {
  /** How many terms a filter has at most, both kinds together. */
  public static final int MAX_TERMS = 16;

  /** Lets every line pass. */
  public static final LineFilter ALL =
      new LineFilter(List.of(), List.of(), Optional.empty(), false);

  private final List<Term> matches;
  private final List<Term> excludes;
  private final Optional<Level> least;
  private final boolean multiline;
  private final int hash; // asked for each block by each reader

  /**
   * @param matches what must be found in an event, each of them
   * @param excludes what must not, any of them
   * @param least how serious it must be, at least
   * @param multiline whether an event may have several lines
   */
  public LineFilter(
      List<Term> matches, List<Term> excludes, Optional<Level> least, boolean multiline) {
    if (matches.size() + excludes.size() > MAX_TERMS) {
      throw new IllegalArgumentException("more than " + MAX_TERMS + " terms");
    }
    this.matches = List.copyOf(matches);
    this.excludes = List.copyOf(excludes);
    this.least = least;
    this.multiline = multiline;
    this.hash = Objects.hash(this.matches, this.excludes, least, multiline);
  }

  /** Returns whether it lets every line pass. */
  public boolean isAll() {
    return matches.isEmpty() && excludes.isEmpty() && least.isEmpty();
  }

  /** Returns how many steps it may take for each byte of a log. */
  int stepsPerByte() {
    return Stream.concat(matches.stream(), excludes.stream()).mapToInt(Term::stepsPerByte).sum();
  }

  /** Returns the way through this filter of one reader that goes forwards. */
  public Sieve sieve(Context context) {
    return sieve(context, false);
  }

  /**
   * Returns one reader's way through this filter.
   *
   * @param newestFirst whether the reader goes back in its log
   */
  public Sieve sieve(Context context, boolean newestFirst) {
    return new Sieve(this, isAll() ? Context.NONE : context, newestFirst);
  }

  /**
   * What an event goes on with, or, if it is one of its own, what it comes after.
   *
   * @param found which terms were found in its lines so far, the first in the lowest bit
   * @param excluded whether one was found that is not wanted
   * @param serious whether it is, or the one above it, as serious as it must be
   */
  record Above(int found, boolean excluded, boolean serious) {
    /** Before the first line, of which nothing is known: it may be in a stack trace that counts. */
    static final Above NOTHING = new Above(0, false, true);

    /** Returns the same above an event of its own. */
    Above ownEvent() {
      return found == 0 && !excluded ? this : new Above(0, false, serious);
    }
  }

  /**
   * What became of a block.
   *
   * @param passed the lines that pass; those after the last event's beginning may do so later
   * @param open the first line of the event that may pass when it goes on, or the number of lines
   * @param last the block's last line, above what comes next
   */
  record Sifted(Lines passed, int open, Above last) {}

  /** Stands for what became of a block that goes on with something. */
  private record GoingOn(LineFilter filter, Above above) {}

  /** Returns the text without which nothing passes, or null if there is none. */
  TextTerm needle() {
    if (least.isPresent()) return null; // a line's level may be another's
    return matches.stream()
        .map(Term::required)
        .filter(Objects::nonNull)
        .max(Comparator.comparingInt(text -> text.needle().length()))
        .orElse(null);
  }

  /**
   * Returns what cuts a log for readers that want these lines around what passes.
   *
   * @param wholeEvents whether no event may be in two blocks, even if all pass, nor what has its
   *     level from the one above
   */
  public Cutter cutter(Context context, boolean wholeEvents) {
    return isAll() && !wholeEvents ? Cutter.ALL : new Skim(this, context, wholeEvents);
  }

  /** Returns whether the line {@code text[from, to)} goes on with the one above it. */
  boolean goesOn(String text, int from, int to) {
    if (!multiline) return false;
    int end = to;
    if (end > from && text.charAt(end - 1) == '\n') end--;
    if (end > from && text.charAt(end - 1) == '\r') end--;
    return Continuation.is(text, from, end);
  }

  /** Returns whether the line {@code bytes[start, end)} is as serious as the one above it. */
  boolean hasLevelOfAbove(byte[] bytes, int start, int end) {
    return least.isPresent() && Level.find(bytes, start, end) == null;
  }

  /** Returns whether line {@code i} of {@code block} goes on with the event above it. */
  boolean goesOn(Block block, int i) {
    return events(block, SearchText.of(block)).goesOn(i);
  }

  private Events events(Block block, SearchText text) {
    return new Events(block, text, multiline);
  }

  /** Returns what passes of {@code block}, which has whole events. */
  Lines passed(Block block) {
    return sift(block, Above.NOTHING).passed();
  }

  /** Returns whether the first event of {@code block} can't be told from what is above it. */
  boolean dependsOnAbove(Block block) {
    return goesOn(block, 0) || least.isPresent() && level(new LineText(block), 0) == null;
  }

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
    if (lines == 0) return new Sifted(Lines.of(block), 0, above);
    Events events = events(block, text);
    int carried = events.goesOn(0) ? events.end(0) : 0; // the lines that go on with `above`
    BitSet left = new BitSet(lines);
    left.set(0, lines);
    exclude(text, events, left);
    if (above.excluded) left.clear(0, carried);
    boolean excluded = !left.get(lines - 1);
    boolean serious = keepSerious(block, events, left, above.serious);
    BitSet passed = (BitSet) left.clone();
    int last = events.start(lines - 1);
    int found = 0;
    for (int t = 0; t < matches.size(); t++) {
      BitSet tried = (BitSet) passed.clone();
      for (int i = last; i < lines; i++)
        tried.set(i, left.get(i)); // what is found there is carried
      BitSet here = new BitSet(lines);
      matches.get(t).find(text, tried, here);
      here.and(tried);
      BitSet with = events.around(here);
      if ((above.found & 1 << t) != 0) with.set(0, carried);
      if (with.get(last)) found |= 1 << t;
      passed.and(with);
    }
    boolean mayGoOn = multiline || block.partial(lines - 1);
    boolean open = mayGoOn && left.get(lines - 1) && !passed.get(lines - 1);
    int through = open ? last : lines;
    Lines some = Lines.of(block, passed.stream().toArray()).through(through);
    return new Sifted(some, through, new Above(found, excluded, serious));
  }

  /** Takes from {@code left} each line with what is not wanted, and the rest of its event. */
  private void exclude(SearchText text, Events events, BitSet left) {
    BitSet excluded = new BitSet(text.lines());
    for (Term term : excludes) {
      BitSet found = new BitSet(text.lines());
      term.find(text, left, found);
      excluded.or(found);
    }
    for (int i = excluded.nextSetBit(0); i >= 0; ) {
      int end = events.end(i);
      left.clear(i, end);
      i = excluded.nextSetBit(end);
    }
  }

  /** Takes from {@code left} what is not serious, and returns whether the last event is. */
  private boolean keepSerious(Block block, Events events, BitSet left, boolean above) {
    if (least.isEmpty()) return above;
    LineText text = new LineText(block);
    boolean serious = above;
    for (int i = 0; i < block.lines(); i++) {
      if (!events.goesOn(i)) {
        Level.Found found = level(text, i);
        if (found != null) serious = found.level().compareTo(least.get()) >= 0;
      }
      if (!serious) left.clear(i);
    }
    return serious;
  }

  private static Level.Found level(LineText text, int line) {
    text.read(line);
    return Level.find(text.bytes(), text.start(), text.end());
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof LineFilter that
            && hash == that.hash
            && matches.equals(that.matches)
            && excludes.equals(that.excludes)
            && least.equals(that.least)
            && multiline == that.multiline;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
