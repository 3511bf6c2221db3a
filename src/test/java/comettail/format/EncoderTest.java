package comettail.format;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.Lines;
import comettail.line.LogCharset;
import comettail.line.Position;
import comettail.line.SegmentId;
import comettail.line.TailEvent;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each form makes of lines, events and quiet. */
final class EncoderTest {
  private static final TailEvent EVENT =
      new TailEvent(TailEvent.Kind.ROTATED, "The log was \"rotated\" <again>.");

  private final Block block = block("one\n2026 WARN two\n\nthree");
  private final Position last = block.position(19);

  @Test
  void htmlHasAnElementALineAndThePositionAfterThem() {
    assertEquals(
        "<div>one</div><div class=\"warn\">2026 <b class=\"warn\">WARN</b> two</div><div></div>"
            + ("<i data-at=\"" + last + "\"></i>"),
        text(Format.HTML.encoder().lines(block.all())));
  }

  @Test
  void htmlMarksPartialAndContinuedLines() {
    assertTrue(
        text(Format.HTML.encoder().lines(block.sealed().all()))
            .contains("<div class=\"partial\">three</div>"));
    assertTrue(
        text(Format.HTML.encoder().lines(block.from(1).all()))
            .startsWith("<div class=\"continued\">ne</div>"));
  }

  @Test
  void sseHasAMessageALineWithThePositionAfterIt() {
    assertEquals(
        "id: "
            + block.position(4)
            + "\ndata: one\n\n"
            + "id: "
            + block.position(18)
            + "\ndata: 2026 WARN two\n\n"
            + "id: "
            + last
            + "\ndata: \n\n",
        text(Format.SSE.encoder().lines(block.all())));
    String sealed = text(Format.SSE.encoder().lines(block.sealed().all()));
    assertTrue(sealed.contains("event: partial\nid: " + block.position(24) + "\ndata: three\n\n"));
  }

  @Test
  void ndjsonHasAnObjectALineWithThePositionAfterIt() {
    String[] objects = text(Format.NDJSON.encoder().lines(block.sealed().all())).split("\n");
    assertEquals("{\"line\":\"one\",\"at\":\"" + block.position(4) + "\"}", objects[0]);
    assertEquals(
        "{\"line\":\"three\",\"partial\":true,\"at\":\"" + block.position(24) + "\"}", objects[3]);
  }

  @Test
  void linesForTheSakeOfOthersAreMarkedAndWhatIsLeftOutToo() {
    BitSet second = BitSet.valueOf(new long[] {2});
    Lines lines = Lines.of(block, 0, 2).marked(second, second);
    assertEquals("one\n--\n\n", text(Format.TEXT.encoder().lines(lines)));
    String html = text(Format.HTML.encoder().lines(lines));
    assertTrue(html.startsWith("<div>one</div><hr><div class=\"context\"></div>"), html);
    String sse = text(Format.SSE.encoder().lines(lines));
    assertTrue(sse.contains("\n\nevent: separator\ndata: --\n\nevent: context\nid: "), sse);
    String ndjson = text(Format.NDJSON.encoder().lines(lines));
    assertTrue(ndjson.contains("{\"line\":\"\",\"context\":true,\"separated\":true,"), ndjson);
  }

  @Test
  void thePlaceIsBeforeWhatMayStillPass() {
    String html = text(Format.HTML.encoder().lines(Lines.of(block, 0).through(1)));
    assertEquals("<div>one</div><i data-at=\"" + block.position(4) + "\"></i>", html);
  }

  @Test
  void eventsAreToldInEveryFormButText() {
    Position next = block.position(0);
    assertEquals(
        "<aside class=\"event\" data-event=\"rotated\">The log was &quot;rotated&quot;"
            + " &lt;again&gt;.</aside><i data-at=\""
            + next
            + "\"></i>",
        text(Format.HTML.encoder().event(EVENT, next)));
    assertEquals(
        "event: rotated\nid: " + next + "\ndata: The log was \"rotated\" <again>.\n\n",
        text(Format.SSE.encoder().event(EVENT, next)));
    assertEquals(
        "{\"event\":\"rotated\",\"message\":\"The log was \\\"rotated\\\" <again>.\",\"at\":\""
            + next
            + "\"}\n",
        text(Format.NDJSON.encoder().event(EVENT, next)));
    assertEquals("", text(Format.TEXT.encoder().event(EVENT, next)));
  }

  @ParameterizedTest
  @EnumSource(TailEvent.Kind.class)
  void everyKindOfEventIsToldInEveryFormThatIsAskedForEvents(TailEvent.Kind kind) {
    String word = kind.word();
    TailEvent event = new TailEvent(kind, "It is so.", 17);
    assertEquals(
        "<aside class=\"event\" data-event=\"" + word + "\">It is so.</aside>",
        text(asked(Format.HTML, true).event(event, null)));
    assertEquals(
        "event: " + word + "\ndata: It is so.\n\n",
        text(asked(Format.SSE, true).event(event, null)));
    assertEquals(
        "{\"event\":\"" + word + "\",\"message\":\"It is so.\",\"bytes\":17}\n",
        text(asked(Format.NDJSON, true).event(event, null)));
    assertEquals(
        "==> " + word + ": It is so. <==\n", text(asked(Format.TEXT, true).event(event, null)));
  }

