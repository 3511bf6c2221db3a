package comettail.format;

import comettail.line.Block;
import comettail.line.Position;
import comettail.line.TailEvent;

/** The log's bytes as they are: a block's own array goes out, and nothing else ever does. */
final class TextEncoder implements Encoder {
  @Override
  public Chunk head(StreamHead stream) {
    return Chunk.EMPTY;
  }

  @Override
  public Chunk begin(Position position) {
    return Chunk.EMPTY;
  }

  @Override
  public Chunk lines(Block block) {
    return new Chunk(block.bytes(), block.start(), block.end());
  }

  @Override
  public Chunk event(TailEvent event, Position next) {
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
