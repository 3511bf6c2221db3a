package comettail.format;

import comettail.line.Block;
import comettail.line.Lines;
import comettail.line.Place;
import comettail.line.TailEvent;

/**
 * The log's bytes as they are, and nothing else: all lines of a block are its own array, and so is
 * a run of lines that a filter lets pass.
 */
final class TextEncoder implements Encoder {
  /** What stands between lines that do not follow each other, where GNU {@code grep} has it. */
  private static final String SEPARATOR = "--";

  @Override
  public Chunk head(StreamHead stream) {
    return Chunk.EMPTY;
  }

  @Override
  public Chunk begin(Place place) {
    return Chunk.EMPTY;
  }

  @Override
  public Chunk lines(Lines lines) {
    Block block = lines.block();
    if (lines.isAll()) return new Chunk(block.bytes(), block.start(), block.end());
    return lines.made(this, this::encode);
  }

  private Chunk encode(Lines lines) {
    if (lines.count() == 0) return Chunk.EMPTY;
    Block block = lines.block();
    int from = block.lineStart(lines.index(0));
    int to = block.lineEnd(lines.index(lines.count() - 1));
    int length = lines.bytes();
    if (to - from == length && !lines.hasSeparated() && !lines.isBack())
      return new Chunk(block.bytes(), from, to);
    byte[] newline = "\n".getBytes(block.charset().charset());
    byte[] separator = (SEPARATOR + "\n").getBytes(block.charset().charset());
    ByteWriter out = new ByteWriter(length + separator.length);
    for (int n = 0; n < lines.count(); n++) {
      int i = lines.index(n);
      boolean apart = n > 0 && block.partial(lines.index(n - 1)) && !block.continued(i);
      if (apart) out.add(newline);
      if (lines.isSeparated(n)) out.add(separator);
      out.add(block.bytes(), block.lineStart(i), block.lineEnd(i));
    }
    return out.chunk();
  }

  @Override
  public Chunk event(TailEvent event, Place next) {
    return Chunk.EMPTY;
  }

  @Override
  public Chunk progress(Progress progress) {
    return Chunk.EMPTY;
  }

  @Override
  public Chunk heartbeat() {
    return Chunk.EMPTY;
  }

  @Override
  public Chunk end(boolean finished) {
    return Chunk.EMPTY;
  }
}
