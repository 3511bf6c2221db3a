package comettail.tail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.Position;
import comettail.line.SegmentId;
import comettail.line.TailEvent;
import org.junit.jupiter.api.Test;

/** The order of delivery, and what is forgotten of it. */
final class JournalTest {
  private static final LineFramer FRAMER = new LineFramer(1 << 20);
  private static final TailEvent EVENT = new TailEvent(TailEvent.Kind.ROTATED, "rotated");

  @Test
  void blocksAndEventsStandOneAfterTheOther() {
    Journal journal = new Journal(1 << 20);
    journal.add(null, block(0, "one\n"));
    journal.add(EVENT, null);
    journal.add(null, block(5, "two\n"));
    Journal.Snapshot s = journal.now();
    assertEquals(9, s.endAt());
    assertEquals("one\n", text(s.runAt(0)));
    assertNull(s.runAt(4));
    assertTrue(s.entryAt(4) instanceof Journal.Notice);
    assertEquals("two\n", text(s.runAt(5)));
    assertNull(s.runAt(9));
  }

  @Test
  void aBlockTakesThePlaceOfOneThatHadOnlyTheBeginningOfItsLine() {
    Journal journal = new Journal(1 << 20);
    journal.add(null, block(0, "begin"));
    assertEquals(0, journal.now().wholeAt());
    assertEquals(5, journal.now().endAt());
    journal.add(null, block(0, "begin and end\n"));
    assertEquals(1, journal.now().recent().length);
    assertEquals("begin and end\n", text(journal.now().runAt(0)));
  }

  @Test
  void aBlockThatDoesNotGoOnWhereTheLinesEndIsRefused() {
    Journal journal = new Journal(1 << 20);
    assertThrows(IllegalStateException.class, () -> journal.add(null, block(1, "x\n")));
  }

  @Test
  void smallBlocksGoOutTogetherToWhoIsBehind() {
    Journal journal = new Journal(1 << 20);
    for (int i = 0; i < 3; i++) journal.add(null, block(4 * i, 4 * i, "abc\n"));
    journal.add(EVENT, null);
    journal.add(null, block(12, 13, "def\n"));
    Journal.Snapshot s = journal.now();
    assertEquals("abc\nabc\nabc\n", text(s.runAt(0)));
    assertEquals("bc\nabc\nabc\n", text(s.runAt(1)));
    assertEquals("abc\n", text(s.runAt(8)));
    assertEquals("def\n", text(s.runAt(13)));
    assertSame(s.runAt(4), s.runAt(4), "readers at the same place share it");
  }

  @Test
  void whatGoesOutTogetherHasABound() {
    Journal journal = new Journal(1 << 20);
    String line = "x".repeat(999) + "\n";
    for (int i = 0; i < 100; i++) journal.add(null, block(1_000 * i, 1_000 * i, line));
    Block run = journal.now().runAt(0);
    assertEquals(32_000, run.endAt());
    assertEquals(32, run.lines());
  }

  @Test
  void blocksThatNobodyNeedsAreLetGoButNotTheNewest() {
    Journal journal = new Journal(1 << 20);
    for (int i = 0; i < 10; i++) journal.add(null, block(4 * i, "abc\n"));
    journal.trim(20);
    assertNull(journal.now().runAt(19));
    assertNotNull(journal.now().runAt(20));
    journal.trim(Long.MAX_VALUE);
    assertEquals(1, journal.now().recent().length);
  }

  @Test
  void blocksOverTheBoundAreLetGoAlthoughSomebodyNeedsThem() {
    Journal journal = new Journal(40);
    for (int i = 0; i < 100; i++) journal.add(null, block(4 * i, "abc\n"));
    journal.trim(0);
    Block[] recent = journal.now().recent();
    assertTrue(recent.length <= 11, recent.length + " blocks");
    assertEquals(400, recent[recent.length - 1].endAt());
  }

  @Test
  void theOldestEntriesAreForgotten() {
    Journal journal = new Journal(1 << 20);
    for (int i = 0; i < 2 * Journal.MAX_ENTRIES; i++) journal.add(EVENT, null);
    Journal.Snapshot s = journal.now();
    assertEquals(Journal.MAX_ENTRIES, s.entries().length);
    assertEquals(Journal.MAX_ENTRIES, s.firstAt());
    assertNull(s.entryAt(s.firstAt() - 1));
    assertSame(s.entries()[0], s.entryAt(s.firstAt()));
  }

  /** Returns a block of a segment of its own. */
  private static Block block(long at, String text) {
    return block(0, at, text);
  }

  private static Block block(int offset, long at, String text) {
    byte[] bytes = ("-".repeat(Math.min(offset, Position.WINDOW)) + text).getBytes(US_ASCII);
    int start = bytes.length - text.length();
    return Block.of(
        new SegmentId(1, 0, new byte[0]), offset, at, bytes, start, bytes.length, FRAMER);
  }

  private static String text(Block block) {
    return new String(block.bytes(), block.start(), block.end() - block.start(), US_ASCII);
  }
}