  @ParameterizedTest
  @EnumSource(TailEvent.Kind.class)
  void withoutEventsOnlyWhatIsMissingIsToldAndInTextNothing(TailEvent.Kind kind) {
    TailEvent event = new TailEvent(kind, "It is so.");
    Position next = block.position(4);
    for (Format format : Format.values()) {
      Encoder encoder = asked(format, false);
      boolean missing = kind == TailEvent.Kind.GAP || kind == TailEvent.Kind.TIMELESS;
      boolean told = missing && format != Format.TEXT;
      assertEquals(told, text(encoder.event(event, next)).contains("It is so."), format.word());
      // Who comes back goes on after what was not told.
      assertEquals(
          text(told ? format.encoder().event(event, next) : format.encoder().begin(next)),
          text(encoder.event(event, next)));
      if (!told) assertEquals("", text(encoder.event(event, null)));
    }
  }

  @Test
  void onlyTheLinesThatPassAreSentAndAPagesPlaceIsAfterTheBlock() {
    Lines lines = Lines.of(block, 1);
    assertEquals(
        "<div class=\"warn\">2026 <b class=\"warn\">WARN</b> two</div>"
            + ("<i data-at=\"" + last + "\"></i>"),
        text(Format.HTML.encoder().lines(lines)));
    assertEquals(
        "id: " + block.position(18) + "\ndata: 2026 WARN two\n\n",
        text(Format.SSE.encoder().lines(lines)));
    assertEquals(
        "{\"line\":\"2026 WARN two\",\"at\":\"" + block.position(18) + "\"}\n",
        text(Format.NDJSON.encoder().lines(lines)));
    assertEquals("2026 WARN two\n", text(Format.TEXT.encoder().lines(lines)));
    assertEquals("one\n\n", text(Format.TEXT.encoder().lines(Lines.of(block, 0, 2))));
    for (Format format : Format.values()) {
      assertEquals("", text(format.encoder().lines(Lines.of(block))), format.word());
    }
  }

  @Test
  void linesThatPassTogetherAreSentFromTheBlocksOwnArray() {
    assertSame(block.bytes(), array(Format.TEXT.encoder().lines(Lines.of(block, 1, 2))));
    assertSame(block.bytes(), array(Format.TEXT.encoder().lines(block.all())));
    assertEquals("one\n2026 WARN two\n\nthree", text(Format.TEXT.encoder().lines(block.all())));
    Lines apart = Lines.of(block, 0, 2);
    assertSame(
        array(Format.TEXT.encoder().lines(apart)),
        array(Format.TEXT.encoder(false, true, LogCharset.UTF_8).lines(apart)));
  }

  @Test
  void textThatIsFilteredHasANewlineBeforeWhatDoesNotGoOnWithAnUnfinishedLine() {
    Encoder text = Format.TEXT.encoder(false, true, LogCharset.UTF_8);
    Block sealed = block.sealedAt(8); // within the second line
    assertEquals("2026", text(text.lines(Lines.of(sealed, 1))));
    assertEquals("", text(text.event(EVENT, null)));
    assertEquals("", text(text.lines(Lines.of(block.from(8)))));
    assertEquals(" WARN two\n", text(text.lines(Lines.of(block.from(8), 0))));
    assertEquals("2026", text(text.lines(Lines.of(sealed, 1))));
    assertEquals("\none\n", text(text.lines(Lines.of(block, 0))));
    assertEquals("one\n", text(text.lines(Lines.of(block, 0))));
  }

  @Test
  void anEventInTextIsALineOfItsOwn() {
    Encoder text = asked(Format.TEXT, true);
    String told = "==> rotated: The log was \"rotated\" <again>. <==\n";
    assertEquals(told, text(text.event(EVENT, null)));
    text.lines(block.all()); // it ends within a line
    assertEquals("\n" + told, text(text.event(EVENT, null)));
    assertEquals(told, text(text.event(EVENT, null)));
    text.lines(block("ended\n").all());
    assertEquals(told, text(text.event(EVENT, null)));
  }

  @Test
  void anEventInTextIsInTheCharsetOfTheLog() {
    byte[] bytes = "\uFEFFa".getBytes(UTF_16LE);
    SegmentId segment = new SegmentId(1, 0, bytes);
    LineFramer framer = new LineFramer(1 << 20);
    Encoder text = asked(Format.TEXT, true);
    text.lines(Block.of(segment, 0, 0, bytes, 0, bytes.length, framer).all());
    Chunk chunk = text.event(EVENT, null);
    assertEquals(
        "\n==> rotated: The log was \"rotated\" <again>. <==\n",
        new String(chunk.toBytes(), UTF_16LE));
  }

  @Test
  void aPagesHeadIsLongEnoughForEveryBrowserToShow() {
    String head = text(Format.HTML.encoder().head(new StreamHead("a&b.log", 15)));
    assertTrue(head.length() >= 1024, head.length() + " bytes");
    assertTrue(head.contains("<title>a&amp;b.log - Comet Tail</title>"));
    assertTrue(head.contains("data-log=\"a&amp;b.log\" data-heartbeat=\"15\""));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void heartbeatsShowNowhere(Format format) {
    String expected =
        switch (format) {
          case HTML -> "<!---->";
          case SSE -> ":\n";
          case NDJSON -> " ";
          case TEXT -> "";
        };
    assertEquals(expected, text(format.encoder().heartbeat()));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void readersOfOneFormShareABlocksBytes(Format format) {
    assertSame(
        array(format.encoder().lines(block.all())),
        array(format.encoder().lines(block.from(0).all())));
  }

  private static byte[] array(Chunk chunk) {
    return chunk.first(chunk.length()).array();
  }

  private static Encoder asked(Format format, boolean events) {
    return format.encoder(events, false, LogCharset.UTF_8);
  }

  private static String text(Chunk chunk) {
    return new String(chunk.toBytes(), UTF_8);
  }

  private static Block block(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    SegmentId segment = new SegmentId(1, 0, bytes);
    return Block.of(segment, 0, 0, bytes, 0, bytes.length, new LineFramer(1 << 20));
  }
}
