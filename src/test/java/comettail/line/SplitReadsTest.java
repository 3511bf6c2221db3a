package comettail.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However reads cut a log, in whatever charset, its lines are the same. */
final class SplitReadsTest {
  private static final int ROUNDS = 200;

  /** The charset that is said, whether there is a mark, and characters that the charset has. */
  @ParameterizedTest
  @CsvSource({
    "UTF-8, false, ab\u00e4\u20ac\ud83d\ude00",
    "UTF-8, true, ab\u00e4\u20ac\ud83d\ude00",
    "UTF-16LE, false, ab\u00e4\u20ac\ud83d\ude00\u0a00\u0a0a\u0d00",
    "UTF-16LE, true, ab\u00e4\u20ac\ud83d\ude00\u0a00\u0a0a\u0d00",
    "UTF-16BE, false, ab\u00e4\u20ac\ud83d\ude00\u0a00\u0a0a\u0d00",
    "UTF-16BE, true, ab\u00e4\u20ac\ud83d\ude00\u0a00\u0a0a\u0d00",
    "ISO-8859-1, false, ab\u00e4\u00ff",
    "windows-1252, false, ab\u00e4\u20ac\u0178",
    "Shift_JIS, false, ab\\\u8868\u30bd\uff71",
    "GBK, false, ab\u4e2d\u6587\u4e02",
    "GB18030, false, ab\u4e2d\ud83d\ude00",
    "EUC-JP, false, ab\u8868\u9daf\uff71",
    "EUC-KR, false, ab\ud55c\uae00",
    "Big5, false, ab\u529f\u8a31"
  })
  void theLinesAreTheSame(String name, boolean marked, String alphabet) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    LogCharset charset = LogCharset.of(name).orElseThrow();
    for (int round = 0; round < ROUNDS; round++) {
      String text = text(alphabet, random);
      byte[] log = ((marked ? "\uFEFF" : "") + text).getBytes(charset.charset());
      LogCharset said = marked ? LogCharset.of("GBK").orElseThrow() : charset;
      String about = "seed " + seed + ", round " + round;

      Reading byByte = new Reading(log, new LineFramer(1 << 20, said));
      for (int to = 1; to <= log.length; to++) byByte.readTo(to);
      assertEquals(lines(text), byByte.lines, about);

      Reading bySome = new Reading(log, new LineFramer(1 << 20, said));
      while (bySome.to < log.length) bySome.readTo(bySome.to + 1 + random.nextInt(40));
      assertEquals(lines(text), bySome.lines, about);

      Reading hasty = new Reading(log, new LineFramer(1 << 20, said));
      while (hasty.to < log.length) {
        hasty.readTo(hasty.to + 1 + random.nextInt(9));
        if (random.nextBoolean()) hasty.sealCharacters();
      }
      assertEquals(lines(text), joined(hasty.lines), about);

      int bound = 8 + random.nextInt(9);
      Reading pieces = new Reading(log, new LineFramer(bound, said));
      while (pieces.to < log.length) pieces.readTo(pieces.to + 1 + random.nextInt(40));
      assertTrue(pieces.longest <= bound, about + ": " + pieces.longest + " > " + bound);
      assertEquals(
          withoutCarriageReturns(lines(text)), withoutCarriageReturns(joined(pieces.lines)), about);
    }
  }

  private static String text(String alphabet, Random random) {
    int[] characters = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      int kind = random.nextInt(10);
      if (kind == 0) text.append('\n');
      else if (kind == 1) text.append("\r\n");
      else if (kind == 2) text.append("\r.");
      else text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.append('\n').toString();
  }

  private static List<String> lines(String text) {
    return Arrays.stream(text.substring(0, text.length() - 1).split("\n", -1))
        .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
        .toList();
  }

  /** A piece that ends between CR and LF has the CR: the bound is a bound. */
  private static List<String> withoutCarriageReturns(List<String> lines) {
    return lines.stream().map(line -> line.replace("\r", "")).toList();
  }

  /** Returns the lines with their pieces put together, as a reader may do with the marks. */
  private static List<String> joined(List<String> pieces) {
    List<String> lines = new ArrayList<>();
    boolean open = false;
    for (String piece : pieces) {
      boolean continued = piece.startsWith("~");
      boolean partial = piece.endsWith("~") && piece.length() > (continued ? 1 : 0);
      String text = piece.substring(continued ? 1 : 0, piece.length() - (partial ? 1 : 0));
      assertEquals(open, continued, pieces.toString());
      if (continued) lines.add(lines.remove(lines.size() - 1) + text);
      else lines.add(text);
      open = partial;
    }
    return lines;
  }

  /** Reads as a follower does: what is new, and the unfinished line before it again. */
  private static final class Reading {
    final List<String> lines = new ArrayList<>(); // with a tilde where they were cut
    int to;
    int longest;

    private final byte[] log;
    private final LineFramer framer;
    private SegmentId segment = new SegmentId(1, 0, new byte[0]);
    private Block last;
    private int lineStart;

    Reading(byte[] log, LineFramer framer) {
      this.log = log;
      this.framer = framer;
    }

    void readTo(int end) {
      to = Math.min(end, log.length);
      byte[] bytes = Arrays.copyOf(log, to);
      segment = segment.grownBy(bytes, lineStart, to, lineStart);
      last = Block.of(segment, lineStart, lineStart, bytes, lineStart, to, framer);
      take(last, 0);
    }

    void sealCharacters() {
      Block sealed = last.sealedCharacters();
      take(sealed, last.lines());
      last = sealed;
    }

    private void take(Block block, int from) {
      for (int i = from; i < block.lines(); i++) {
        int start = block.textStart(i);
        int end = block.textEnd(i);
        String text = new String(block.bytes(), start, end - start, block.charset().charset());
        lines.add((block.continued(i) ? "~" : "") + text + (block.partial(i) ? "~" : ""));
        longest = Math.max(longest, block.lineEnd(i) - block.lineStart(i));
      }
      lineStart = block.whole();
    }
  }
}
