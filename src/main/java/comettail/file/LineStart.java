package comettail.file;

import comettail.line.Framing;
import comettail.line.LineFramer;
import java.io.IOException;

/**
 * Finds where lines start by reading backwards, in blocks, as far as it must and no farther than it
 * may.
 */
public final class LineStart {
  private static final int BLOCK = 64 * 1024;

  private LineStart() {}

  /**
   * What a search backwards found: {@code lines} line starts, the first of them at {@code offset}.
   */
  public record Found(long offset, long lines) {}

  /**
   * Finds the start of the last {@code lines} lines of {@code file} that end at or before {@code
   * end}. What follows the last newline counts as a line, as it does for GNU {@code tail}.
   *
   * @param floor where the search stops, if it does not stop before; a line is taken to start there
   * @return the offset of the first of these lines, {@code end} for no line; and how many there
   *     were
   */
  public static Found last(SegmentBytes file, LineFramer framer, long floor, long end, long lines)
      throws IOException {
    if (lines == 0 || end <= floor) return new Found(end, 0);
    Framing framing = framer.charset(file.mark()).framing();
    long bottom = floor + framing.within(floor);
    byte[] block = new byte[(int) Math.min(BLOCK, end - floor)];
    long found = 0;
    for (long to = end; to > bottom; ) {
      long from = Math.max(bottom, to - block.length);
      from += framing.within(from);
      int n = file.read(from, block, 0, (int) (to - from)); // less where it was cut short meanwhile
      for (int i = framing.lastLineEnd(block, 0, n); i >= 0; ) {
        if (from + i < end && ++found == lines) return new Found(from + i, found);
        i = framing.lastLineEnd(block, 0, i - framing.unitBytes());
      }
      to = from;
    }
    return new Found(bottom, found + 1);
  }

  /**
   * Returns where the unfinished line starts that ends at {@code end}, or {@code end} if there is
   * none. It is looked for as far back as one piece of a line may be long.
   */
  public static long unfinished(SegmentBytes file, LineFramer framer, long end) throws IOException {
    Framing framing = framer.charset(file.mark()).framing();
    byte[] unit = new byte[framing.unitBytes()];
    long from = end - framing.within(end) - unit.length;
    boolean finished =
        framing.within(end) == 0
            && from >= 0
            && file.read(from, unit, 0, unit.length) == unit.length
            && framing.firstLineEnd(unit, 0, unit.length) > 0;
    if (finished) return end;
    return last(file, framer, Math.max(0, end - framer.maxLineBytes()), end, 1).offset();
  }
}
