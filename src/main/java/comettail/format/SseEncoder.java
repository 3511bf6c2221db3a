package comettail.format;

import comettail.line.Block;
import comettail.line.LineText;
import comettail.line.Lines;
import comettail.line.Place;
import comettail.line.TailEvent;

/**
 * Server-sent events (WHATWG HTML, section 9.2): a message a line, each with its position as its
 * id, so that an {@code EventSource} that was cut off goes on exactly after the last line that it
 * dispatched. A line whose newline has not come is an event of type {@code partial}, one that is
 * there for the sake of others near it of type {@code context}, and where lines were left out
 * before those there is one of type {@code separator}; what happens to the log is an event of that
 * type. For a reader of several logs the data of each begins with {@code NAME: }.
 */
final class SseEncoder implements Encoder {
  private static final Chunk HEAD = Chunk.of(": Comet Tail\nretry: 1000\n\n");
  private static final Chunk HEARTBEAT = Chunk.of(":\n");
  private static final Chunk FINISHED = Chunk.of("event: finished\ndata:\n\n");
  private static final int LINE_OVERHEAD = 48;

  private static final byte[] NO_MARK = {};
  private static final byte[] PARTIAL = ByteWriter.ascii("event: partial\n");
  private static final byte[] CONTEXT = ByteWriter.ascii("event: context\n");
  private static final byte[] SEPARATOR = ByteWriter.ascii("event: separator\ndata: --\n\n");
  private static final byte[] ID = ByteWriter.ascii("id: ");
  private static final byte[] DATA = ByteWriter.ascii("\ndata: ");
  private static final byte[] END = ByteWriter.ascii("\n\n");

  private static final SafeText TEXT =
      new SafeText("") {
        @Override
        void writeAscii(int c, ByteWriter out) {
          writePicture(c, out); // a bare CR would end the field
        }

        @Override
        void writeUnseen(int codePoint, ByteWriter out) {
          out.add("<U+");
          writeHex(codePoint, out);
          out.add('>');
        }

        @Override
        void writeMalformed(ByteWriter out) {
          out.add("\uFFFD");
        }
      };

  @Override
  public Chunk head(StreamHead stream) {
    return HEAD;
  }

  /** An id with no data: it is remembered for the reconnect, and nothing is dispatched. */
  @Override
  public Chunk begin(Place place) {
    return Chunk.of("id: " + place + "\n\n");
  }

  @Override
  public Chunk lines(Lines lines) {
    return lines.made(this, this::encode);
  }

  private Chunk encode(Lines lines) {
    Block block = lines.block();
    ByteWriter out = new ByteWriter(lines.bytes() + lines.count() * LINE_OVERHEAD);
    byte[] mark = block.mark() == null ? NO_MARK : safe(block.mark().log() + ": ");
    LineText text = new LineText(block);
    for (int n = 0; n < lines.count(); n++) {
      int i = lines.index(n);
      if (lines.isSeparated(n)) out.add(SEPARATOR);
      if (block.partial(i)) out.add(PARTIAL);
      else if (lines.isContext(n)) out.add(CONTEXT);
      out.add(ID).add(lines.next(n).toBytes()).add(DATA).add(mark);
      text.read(i);
      TEXT.write(text.bytes(), text.start(), text.end(), out);
      out.add(END);
    }
    return out.chunk();
  }

  private static byte[] safe(String text) {
    byte[] bytes = ByteWriter.utf8(text);
    ByteWriter out = new ByteWriter(bytes.length);
    TEXT.write(bytes, 0, bytes.length, out);
    return out.chunk().toBytes();
  }

  @Override
  public Chunk event(TailEvent event, Place next) {
    ByteWriter out = new ByteWriter(LINE_OVERHEAD);
    out.add("event: " + event.kind().word() + "\n");
    if (next != null) out.add("id: " + next + "\n");
    return out.add("data: ").add(safe(event.told())).add(END).chunk();
  }

  @Override
  public Chunk progress(Progress progress) {
    return Chunk.of("event: progress\ndata: {" + NdjsonEncoder.fields(progress) + "}\n\n");
  }

  @Override
  public Chunk heartbeat() {
    return HEARTBEAT;
  }

  @Override
  public Chunk end(boolean finished) {
    return finished ? FINISHED : Chunk.EMPTY;
  }
}
