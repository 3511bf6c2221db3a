package comettail.micro;

import comettail.filter.BadTermException;
import comettail.filter.Context;
import comettail.filter.LineFilter;
import comettail.filter.Term;
import comettail.line.Block;
import comettail.line.Level;
import comettail.line.Lines;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a filter does once to each 64 KiB of a log for all that have it. About one line in 20 has
 * the text, or what the first pattern stands for; as many are a warning, and as many an error.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FilterBenchmark {
  @Param({"120", "20"})
  int lineBytes;

  private byte[] lines;
  private Block block;
  private LineFilter text;
  private LineFilter pattern;
  private LineFilter patternAlone;
  private LineFilter level;

  @Setup
  public void prepare() throws BadTermException {
    lines = SampleLog.lines(lineBytes);
    block = SampleLog.block(lines);
    text = matching("could not");
    pattern = matching("/could not [a-z]+ \"[0-9]+\"/");
    patternAlone = matching("/[0-9]{5}[^a-z]*[0-9]{5}/"); // nothing that it needs is a text
    level = new LineFilter(List.of(), List.of(), Optional.of(Level.WARN), true);
  }

  private static LineFilter matching(String term) throws BadTermException {
    return new LineFilter(List.of(Term.parse(term)), List.of(), Optional.empty(), true);
  }

  @Benchmark
  public List<Lines> filterText() {
    return filter(text);
  }

  @Benchmark
  public List<Lines> filterPattern() {
    return filter(pattern);
  }

  @Benchmark
  public List<Lines> filterPatternAlone() {
    return filter(patternAlone);
  }

  @Benchmark
  public List<Lines> filterLevel() {
    return filter(level);
  }

  /** A block keeps which lines pass, so each call has one of its own, over the same bytes. */
  private List<Lines> filter(LineFilter filter) {
    return filter.sieve(Context.NONE).of(block.sealedAt(block.endAt()));
  }

  /** The lines that may pass, cut out of what a search reads, and looked at. */
  @Benchmark
  public Block searchText() {
    return SampleLog.cut(lines, text.cutter(Context.NONE, false));
  }
}
