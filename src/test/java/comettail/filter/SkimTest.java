package comettail.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.line.Block;
import comettail.line.Cutter;
import comettail.line.LineFramer;
import comettail.line.Lines;
import comettail.line.Position;
import comettail.line.SegmentId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Of a log of which not every line is cut, the same is given. */
final class SkimTest {
  private static final int ROUNDS = 20_000;

  @Test
  void whatCannotPassIsOneLine() throws Exception {
    byte[] bytes = ("a\n".repeat(500) + "X\n" + "b\n".repeat(500)).getBytes(UTF_8);
    Block block = blocks(filter("X", true), Context.NONE, bytes, bytes.length).get(0);
    assertEquals(5, block.lines()); // the first, those before X, X, those after it, the last
    assertEquals(List.of("X"), given(filter("X", true), Context.NONE, List.of(block)));
  }

  @Test
  void aSignForKelvinsIsFoundAsTheLetterThatItIs() throws Exception {
    byte[] bytes = ("a\n".repeat(9) + "5\u212A\n" + "b\n").getBytes(UTF_8);
    LineFilter filter = filter("/5k/", true);
    assertEquals(
        List.of("5\u212A"),
        given(filter, Context.NONE, blocks(filter, Context.NONE, bytes, bytes.length)));
  }

  @Test
  void whateverIsNotCutTheSameIsGiven() throws Exception {
    long first = System.nanoTime();
    boolean skimmed = false;
    for (long seed = first; seed < first + ROUNDS; seed++) skimmed |= round(seed);
    assertTrue(skimmed, "each line was cut");
  }

  private static boolean round(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> some =
        List.of(
            "x", "y", "xy X", "c", "c", "c", "", " x", "\ty", " X", "XError: c\r", "}", "\u017f");
    StringBuilder log = new StringBuilder();
    for (int n = random.nextInt(40); n > 0; n--) {
      log.append(some.get(random.nextInt(some.size()))).append('\n');
    }
    if (random.nextInt(4) == 0) log.append("unfinished X");
    byte[] bytes = log.toString().getBytes(UTF_8);
    String term =
        List.of("X", "x", "/X.*/", "/x|y/", "/xy+ X$/", "/[xX]Err/i").get(random.nextInt(6));
    LineFilter filter = filter(term, random.nextInt(3) > 0);
    Context context = new Context(random.nextInt(3), random.nextInt(3));
    int blockBytes = 1 + random.nextInt(bytes.length + 1);
    List<Block> whole = blocks(filter, Context.NONE, Cutter.ALL, bytes, blockBytes);
    List<Block> skimmed = blocks(filter, context, bytes, blockBytes);
    assertEquals(
        given(filter, context, whole),
        given(filter, context, skimmed),
        () -> "seed " + seed + ": " + term + ", " + context + " in " + log);
    return skimmed.stream().mapToInt(Block::lines).sum()
        < whole.stream().mapToInt(Block::lines).sum();
  }

  private static LineFilter filter(String match, boolean multiline) throws BadTermException {
    List<Term> terms = List.of(Term.parse(match));
    return new LineFilter(terms, List.of(), Optional.empty(), multiline);
  }

  private static List<Block> blocks(
      LineFilter filter, Context context, byte[] bytes, int blockBytes) {
    return blocks(filter, context, filter.cutter(context, false), bytes, blockBytes);
  }

  /** Returns {@code bytes} cut into blocks of so many bytes, or of one line if that is longer. */
  private static List<Block> blocks(
      LineFilter filter, Context context, Cutter cutter, byte[] bytes, int blockBytes) {
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, Position.WINDOW));
    SegmentId segment = new SegmentId(1, 0, head);
    LineFramer framer = new LineFramer(1 << 20);
    List<Block> blocks = new ArrayList<>();
    int wanted = blockBytes;
    for (int start = 0; start < bytes.length; ) {
      int end = Math.min(bytes.length, start + wanted);
      Block block = cutter.cut(segment, start, start, bytes, start, end, framer);
      if (end == bytes.length) block = block.sealed();
      wanted = block.lines() == 0 ? wanted * 2 : blockBytes;
      start = block.whole();
      if (block.lines() > 0) blocks.add(block);
    }
    return blocks;
  }

  private static List<String> given(LineFilter filter, Context context, List<Block> blocks) {
    Sieve sieve = filter.sieve(context);
    List<String> given = new ArrayList<>();
    for (Block block : blocks) {
      for (Lines some : sieve.of(block)) {
        for (int n = 0; n < some.count(); n++) {
          if (some.isSeparated(n)) given.add("--");
          int from = some.block().textStart(some.index(n));
          int to = some.block().textEnd(some.index(n));
          given.add(new String(some.block().bytes(), from, to - from, UTF_8));
        }
      }
    }
    return given;
  }
}
