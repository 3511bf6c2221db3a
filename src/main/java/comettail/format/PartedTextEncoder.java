package comettail.format;

import comettail.line.Block;
import comettail.line.Lines;
import comettail.line.LogCharset;
import comettail.line.Place;
import comettail.line.TailEvent;

/**
 * The log's bytes, with a newline where something comes after an unfinished line that does not go
 * on with it: a line that a filter lets pass, or an event. An event is a line of its own in the
 * log's charset, {@code ==> KIND: SENTENCE <==}, as GNU {@code tail} writes its headers. One
 * response's own, used by one thread at a time.
 */
final class PartedTextEncoder implements Encoder {
  private final Encoder text = Format.TEXT.encoder();
  private final boolean events;

  private LogCharset charset; // of what was sent last
  private boolean withinLine; // what was sent last did not end a line

  /**
   * @param events whether to tell of events
   * @param charset the charset in which an event is told before the first bytes
   */
  PartedTextEncoder(boolean events, LogCharset charset) {
    this.events = events;
    this.charset = charset;
  }

  @Override
  public Chunk head(StreamHead stream) {
    return text.head(stream);
  }

  @Override
  public Chunk begin(Place place) {
    return text.begin(place);
  }

  @Override
  public Chunk lines(Lines lines) {
    Block block = lines.block();
    Chunk chunk = text.lines(lines);
    if (chunk.length() == 0) return chunk;
    if (!lines.isAll() && withinLine && !block.continued(lines.index(0))) {
      chunk = newline().and(chunk);
    }
    charset = block.charset();
    withinLine = lines.isAll() ? !block.endsLine() : block.partial(lines.index(lines.count() - 1));
    return chunk;
  }

  private Chunk newline() {
    return encoded("\n");
  }

  @Override
  public Chunk event(TailEvent event, Place next) {
    if (!events) return Chunk.EMPTY;
    String line = "==> " + event.kind().word() + ": " + event.sentence() + " <==\n";
    Chunk chunk = encoded(line);
    if (withinLine) chunk = newline().and(chunk);
    withinLine = false;
    return chunk;
  }

  private Chunk encoded(String line) {
    byte[] bytes = line.getBytes(charset.charset());
    return new Chunk(bytes, 0, bytes.length);
  }

  @Override
  public Chunk progress(Progress progress) {
    return Chunk.EMPTY;
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
