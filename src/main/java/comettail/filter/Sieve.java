package comettail.filter;

import comettail.filter.LineFilter.Above;
import comettail.filter.LineFilter.Sifted;
import comettail.line.Block;
import comettail.line.Lines;
import comettail.line.Position;
import comettail.line.SegmentId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One reader's way through a filter: it remembers what became of an event that is not over, and the
 * last lines, which go out if that passes or if what comes next does. A reader that goes back in
 * its log has each block from its end, and gets the lines in {@linkplain Group groups}. Used by one
 * thread at a time.
 */
public final class Sieve {
  /** How many bytes of lines that may still pass are remembered; the oldest are forgotten first. */
  static final int MAX_HELD_BYTES = 256 * 1024;

  /** A block of so many bytes is not kept for the sake of a few lines. */
  private static final int LARGE_BYTES = 16 * 1024;

  /** What a block may take at most to be quick, in steps; some 10 ms. */
  private static final int QUICK_STEPS = 1 << 20;

  private final LineFilter filter;
  private final Context context; // as the reader gets the log: first the lines before
  private final int stepsPerByte;
  private final Seam seam; // if the reader goes back; else null
  private final Group group; // too
  private Above last = Above.NOTHING; // the line that came last

  // Where what came last begins, if the reader goes back.
  private SegmentId segment;
  private long offset;

  // The lines that came last and were not given: those of the event that is not over, and before
  // them as many as may be somebody's context.
  private final Deque<Held> held = new ArrayDeque<>();
  private int heldBytes;
  private int open; // how many of them are of the event that is not over

  private int afterLeft; // how many lines are still given after the last that passed
  private boolean given; // something was
  private boolean leftOut; // something was, since

  /** A line that has come. */
  record Held(Block block, int line) {
    int bytes() {
      return block.lineEnd(line) - block.lineStart(line);
    }

    Position position() {
      return block.position(block.lineStart(line));
    }
  }

  Sieve(LineFilter filter, Context context, boolean newestFirst) {
    this.filter = filter;
    this.context = newestFirst ? new Context(context.after(), context.before()) : context;
    this.stepsPerByte = filter.stepsPerByte();
    this.seam = newestFirst ? new Seam(filter) : null;
    this.group = newestFirst ? new Group(filter, context.isNone()) : null;
  }

  /** Returns whether {@link #of} may take so long that others should not wait for it. */
  public boolean isSlow(Block block) {
    return (long) stepsPerByte * (block.end() - block.start()) > QUICK_STEPS;
  }

  /**
   * Returns the position from which on lines may still pass that have come, or null if there are
   * none, or the reader goes back.
   */
  public Position held() {
    return group != null || held.isEmpty() ? null : held.peekFirst().position();
  }

  /**
   * Returns which lines are given of {@code block}, the next that the reader gets, and before them
   * those of earlier blocks that go with them; each of at least one line. To a reader that goes
   * back the block has whole events.
   */
  public List<Lines> of(Block block) {
    if (group != null) return back(block);
    if (filter.isAll()) return List.of(block.all());
    if (block.lines() == 0) return List.of();
    boolean goesOn = filter.goesOn(block, 0);
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

  private List<Lines> back(Block block) {
    if (block.lines() == 0) return List.of();
    seam.add(block);
    Given out = new Given(true);
    if (!seam.isOpen()) takeBack(out);
    return out.lines();
  }

  private void takeBack(Given out) {
    for (Lines passed : seam.take()) {
      Block block = passed.block();
      if (segment != null && !block.endsAt(segment, offset)) breakOff();
      segment = block.segment();
      offset = block.offset();
      gather(block, passed, block.lines(), out);
    }
    // Where this begins an event does, or one that is too long to wait for the rest of it.
    if (leftOut || group.isFull()) group.giveTo(out);
  }

  /**
   * Returns the lines that a reader who goes back gets after all blocks, or before what is told
   * between two.
   */
  public List<Lines> rest() {
    if (group == null) return List.of();
    Given out = new Given(true);
    takeBack(out);
    group.giveTo(out);
    breakOff();
    return out.lines();
  }

  /** Forgets what is held; what comes does not touch what came. */
  private void breakOff() {
    keep(0);
    afterLeft = 0;
    leftOut = true;
  }

  /** Returns what passes, the same for all readers. */
  private List<Lines> passed(Block block, Sifted sifted) {
    for (int i = sifted.open(); i < block.lines(); i++) hold(new Held(block, i));
    open = held.size();
    return sifted.passed().isEmpty() ? List.of() : List.of(sifted.passed());
  }

  /** Returns what passes, with what goes with it. */
  private List<Lines> withOthers(Block block, Sifted sifted) {
    Given out = new Given(false);
    gather(block, sifted.passed(), sifted.open(), out);
    return out.lines().stream().map(this::untilHeld).toList();
  }

  private Lines untilHeld(Lines lines) {
    Held first = held.peekFirst();
    return first != null && first.block == lines.block() ? lines.through(first.line) : lines;
  }

  /** Gives what passes, with what goes with it; lines are counted as the reader gets them. */
  private void gather(Block block, Lines passed, int openFrom, Given out) {
    int i = 0;
    for (int n = 0; n <= passed.count(); n++) {
      int next = n < passed.count() ? passed(passed, n) : block.lines();
      for (; i < next && afterLeft > 0; i++, afterLeft--) give(line(block, i), true, out);
      i = hold(block, i, next, openFrom);
      if (i == block.lines()) break;
      giveHeld(out);
      give(line(block, i++), false, out);
      afterLeft = context.after();
    }
  }

  private int passed(Lines passed, int n) {
    if (group == null) return passed.index(n);
    return passed.block().lines() - 1 - passed.index(passed.count() - 1 - n);
  }

  private Held line(Block block, int i) {
    return new Held(block, group == null ? i : block.lines() - 1 - i);
  }

  /** Remembers what is needed of the lines from {@code from} to {@code to}, which is returned. */
  private int hold(Block block, int from, int to, int openFrom) {
    int needed = Math.max(from, Math.min(to, openFrom) - context.before());
    if (needed > from) keep(0);
    leftOut |= needed > from;
    for (int i = needed; i < to; i++) {
      hold(line(block, i));
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
    for (int n = 0; !held.isEmpty(); n++) give(held.removeFirst(), n < others, out);
    heldBytes = 0;
    open = 0;
  }

  private void give(Held line, boolean isContext, Given out) {
    if (group == null) {
      out.add(line, isContext, leftOut && given && !context.isNone());
      given = true;
    } else {
      if (leftOut || group.isWhole()) group.giveTo(out);
      group.add(line, isContext);
    }
    leftOut = false;
  }
}
