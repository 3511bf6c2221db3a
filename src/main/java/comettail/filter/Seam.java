package comettail.filter;

import comettail.filter.LineFilter.Above;
import comettail.filter.LineFilter.Sifted;
import comettail.line.Block;
import comettail.line.Lines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * The blocks that a reader who goes back sees together, since what is above each but the first
 * decides on it: a segment may begin in the middle of an event. Used by one thread at a time.
 */
final class Seam {
  /** How long they may be together; what is above more than that does not matter. */
  static final int MAX_BYTES = 1 << 20; // 1 MiB

  private final LineFilter filter;
  private final Deque<Block> blocks = new ArrayDeque<>(); // in the log's order
  private int bytes;

  /** What passes of a block; from {@code open} on, if that is found which may be below it. */
  private record Part(Block block, BitSet passed, int open) {
    void passOpen() {
      passed.set(open, block.lines());
    }

    Lines lines() {
      return Lines.of(block, passed.stream().toArray());
    }
  }

  Seam(LineFilter filter) {
    this.filter = filter;
  }

  /** Adds the block before the first. */
  void add(Block block) {
    blocks.addFirst(block);
    bytes += block.end() - block.start();
  }

  /** Returns whether the block before the first has to be known. */
  boolean isOpen() {
    Block first = blocks.peekFirst();
    return first.offset() == 0 && bytes <= MAX_BYTES && filter.dependsOnAbove(first);
  }

  /** Takes all blocks away, and returns what passes of each, the last first. */
  List<Lines> take() {
    List<Lines> taken =
        blocks.size() == 1 ? List.of(filter.passed(blocks.peekFirst())) : passedTogether();
    blocks.clear();
    bytes = 0;
    return taken;
  }

  private List<Lines> passedTogether() {
    List<Lines> passed = new ArrayList<>();
    for (Part part : parts()) passed.add(0, part.lines());
    return passed;
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    List<Part> open = new ArrayList<>(); // those with an event that is not over
    Above above = Above.NOTHING;
    for (Block block : blocks) {
      boolean goesOn = filter.goesOn(block, 0);
      Sifted sifted = filter.sift(block, goesOn ? above : above.ownEvent());
      above = sifted.last();
      Part part = new Part(block, passed(sifted), sifted.open());
      if (goesOn && part.passed.get(0)) open.forEach(Part::passOpen);
      if (!goesOn || part.open > 0) open.clear();
      if (part.open < block.lines()) open.add(part);
      parts.add(part);
    }
    return parts;
  }

  private static BitSet passed(Sifted sifted) {
    BitSet passed = new BitSet();
    for (int n = 0; n < sifted.passed().count(); n++) passed.set(sifted.passed().index(n));
    return passed;
  }
}
