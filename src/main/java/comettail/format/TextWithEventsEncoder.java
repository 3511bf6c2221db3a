package comettail.format;

import comettail.line.Block;
import comettail.line.LogCharset;
import comettail.line.Position;
import comettail.line.TailEvent;

/**
 * The log's bytes as they are, and each event as a line of its own in the log's charset, {@code ==>
 * KIND: SENTENCE <==}, as GNU {@code tail} writes its headers. One response's own, used by one
 * thread at a time.
 */
final class TextWithEventsEncoder implements Encoder {
  private final Encoder text = new TextEncoder();

  private LogCharset charset; // of what was sent last
  private boolean withinLine; // what was sent last did not end a line

  /**
   * @param charset the charset in which an event is told before the first bytes
   */
  TextWithEventsEncoder(LogCharset charset) {
    this.charset = charset;
  }

  @Override
  public Chunk head(StreamHead stream) {
    return text.head(stream);
  }

  @Override
  public Chunk begin(Position position) {
    return text.begin(position);
  }

  @Override
  public Chunk lines(Block block) {
    charset = block.charset();
    withinLine = block.start() < block.end() ? !block.endsLine() : withinLine;
    return text.lines(block);
  }

  @Override
  public Chunk event(TailEvent event, Position next) {
    String line = "==> " + event.kind().word() + ": " + event.sentence() + " <==\n";
    byte[] bytes = (withinLine ? "\n" + line : line).getBytes(charset.charset());
    withinLine = false;
    return new Chunk(bytes, 0, bytes.length);
  }

  @Override
  public Chunk heartbeat() {
    return text.heartbeat();
  }

  @Override
  public Chunk end(boolean finished) {
    return text.end(finished);
  }
}
