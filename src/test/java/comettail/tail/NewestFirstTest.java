package comettail.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.filter.BadTermException;
import comettail.filter.Context;
import comettail.filter.LineFilter;
import comettail.filter.Sieve;
import comettail.filter.Term;
import comettail.harness.SlowSearch;
import comettail.line.Block;
import comettail.line.Cutter;
import comettail.line.Level;
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

/** Who goes back gets the groups of lines that others get, the last group first. */
final class NewestFirstTest {
  private static final int ROUNDS = 20_000;
  private static final int MAX_LINES = 20;

  private static final List<String> SOME =
      List.of("a", "b", "ab", "c", "c", "c", "c", " a", "\tb", " c", "XError: a", "}", "");
  private static final List<String> LEVELS =
      List.of("10:15:42 ERROR a", "10:15:42 ERROR c", "10:15:42 INFO a", "10:15:42 INFO c");

  @Test
  void whereverTheLogIsCutTheSameGroupsAreGiven() throws BadTermException {
    long first = System.nanoTime();
    for (long seed = first; seed < first + ROUNDS; seed++) round(new Random(seed), seed);
  }

  private static void round(Random random, long seed) throws BadTermException {
    SlowSearch search = search(random);
    List<String> log = log(random, search.errors());
    assertEquals(
        search.told(search.newestFirst(log)),
        new Reading(random, search).read(log),
        () -> "seed " + seed + ": " + search + " in " + log);
  }

  private static SlowSearch search(Random random) {
    String match = random.nextInt(4) > 0 ? "a" : null;
    String exclude = random.nextInt(3) == 0 ? "b" : null;
    boolean errors = match == null && exclude == null || random.nextInt(3) == 0;
    boolean multiline = random.nextInt(3) > 0;
    return new SlowSearch(match, exclude, errors, multiline, random.nextInt(4), random.nextInt(4));
  }

  private static List<String> log(Random random, boolean levels) {
    List<String> log = new ArrayList<>();
    for (int n = random.nextInt(MAX_LINES); n > 0; n--) {
      List<String> from = levels && random.nextInt(3) == 0 ? LEVELS : SOME;
      log.add(from.get(random.nextInt(from.size())));
    }
    return log;
  }

  /** One reader's way back through a log that is cut anywhere into segments and blocks. */
  private static final class Reading {
    private final Random random;
    private final Cutter cutter;
    private final Sieve sieve;
    private final List<String> told = new ArrayList<>();
    private int segments;

    Reading(Random random, SlowSearch search) throws BadTermException {
      Context context = new Context(search.before(), search.after());
      Optional<Level> least = search.errors() ? Optional.of(Level.ERROR) : Optional.empty();
      LineFilter filter =
          new LineFilter(terms(search.match()), terms(search.exclude()), least, search.multiline());
      this.random = random;
      this.cutter = filter.cutter(context, true);
      this.sieve = filter.sieve(context, true);
    }

    private static List<Term> terms(String written) throws BadTermException {
      return written == null ? List.of() : List.of(Term.parse(written));
    }

    List<String> read(List<String> log) {
      for (int to = log.size(); to > 0; ) {
        int from = random.nextInt(to);
        boolean packed = random.nextBoolean();
        if (packed) unpack(log.subList(from, to));
        else blocks(log.subList(from, to)).forEach(this::take);
        to = from;
      }
      add(sieve.rest());
      return told;
    }

    /** Gives what has been kept in one pass after the other, as is done with what is compressed. */
    private void unpack(List<String> segment) {
      List<Block> blocks = new ArrayList<>(blocks(segment));
      while (!blocks.isEmpty()) {
        KeptBlocks kept = new KeptBlocks(cutter, 1 + random.nextInt(100));
        for (int n = blocks.size() - 1; n >= 0; n--) kept.add(blocks.get(n));
        kept.end();
        for (Block block = kept.takeLast(); block != null; block = kept.takeLast()) {
          take(block);
          blocks.subList(0, blocks.indexOf(block) + 1).clear();
        }
        if (kept.isAll()) return;
      }
    }

    /** Returns the blocks of a segment, the last first. */
    private List<Block> blocks(List<String> lines) {
      byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
      SegmentId segment =
          new SegmentId(
              ++segments, 0, Arrays.copyOf(bytes, Math.min(bytes.length, Position.WINDOW)));
      List<Block> blocks = new ArrayList<>();
      int end = bytes.length;
      for (int to = lines.size(); to > 0; ) {
        int from = start(lines, random.nextInt(to));
        int start = end;
        for (String line : lines.subList(from, to)) start -= line.length() + 1;
        LineFramer framer = new LineFramer(1 << 20);
        blocks.add(cutter.cut(segment, start, start, bytes, start, end, framer));
        to = from;
        end = start;
      }
      return blocks;
    }

    /** Returns the last line up to line {@code i} at which a block may begin. */
    private int start(List<String> lines, int i) {
      int start = i;
      while (start > 0 && goesOn(lines.get(start))) start--;
      return start;
    }

    private boolean goesOn(String line) {
      byte[] bytes = (line + "\n").getBytes(UTF_8);
      return cutter.goesOn(bytes, 0, bytes.length);
    }

    private void take(Block block) {
      add(sieve.of(block));
    }

    private void add(List<Lines> given) {
      for (Lines lines : given) {
        for (int n = 0; n < lines.count(); n++) add(lines, n);
      }
    }

    private void add(Lines lines, int n) {
      int i = lines.index(n);
      Block block = lines.block();
      int from = block.textStart(i);
      if (lines.isSeparated(n)) told.add("--");
      String text = new String(block.bytes(), from, block.textEnd(i) - from, UTF_8);
      told.add((lines.isContext(n) ? "~" : "") + text);
    }
  }
}
