package comettail.format;

import comettail.line.Block;
import comettail.line.LineText;
import comettail.line.Lines;
import comettail.line.LogCharset;
import comettail.line.Place;
import comettail.line.TailEvent;

/**
 * The lines of several logs as text in UTF-8, each after its log's name, {@code NAME: }, as {@code
 * grep} writes those of several files. An event is a line of its own, {@code ==> KIND: NAME:
 * SENTENCE <==}. One response's own, used by one thread at a time.
 */
final class MarkedTextEncoder implements Encoder {
  private static final byte[] SEPARATOR = ByteWriter.ascii("--\n");

  private final boolean events;
  private String within; // the log whose line was sent last and has no newline yet, or null

  /**
   * @param events whether to tell of events
   */
  MarkedTextEncoder(boolean events) {
    this.events = events;
  }

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
    if (lines.count() == 0) return Chunk.EMPTY;
    Block block = lines.block();
    String log = block.mark().log();
    byte[] mark = ByteWriter.utf8(log + ": ");
    ByteWriter out = new ByteWriter(lines.bytes() + (lines.count() + 1) * (mark.length + 1));
    LineText text = new LineText(block);
    for (int n = 0; n < lines.count(); n++) {
      int i = lines.index(n);
      if (!log.equals(within) || !block.continued(i)) {
        endLine(out);
        if (lines.isSeparated(n)) out.add(SEPARATOR);
        out.add(mark);
      }
      text.read(i);
      addText(text, block.charset(), out);
      within = log;
      if (!block.partial(i)) endLine(out);
    }
    return out.chunk();
  }

  private void endLine(ByteWriter out) {
    if (within != null) out.add('\n');
    within = null;
  }

  private static void addText(LineText text, LogCharset charset, ByteWriter out) {
    if (charset == LogCharset.UTF_8) {
      out.add(text.bytes(), text.start(), text.end());
      return;
    }
    for (int i = text.start(); i < text.end(); i++) {
      byte b = text.bytes()[i];
      if (b == LineText.MALFORMED) out.add("\uFFFD");
      else out.add(b);
    }
  }

  @Override
  public Chunk event(TailEvent event, Place next) {
    if (!events) return Chunk.EMPTY;
    ByteWriter out = new ByteWriter(128);
    endLine(out);
    return out.add("==> " + event.kind().word() + ": " + event.told() + " <==\n").chunk();
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
