package comettail.filter;

import comettail.filter.LineFilter.Above;
import comettail.filter.LineFilter.Sifted;
import comettail.line.Block;
import comettail.line.Lines;
import comettail.line.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * One reader's way through a filter: it remembers what became of an event that is not over, and the
 * last lines, which go out if that passes or if what comes next does. Used by one thread at a time.
 */
public final class Sieve {
  /** How many bytes of lines that may still pass are remembered; the oldest are forgotten first. */
  static final int MAX_HELD_BYTES = 256 * 1024;

  /** A block of so many bytes is not kept for the sake of a few lines. */
  private static final int LARGE_BYTES = 16 * 1024;

  /** What a block may take at most to be quick, in steps; some 10 ms. */
  private static final int QUICK_STEPS = 1 << 20;

  private final LineFilter filter;
  private final Context context;
  private final int stepsPerByte;
  private Above last = Above.NOTHING; // the line that came last

  // The lines that came last and were not given: those of the event that is not over, and before
  // them as many as may be somebody's context.
  private final Deque<Held> held = new ArrayDeque<>();
  private int heldBytes;
  private int open; // how many of them are of the event that is not over

  private int afterLeft; // how many lines are still given after the last that passed
  private boolean given; // something was
  private boolean leftOut; // something was, since

  /** A line that came and was not given. */
  private record Held(Block block, int line) {
    int bytes() {
      return block.lineEnd(line) - block.lineStart(line);
    }
  }

  Sieve(LineFilter filter, Context context) {
    this.filter = filter;
    this.context = context;
    this.stepsPerByte = filter.stepsPerByte();
  }

  /** Returns whether {@link #of} may take so long that others should not wait for it. */
  public boolean isSlow(Block block) {
    return (long) stepsPerByte * (block.end() - block.start()) > QUICK_STEPS;
  }

  /**
   * Returns the position from which on lines may still pass that have come, or null if there are
   * none.
   */
  public Position held() {
    Held first = held.peekFirst();
    return first == null ? null : first.block.position(first.block.lineStart(first.line));
  }

  /**
   * Returns which lines are given of {@code block}, the next that the reader gets, and before them
   * those of earlier blocks that go with them; each of at least one line.
   */
  public List<Lines> of(Block block) {
    if (filter.isAll()) return List.of(block.all());
    if (block.lines() == 0) return List.of();
    boolean goesOn = filter.goesOn(block);
    Sifted sifted = filter.sift(block, goesOn ? last : last.ownEvent());
    last = sifted.last();
    if (!goesOn) {
      open = 0;
      keep(context.before());
    }
    boolean alone = context.isNone() && held.isEmpty();
    List<Lines> given = alone ? passed(block, sifted) : withOthers(block, sifted);
    if (block.bytes().length >= LARGE_BYTES && heldBytes < LARGE_BYTES) copyHeld(block);
    return given;
  }

  /** Holds what is held of {@code block}, its last lines, without the rest of its bytes. */
  private void copyHeld(Block block) {
    int lines = 0;
    while (!held.isEmpty() && held.peekLast().block == block) {
      held.removeLast();
      lines++;
    }
    if (lines == 0) return;
    Block tail = block.tail(block.lines() - lines);
    for (int i = 0; i < lines; i++) held.addLast(new Held(tail, i));
  }

  /**
   * Returns which lines are given of {@code block}, which has whole events, to a reader that goes
   * back.
   */
  public List<Lines> back(Block block) {
    Lines passed = filter.passed(block);
    return passed.isEmpty() ? List.of() : List.of(filter.back(passed));
  }

  /** Returns what passes, the same for all readers. */
  private List<Lines> passed(Block block, Sifted sifted) {
    for (int i = sifted.open(); i < block.lines(); i++) hold(new Held(block, i));
    open = held.size();
    return sifted.passed().isEmpty() ? List.of() : List.of(sifted.passed());
  }

  /** Returns what passes, with what goes with it. */
  private List<Lines> withOthers(Block block, Sifted sifted) {
    Given out = new Given();
    Lines passed = sifted.passed();
    int i = 0;
    for (int n = 0; n <= passed.count(); n++) {
      int next = n < passed.count() ? passed.index(n) : block.lines();
      for (; i < next && afterLeft > 0; i++, afterLeft--) out.give(new Held(block, i), true);
      i = hold(block, i, next, sifted.open());
      if (i == block.lines()) break;
      giveHeld(out);
      out.give(new Held(block, i++), false);
      afterLeft = context.after();
    }
    return out.lines();
  }

  /** Remembers what is needed of the lines from {@code from} to {@code to}, which is returned. */
  private int hold(Block block, int from, int to, int openFrom) {
    int needed = Math.max(from, Math.min(to, openFrom) - context.before());
    if (needed > from) keep(0);
    leftOut |= needed > from;
    for (int i = needed; i < to; i++) {
      hold(new Held(block, i));
      if (i >= openFrom) open++;
      else keep(context.before());
    }
    return to;
  }

  private void hold(Held line) {
    held.addLast(line);
    heldBytes += line.bytes();
    while (heldBytes > MAX_HELD_BYTES) forgetFirst();
  }

  /** Forgets all but the last {@code most} lines; none of them is of an event that is not over. */
  private void keep(int most) {
    open = 0;
    while (held.size() > most) forgetFirst();
  }

  private void forgetFirst() {
    heldBytes -= held.removeFirst().bytes();
    leftOut = true;
  }

  private void giveHeld(Given out) {
    int others = Math.max(0, held.size() - open);
    for (int n = 0; !held.isEmpty(); n++) out.give(held.removeFirst(), n < others);
    heldBytes = 0;
    open = 0;
  }

  /** Gathers the lines that are given, those of a block together. */
  private final class Given {
    private final List<Lines> parts = new ArrayList<>();
    private Block block; // of the lines that are gathered now
    private int[] indexes = new int[8];
    private int count;
    private BitSet others = new BitSet();
    private BitSet separated = new BitSet();

    void give(Held line, boolean isContext) {
      if (line.block != block) endPart(line.block);
      if (count == indexes.length) indexes = Arrays.copyOf(indexes, 2 * count);
      if (isContext) others.set(count);
      if (leftOut && given && !context.isNone()) separated.set(count);
      indexes[count++] = line.line;
      given = true;
      leftOut = false;
    }

    private void endPart(Block next) {
      if (count > 0) {
        Held first = held.peekFirst();
        boolean isHeld = first != null && first.block == block;
        int through = isHeld ? first.line : block.lines();
        Lines some = Lines.of(block, Arrays.copyOf(indexes, count));
        parts.add(some.through(through).marked(others, separated));
      }
      block = next;
      count = 0;
      others = new BitSet();
      separated = new BitSet();
    }

    List<Lines> lines() {
      endPart(null);
      return parts;
    }
  }
}
