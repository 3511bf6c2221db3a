package comettail.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.Lines;
import comettail.line.LogCharset;
import comettail.line.Position;
import comettail.line.SegmentId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Blocks of text, and what passes of them. */
final class Blocks {
  private Blocks() {}

  static Block of(String text) {
    return of(LogCharset.UTF_8, text.getBytes(UTF_8));
  }

  static Block of(LogCharset charset, byte[] bytes) {
    SegmentId segment =
        new SegmentId(1, 0, Arrays.copyOf(bytes, Math.min(bytes.length, Position.WINDOW)));
    return Block.of(segment, 0, 0, bytes, 0, bytes.length, new LineFramer(1 << 20, charset));
  }

  static LineFilter filter(List<String> matches, List<String> excludes) {
    return new LineFilter(terms(matches), terms(excludes), Optional.empty(), false);
  }

  static LineFilter match(String... matches) {
    return filter(List.of(matches), List.of());
  }

  static LineFilter exclude(String... excludes) {
    return filter(List.of(), List.of(excludes));
  }

  private static List<Term> terms(List<String> written) {
    List<Term> terms = new ArrayList<>();
    try {
      for (String term : written) terms.add(Term.parse(term));
    } catch (BadTermException bad) {
      throw new AssertionError(written.toString(), bad);
    }
    return terms;
  }

  /** Returns the numbers of the lines of {@code text} that pass. */
  static List<Integer> passed(LineFilter filter, String text) {
    return passed(filter.sieve(Context.NONE), of(text));
  }

  /** Returns the numbers of the lines of {@code block} that are given when it comes. */
  static List<Integer> passed(Sieve sieve, Block block) {
    List<Integer> passed = new ArrayList<>();
    for (Lines lines : sieve.of(block)) {
      if (lines.block() != block) continue; // what was held of an earlier one
      for (int n = 0; n < lines.count(); n++) passed.add(lines.index(n));
    }
    return passed;
  }
}
