package comettail.filter;

import comettail.filter.Sieve.Held;
import comettail.line.Block;
import comettail.line.Lines;
import comettail.line.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Gathers the lines that are given, those of a block together. Used by one thread. */
final class Given {
  private final boolean back; // whether the reader goes back
  private final List<Lines> parts = new ArrayList<>();
  private Block block; // of the lines that are gathered now
  private int[] indexes = new int[8];
  private int count;
  private BitSet others = new BitSet();
  private BitSet separated = new BitSet();
  private Position from; // where their group begins, if that is in another block

  Given(boolean back) {
    this.back = back;
  }

  /**
   * Adds a line.
   *
   * @param isContext whether it is given for the sake of others
   * @param apart whether lines were left out before it
   */
  void add(Held line, boolean isContext, boolean apart) {
    if (line.block() != block) endPart(line.block(), null);
    add(line.line(), isContext, apart);
  }

  /** Adds a line of the group that begins with {@code first}. */
  void add(Held line, boolean isContext, boolean apart, Held first) {
    if (line.block() != block) {
      endPart(line.block(), line.block() == first.block() ? null : first.position());
    }
    add(line.line(), isContext, apart);
  }

  private void add(int line, boolean isContext, boolean apart) {
    if (count == indexes.length) indexes = Arrays.copyOf(indexes, 2 * count);
    others.set(count, isContext);
    separated.set(count, apart);
    indexes[count++] = line;
  }

  private void endPart(Block next, Position nextFrom) {
    if (count > 0) {
      int[] some = Arrays.copyOf(indexes, count);
      Lines lines = back ? Lines.back(block, from, some) : Lines.of(block, some);
      parts.add(lines.marked(others, separated));
    }
    block = next;
    from = nextFrom;
    count = 0;
    others = new BitSet();
    separated = new BitSet();
  }

  /** Returns what was added. */
  List<Lines> lines() {
    endPart(null, null);
    return parts;
  }
}
