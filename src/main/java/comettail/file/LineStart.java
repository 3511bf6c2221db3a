package comettail.file;

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
  public static Found last(SegmentBytes file, long floor, long end, long lines) throws IOException {
    if (lines == 0 || end <= floor) return new Found(end, 0);
    byte[] block = new byte[(int) Math.min(BLOCK, end - floor)];
    long found = 0;
    for (long to = end; to > floor; ) {
      int length = (int) Math.min(block.length, to - floor);
      long from = to - length;
      int n = file.read(from, block, 0, length); // less where the file was cut short meanwhile
      for (int i = n - 1; i >= 0; i--) {
        if (block[i] != '\n' || from + i + 1 == end) continue;
        if (++found == lines) return new Found(from + i + 1, found);
      }
      to = from;
    }
    return new Found(floor, found + 1);
  }
}
