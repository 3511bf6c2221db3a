package comettail.filter;

import comettail.filter.SearchText.Hits;
import comettail.line.Block;
import comettail.line.Cutter;
import comettail.line.LineCut;
import comettail.line.LineFramer;
import comettail.line.LogCharset;
import comettail.line.SegmentId;
import java.util.Arrays;

/**
 * Cuts only those lines that may be in what a filter lets pass, if there is a text without which
 * nothing passes: the lines that have it, with their events and the lines around them. What lies
 * between becomes one line, in which that text is not. Then it looks which lines pass, so that this
 * is done on whatever thread cuts. Immutable; any thread.
 */
final class Skim implements Cutter {
  private final LineFilter filter;
  private final Context context;
  private final boolean wholeEvents;
  private final TextTerm needle; // null if any line may pass

  Skim(LineFilter filter, Context context, boolean wholeEvents) {
    this.filter = filter;
    this.context = filter.isAll() ? Context.NONE : context;
    this.wholeEvents = wholeEvents;
    this.needle = filter.needle();
  }

  @Override
  public Block cut(
      SegmentId segment,
      long offset,
      long at,
      byte[] bytes,
      int start,
      int end,
      LineFramer framer) {
    Block block = skimmed(segment, offset, at, bytes, start, end, framer);
    if (block == null) block = Block.of(segment, offset, at, bytes, start, end, framer);
    if (block.lines() > 0 && !filter.goesOn(block, 0)) filter.sift(block, LineFilter.Above.NOTHING);
    return block;
  }

  @Override
  public boolean goesOn(byte[] bytes, int start, int end) {
    return filter.goesOn(SearchText.latin1(bytes, start, end), 0, end - start)
        || wholeEvents && filter.hasLevelOfAbove(bytes, start, end);
  }

  @Override
  public boolean isOfUse(Block block) {
    return !filter.passed(block).isEmpty();
  }

  @Override
  public int linesBefore() {
    return context.before();
  }

  @Override
  public int linesAfter() {
    return context.after();
  }

  /** Returns the block with what may pass, or null if all of it has to be cut. */
  private Block skimmed(
      SegmentId segment,
      long offset,
      long at,
      byte[] bytes,
      int start,
      int end,
      LineFramer framer) {
    LogCharset charset = framer.charset(segment.mark());
    if (needle == null || charset != LogCharset.UTF_8) return null;
    LineCut cut = new LineCut(framer, charset, offset, bytes, start, end);
    if (cut.whole() == start) return null;
    String all = SearchText.latin1(bytes, start, cut.whole());
    if (needle.mayMissIn(all)) return null;
    Hits hits = new Pass(all, start, cut).run();
    Block block = Block.of(segment, charset, offset, at, bytes, start, end, cut);
    SearchText.make(block, all, hits);
    return block;
  }

  /** One pass over the bytes of a block. */
  private final class Pass {
    private final String all;
    private final int start; // the index in the bytes of the first character
    private final LineCut cut;
    private int[] hits = new int[16];
    private int count;

    Pass(String all, int start, LineCut cut) {
      this.all = all;
      this.start = start;
      this.cut = cut;
    }

    Hits run() {
      cut.next();
      cutEventAnd(context.after()); // what goes on with the block before
      String searched = needle.ignoresCase() ? SearchText.lowered(all) : all;
      int hit = searched.indexOf(needle.needle());
      while (hit >= 0) {
        if (count == hits.length) hits = Arrays.copyOf(hits, 2 * count);
        hits[count++] = hit;
        int index = start + hit;
        if (index >= cut.at()) cut.skipTo(before(cut.lineStart(index)));
        int lineEnd = cut.lineEnd(index);
        while (cut.at() < lineEnd) cut.next();
        cutEventAnd(context.after());
        hit = searched.indexOf(needle.needle(), lineEnd - start);
      }
      if (cut.at() < cut.whole()) cut.skipTo(before(cut.lineStart(cut.whole() - 1)));
      while (cut.at() < cut.whole()) cut.next();
      return new Hits(needle, Arrays.copyOf(hits, count));
    }

    /** Cuts what goes on with the last line, and some lines more. */
    private void cutEventAnd(int lines) {
      while (cut.at() < cut.whole() && goesOn(cut.at())) cut.next();
      for (int n = 0; n < lines && cut.at() < cut.whole(); n++) cut.next();
    }

    /** Returns where the lines begin that belong before the line at {@code index}. */
    private int before(int index) {
      int first = index;
      while (first > cut.at() && goesOn(first)) first = cut.lineStart(first - 1);
      for (int n = 0; n < context.before() && first > cut.at(); n++) {
        first = cut.lineStart(first - 1);
      }
      return first;
    }

    private boolean goesOn(int index) {
      return filter.goesOn(all, index - start, cut.lineEnd(index) - start);
    }
  }
}
