package comettail.line;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Lines of a block: all of them, or those that a filter lets pass. What is made of them, such as an
 * encoder's bytes, is made once for all readers. Immutable; any thread.
 */
public final class Lines {
  private static final int ALL = -1;

  private final Block block;
  private final int[] indexes; // null for all
  private final boolean back; // whether they begin with the last group and go back
  private final Position from; // where their group begins, or null if in the block
  private final int through; // all lines before this one have been seen to, or ALL
  private final BitSet context; // which of them, by their place here; null for none
  private final BitSet separated;

  // What was made of these lines, by who asked for it.
  private final ConcurrentHashMap<Object, Object> made = new ConcurrentHashMap<>(2);

  /** Makes all lines of {@code block}. */
  Lines(Block block) {
    this(block, null, false, null, ALL, null, null);
  }

  private Lines(
      Block block,
      int[] indexes,
      boolean back,
      Position from,
      int through,
      BitSet context,
      BitSet separated) {
    this.block = block;
    this.indexes = indexes;
    this.back = back;
    this.from = from;
    this.through = through;
    this.context = context;
    this.separated = separated;
  }

  /**
   * Returns some lines of {@code block}, without what is unfinished after them.
   *
   * @param indexes which, rising; not copied, never written again
   */
  public static Lines of(Block block, int... indexes) {
    return new Lines(block, indexes, false, null, ALL, null, null);
  }

  /**
   * Returns some lines of {@code block} for a reader that goes back from its end.
   *
   * @param from where the group begins of which they are the rest, or null if their groups begin in
   *     the block
   * @param indexes which: those of its last group, rising, then those of the one before; not
   *     copied, never written again
   */
  public static Lines back(Block block, Position from, int... indexes) {
    return new Lines(block, indexes, true, from, ALL, null, null);
  }

  /**
   * Returns these lines for a reader who may still get others from the line {@code through} of the
   * block on, so that it comes back there.
   */
  public Lines through(int through) {
    int line = through < block.lines() ? through : ALL;
    return new Lines(block, indexes, back, from, line, context, separated);
  }

  /**
   * Returns these lines with those marked that are here for the sake of others, and those before
   * which something was left out; neither set is written again.
   */
  public Lines marked(BitSet context, BitSet separated) {
    return new Lines(block, indexes, back, from, through, context, separated);
  }

  /**
   * Returns these lines, or the first {@code count} of them, 1 or more; of all, of a block that
   * ends with the last.
   */
  public Lines first(long count) {
    if (count >= count()) return this;
    int last = index((int) count - 1);
    if (indexes != null) {
      int[] some = Arrays.copyOf(indexes, (int) count);
      return new Lines(block, some, back, from, last + 1, context, separated);
    }
    return new Lines(block.sealedAt(block.at() + block.lineEnd(last) - block.start()));
  }

  /** Returns the place at which a reader who has these lines goes on; there is a line. */
  public Place next() {
    if (back) return next(count() - 1);
    if (through == ALL) return block.placeAfter(block.lines() - 1);
    return block.place(block.position(block.lineStart(through)));
  }

  /** Returns the place at which a reader goes on that has the lines up to the {@code n}th. */
  public Place next(int n) {
    if (!back) return block.placeAfter(index(n));
    return block.place(from != null ? from : block.position(block.lineStart(groupStart(n))));
  }

  /** Returns the first line of the group that the {@code n}th line is in. */
  private int groupStart(int n) {
    int low = 0;
    for (int high = n; low < high; ) {
      int middle = (low + high) >>> 1;
      boolean another = index(middle) - middle > index(n) - n; // a later group
      if (another) low = middle + 1;
      else high = middle;
    }
    return index(low);
  }

  /** Returns whether the {@code n}th line is here for the sake of others that are near it. */
  public boolean isContext(int n) {
    return context != null && context.get(n);
  }

  /** Returns whether lines were left out between the {@code n}th and what was sent before it. */
  public boolean isSeparated(int n) {
    return separated != null && separated.get(n);
  }

  /** Returns whether they begin with the block's last group and go back. */
  public boolean isBack() {
    return back;
  }

  /** Returns whether any line {@linkplain #isSeparated is separated}. */
  public boolean hasSeparated() {
    return separated != null && !separated.isEmpty();
  }

  /** Returns the block whose lines they are. */
  public Block block() {
    return block;
  }

  /** Returns whether they are the whole block, with what is unfinished after its lines. */
  public boolean isAll() {
    return indexes == null;
  }

  /** Returns how many lines there are. */
  public int count() {
    return indexes == null ? block.lines() : indexes.length;
  }

  /** Returns how many lines are here for their own sake. */
  public int passed() {
    return context == null ? count() : count() - context.cardinality();
  }

  /** Returns whether nothing of the block is left. */
  public boolean isEmpty() {
    return indexes != null && indexes.length == 0;
  }

  /** Returns which line of the block the {@code n}th is, where {@code n} counts from 0. */
  public int index(int n) {
    return indexes == null ? n : indexes[n];
  }

  /** Returns how many bytes the lines have together, with their newlines. */
  public int bytes() {
    if (indexes == null) return block.whole() - block.start();
    int bytes = 0;
    for (int i : indexes) bytes += block.lineEnd(i) - block.lineStart(i);
    return bytes;
  }

  /**
   * Returns what {@code make} makes of these lines, made once for all that ask with the same {@code
   * key}. {@code make} must not wait for anything, nor ask these lines for another thing.
   */
  @SuppressWarnings("unchecked") // each key has one type of value, that of its only maker
  public <T> T made(Object key, Function<Lines, T> make) {
    Object value = made.get(key);
    return (T) (value != null ? value : made.computeIfAbsent(key, unused -> make.apply(this)));
  }
}
