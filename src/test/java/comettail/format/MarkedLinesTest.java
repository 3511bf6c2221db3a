package comettail.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.Lines;
import comettail.line.LogCharset;
import comettail.line.Mark;
import comettail.line.Places;
import comettail.line.SegmentId;
import comettail.line.TailEvent;
import java.nio.charset.Charset;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each form makes of the lines of several logs. */
final class MarkedLinesTest {
  private static final TailEvent EVENT =
      new TailEvent(TailEvent.Kind.ROTATED, "It is new.").in("<a>&\u202e.log");

  private final Places places = Places.in(List.of("<a>&\u202e.log", "b.log"));
  private final Block block = block("zero\none\ntwo\n", UTF_8);
  private final Block some = block.marked(new Mark("<a>&\u202e.log", 0, () -> places), 1, 3);
  private final Places last = places.with(0, block.after(2));

  @Test
  void htmlNamesTheLogInAnElementOfEachLine() {
    String mark = "<span class=\"log\">&lt;a&gt;&amp;<u>U+202E</u>.log: </span>";
    assertEquals(
        "<div>" + mark + "one</div><div>" + mark + "two</div><i data-at=\"" + last + "\"></i>",
        text(Format.HTML.mergedEncoder(true).lines(some.all())));
    assertEquals(
        "<aside class=\"event\" data-event=\"rotated\">" + mark + "It is new.</aside>",
        text(Format.HTML.mergedEncoder(true).event(EVENT, null)));
  }

  @Test
  void sseHasThePlaceInAllLogsAsItsId() {
    assertEquals(
        ("id: " + places.with(0, block.after(1)) + "\ndata: <a>&<U+202E>.log: one\n\n")
            + ("id: " + last + "\ndata: <a>&<U+202E>.log: two\n\n"),
        text(Format.SSE.mergedEncoder(true).lines(some.all())));
    assertEquals(
        "event: rotated\nid: " + last + "\ndata: <a>&<U+202E>.log: It is new.\n\n",
        text(Format.SSE.mergedEncoder(true).event(EVENT, last)));
  }

  @Test
  void ndjsonHasAFieldForTheLog() {
    assertEquals(
        "{\"log\":\"<a>&\\u202E.log\",\"line\":\"two\",\"at\":\"" + last + "\"}",
        text(Format.NDJSON.mergedEncoder(true).lines(some.all())).lines().toList().get(1));
    assertEquals(
        "{\"event\":\"rotated\",\"log\":\"<a>&\\u202e.log\",\"message\":\"It is new.\"}\n",
        text(Format.NDJSON.mergedEncoder(true).event(EVENT, null)));
  }

  @Test
  void textBeginsEachLineWithTheLogsName() {
    Encoder encoder = Format.TEXT.mergedEncoder(false);
    assertEquals("<a>&\u202e.log: one\n<a>&\u202e.log: two\n", text(encoder.lines(some.all())));
    assertEquals("", text(encoder.event(EVENT, last)));
  }

  @Test
  void whereLinesWereLeftOutBetweenOthersTextSaysSo() {
    BitSet second = new BitSet();
    second.set(1);
    Lines apart = Lines.of(some, 0, 1).marked(new BitSet(), second);
    assertEquals(
        "<a>&\u202e.log: one\n--\n<a>&\u202e.log: two\n",
        text(Format.TEXT.mergedEncoder(false).lines(apart)));
  }

  @Test
  void textIsInUtf8WhateverItsLogsAre() {
    Mark b = new Mark("b.log", 1, () -> places);
    Encoder encoder = Format.TEXT.mergedEncoder(false);
    Block latin = block("na\u00efve\r\n", ISO_8859_1).marked(b, 0, 1);
    assertEquals("b.log: na\u00efve\n", text(encoder.lines(latin.all())));
    byte[] half = {'x', (byte) 0x81, '\n'};
    Charset japanese = Charset.forName("Shift_JIS");
    Block malformed = block(half, LogCharset.of(japanese.name()).orElseThrow()).marked(b, 0, 1);
    assertEquals("b.log: x\uFFFD\n", text(encoder.lines(malformed.all())));
  }

  @Test
  void textGoesOnWithAPartialLineOfTheSameLogOnly() {
    Encoder encoder = Format.TEXT.mergedEncoder(true);
    Block piece = block("par", UTF_8).sealed();
    Block rest = block("partial\n", UTF_8).from(3);
    Mark a = new Mark("a.log", 0, () -> places);
    Mark b = new Mark("b.log", 1, () -> places);
    assertEquals("a.log: par", text(encoder.lines(piece.marked(a, 0, 1).all())));
    assertEquals("tial\n", text(encoder.lines(rest.marked(a, 0, 1).all())));
    assertEquals("a.log: par", text(encoder.lines(piece.marked(a, 0, 1).all())));
    assertEquals("\nb.log: par", text(encoder.lines(piece.marked(b, 0, 1).all())));
    assertEquals("\na.log: tial\n", text(encoder.lines(rest.marked(a, 0, 1).all())));
    assertEquals("b.log: par", text(encoder.lines(piece.marked(b, 0, 1).all())));
    assertEquals(
        "\n==> rotated: b.log: It is new. <==\n",
        text(encoder.event(new TailEvent(TailEvent.Kind.ROTATED, "It is new.").in("b.log"), null)));
  }

  private static Block block(String text, Charset charset) {
    return block(text.getBytes(charset), LogCharset.of(charset.name()).orElseThrow());
  }

  private static Block block(byte[] bytes, LogCharset charset) {
    SegmentId segment = new SegmentId(7, 0, bytes);
    return Block.of(segment, 0, 0, bytes, 0, bytes.length, new LineFramer(1_000, charset));
  }

  private static String text(Chunk chunk) {
    return new String(chunk.toBytes(), UTF_8);
  }
}
