package comettail.format;

import com.grack.nanojson.JsonWriter;
import comettail.line.Block;
import comettail.line.LineText;
import comettail.line.Lines;
import comettail.line.Place;
import comettail.line.TailEvent;

/**
 * One JSON object a line: {@code {"line":TEXT,"at":POSITION}}, where the position is the one just
 * after the line; with {@code "partial":true} when its newline has not come, and {@code
 * "continued":true} when it goes on with a partial one, {@code "context":true} when it is there for
 * the sake of others near it, {@code "separated":true} when lines were left out before it. What
 * happens to the log is {@code {"event":KIND,"message":SENTENCE,"at":POSITION}}, with {@code
 * "bytes":COUNT} where it is about so many. For a reader of several logs each has {@code
 * "log":NAME}.
 */
final class NdjsonEncoder implements Encoder {
  // JSON allows space around an object, and a newline alone would be an empty document.
  private static final Chunk HEARTBEAT = Chunk.of(" ");
  private static final int LINE_OVERHEAD = 60;

  private static final byte[] LINE = ByteWriter.ascii("{\"line\":\"");
  private static final byte[] LOG = ByteWriter.ascii("{\"log\":\"");
  private static final byte[] LINE_OF_LOG = ByteWriter.ascii("\",\"line\":\"");
  private static final byte[] AT = ByteWriter.ascii(",\"at\":\"");
  private static final byte[] END = ByteWriter.ascii("\"}\n");

  private static final SafeText TEXT =
      new SafeText("\"\\\t") {
        @Override
        void writeAscii(int c, ByteWriter out) {
          switch (c) {
            case '"' -> out.add("\\\"");
            case '\\' -> out.add("\\\\");
            case '\t' -> out.add("\\t");
            case '\r' -> out.add("\\r");
            default -> writeUnseen(c, out);
          }
        }

        @Override
        void writeUnseen(int codePoint, ByteWriter out) {
          out.add("\\u");
          writeHex(codePoint, out);
        }

        @Override
        void writeMalformed(ByteWriter out) {
          out.add("\uFFFD");
        }
      };

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
    return lines.made(this, this::encode);
  }

  private Chunk encode(Lines lines) {
    Block block = lines.block();
    ByteWriter out = new ByteWriter(lines.bytes() + lines.count() * LINE_OVERHEAD);
    byte[] start = block.mark() == null ? LINE : startOf(block.mark().log());
    LineText text = new LineText(block);
    for (int n = 0; n < lines.count(); n++) {
      int i = lines.index(n);
      out.add(start);
      text.read(i);
      TEXT.write(text.bytes(), text.start(), text.end(), out);
      out.add('"');
      if (block.partial(i)) out.add(",\"partial\":true");
      if (block.continued(i)) out.add(",\"continued\":true");
      if (lines.isContext(n)) out.add(",\"context\":true");
      if (lines.isSeparated(n)) out.add(",\"separated\":true");
      out.add(AT).add(lines.next(n).toBytes()).add(END);
    }
    return out.chunk();
  }

  private static byte[] startOf(String log) {
    byte[] name = ByteWriter.utf8(log);
    ByteWriter start = new ByteWriter(name.length + LINE_OVERHEAD).add(LOG);
    TEXT.write(name, 0, name.length, start);
    return start.add(LINE_OF_LOG).chunk().toBytes();
  }

  @Override
  public Chunk event(TailEvent event, Place next) {
    var json = JsonWriter.string().object();
    json.value("event", event.kind().word());
    if (!event.log().isEmpty()) json.value("log", event.log());
    json.value("message", event.sentence());
    if (event.bytes() != TailEvent.UNKNOWN) json.value("bytes", event.bytes());
    if (next != null) json.value("at", next.toString());
    return Chunk.of(json.end().done() + "\n");
  }

  @Override
  public Chunk progress(Progress progress) {
    return Chunk.of("{\"event\":\"progress\"," + fields(progress) + "}\n");
  }

  /** Returns the fields of a JSON object. */
  static String fields(Progress progress) {
    return ("\"bytes\":" + progress.bytes() + ",\"ofBytes\":" + progress.ofBytes())
        + (",\"matches\":" + progress.matches() + ",\"millis\":" + progress.millis());
  }

  @Override
  public Chunk heartbeat() {
    return HEARTBEAT;
  }

  @Override
  public Chunk end(boolean finished) {
    return Chunk.EMPTY;
  }
}
