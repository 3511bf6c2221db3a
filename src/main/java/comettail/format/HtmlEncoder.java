package comettail.format;

import comettail.line.Block;
import comettail.line.Level;
import comettail.line.LineText;
import comettail.line.Lines;
import comettail.line.Place;
import comettail.line.Position;
import comettail.line.TailEvent;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A page that grows: an element a line, after each run of lines an element with the position
 * reached, and the lines parted into sections so that a browser lays out only the last of them
 * anew. It needs no script and has none.
 */
final class HtmlEncoder implements Encoder {
  // NOTE: WebKit shows nothing of a page before 512 bytes of it have come, others sniff in the
  // first 1,024.
  private static final int HEAD_BYTES = 1024;
  private static final String PADDING = " ".repeat(HEAD_BYTES);

  private static final Chunk HEARTBEAT = Chunk.of("<!---->");
  private static final int SECTION_BITS = 15; // a section is 32 KiB of log, about 250 lines
  private static final int LINE_OVERHEAD = 32;

  private static final byte[] NO_MARK = {};
  private static final byte[] LINE = ByteWriter.ascii("<div>");
  private static final byte[] LINE_END = ByteWriter.ascii("</div>");
  private static final byte[] SEPARATOR = ByteWriter.ascii("<hr>");
  private static final byte[] SECTION = ByteWriter.ascii("</section><section>");
  private static final byte[] LEVEL_END = ByteWriter.ascii("</b>");
  private static final Map<Level, byte[]> LEVEL = new EnumMap<>(Level.class);

  static {
    for (Level level : Level.values()) {
      LEVEL.put(level, ByteWriter.ascii("<b class=\"" + level.word() + "\">"));
    }
  }

  private static final byte[] PLACE = ByteWriter.ascii("<i data-at=\"");
  private static final byte[] PLACE_END = ByteWriter.ascii("\"></i>");

  @Override
  public Chunk head(StreamHead stream) {
    String name = HtmlText.of(stream.log());
    String head =
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            + "<meta name=\"color-scheme\" content=\"light dark\">"
            + ("<title>" + name + " - Comet Tail</title>")
            + "<link rel=\"stylesheet\" href=\"assets/stream.css\">";
    String body =
        ("<body data-log=\"" + name + "\" data-heartbeat=\"" + stream.heartbeatSeconds() + "\">")
            + "<main><div id=\"lines\"><section>";
    int missing = Math.max(0, HEAD_BYTES - head.length());
    return Chunk.of(head + "<!--" + PADDING.substring(0, missing) + "--></head>" + body);
  }

  @Override
  public Chunk begin(Place place) {
    return Chunk.of("<i data-at=\"" + place + "\"></i>");
  }

  @Override
  public Chunk lines(Lines lines) {
    return lines.made(this, this::encode);
  }

  private Chunk encode(Lines lines) {
    Block block = lines.block();
    int expected = lines.bytes() * 9 / 8 + lines.count() * LINE_OVERHEAD;
    ByteWriter out = new ByteWriter(expected + Position.TEXT_LENGTH + LINE_OVERHEAD);
    byte[] mark = block.mark() == null ? NO_MARK : ByteWriter.utf8(mark(block.mark().log()));
    LineText text = new LineText(block);
    for (int n = 0; n < lines.count(); n++) {
      int i = lines.index(n);
      long at = block.at() + block.lineStart(i) - block.start();
      long nextAt = block.at() + block.lineEnd(i) - block.start();
      text.read(i);
      if (lines.isSeparated(n)) out.add(SEPARATOR);
      addLine(block, i, mark, lines.isContext(n), text, out);
      if (at >> SECTION_BITS != nextAt >> SECTION_BITS) out.add(SECTION);
    }
    // The place is after all of the block that has been seen to, whatever a filter left out.
    if (lines.count() > 0) out.add(PLACE).add(lines.next().toBytes()).add(PLACE_END);
    return out.chunk();
  }

  private static void addLine(
      Block block, int i, byte[] mark, boolean context, LineText text, ByteWriter out) {
    byte[] bytes = text.bytes();
    int start = text.start();
    int end = text.end();
    Level.Found found = Level.find(bytes, start, end);
    Level level = found == null ? null : found.level();
    addStart(level, block.partial(i), block.continued(i), context, out);
    out.add(mark);
    if (found == null) {
      HtmlText.write(bytes, start, end, out);
    } else {
      HtmlText.write(bytes, start, found.start(), out);
      out.add(LEVEL.get(found.level()));
      out.add(bytes, found.start(), found.end()).add(LEVEL_END);
      HtmlText.write(bytes, found.end(), end, out);
    }
    out.add(LINE_END);
  }

  private static void addStart(
      Level level, boolean partial, boolean continued, boolean context, ByteWriter out) {
    boolean serious = level == Level.WARN || level == Level.ERROR;
    if (!serious && !partial && !continued && !context) {
      out.add(LINE);
      return;
    }
    StringJoiner classes = new StringJoiner(" ", "<div class=\"", "\">");
    if (serious) classes.add(level.word());
    if (partial) classes.add("partial");
    if (continued) classes.add("continued");
    if (context) classes.add("context");
    out.add(classes.toString());
  }

  /** Returns the element that names the log of a line or an event, where there are several. */
  private static String mark(String log) {
    return "<span class=\"log\">" + HtmlText.of(log) + ": </span>";
  }

  @Override
  public Chunk event(TailEvent event, Place next) {
    String aside =
        "<aside class=\"event\" data-event=\""
            + event.kind().word()
            + "\">"
            + (event.log().isEmpty() ? "" : mark(event.log()))
            + HtmlText.of(event.sentence())
            + "</aside>";
    return Chunk.of(next == null ? aside : aside + "<i data-at=\"" + next + "\"></i>");
  }

  @Override
  public Chunk progress(Progress progress) {
    String place = progress.bytes() + "/" + progress.ofBytes();
    return Chunk.of(
        ("<i data-progress=\"" + place + "\" data-matches=\"" + progress.matches())
            + ("\" data-millis=\"" + progress.millis() + "\"></i>"));
  }

  @Override
  public Chunk heartbeat() {
    return HEARTBEAT;
  }

  @Override
  public Chunk end(boolean finished) {
    String how = finished ? "finished" : "closing";
    return Chunk.of(
        "</section></div></main><footer data-end=\"" + how + "\"></footer></body></html>");
  }
}
