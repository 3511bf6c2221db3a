package comettail.micro;

import comettail.format.Chunk;
import comettail.format.Format;
import comettail.line.Block;
import comettail.line.Level;
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
 * What is done once to each 64 KiB of a log: cut into lines, searched for levels, and written in
 * each form.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BlockBenchmark {
  @Param({"120", "20"})
  int lineBytes;

  private byte[] lines;
  private Block block;

  @Setup
  public void prepare() {
    lines = SampleLog.lines(lineBytes);
    block = SampleLog.block(lines);
  }

  @Benchmark
  public Block frame() {
    return SampleLog.block(lines);
  }

  @Benchmark
  public int levels() {
    int found = 0;
    for (int i = 0; i < block.lines(); i++) {
      if (Level.find(lines, block.textStart(i), block.textEnd(i)) != null) found++;
    }
    return found;
  }

  @Benchmark
  public Chunk text() {
    return encode(Format.TEXT);
  }

  @Benchmark
  public Chunk html() {
    return encode(Format.HTML);
  }

  @Benchmark
  public Chunk sse() {
    return encode(Format.SSE);
  }

  @Benchmark
  public Chunk ndjson() {
    return encode(Format.NDJSON);
  }

  /** A block keeps what was made of it, so each call has one of its own, over the same bytes. */
  private Chunk encode(Format format) {
    return format.encoder().lines(block.sealedAt(block.endAt()).all());
  }

  /** The position after each line, as forms have it that tell each line's. */
  @Benchmark
  public int positions() {
    int length = 0;
    for (int i = 0; i < block.lines(); i++) length += block.after(i).toBytes().length;
    return length;
  }
}
