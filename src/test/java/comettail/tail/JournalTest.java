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
    assertEquals("one\n", text(s.blockAt(3)));
    assertNull(s.blockAt(4));
    assertTrue(s.entryAt(4) instanceof Journal.Notice);
    assertEquals("two\n", text(s.blockAt(5)));
    assertNull(s.blockAt(9));
  }

  @Test
  void aBlockTakesThePlaceOfOneThatHadOnlyTheBeginningOfItsLine() {
    Journal journal = new Journal(1 << 20);
    journal.add(null, block(0, "begin"));
    assertEquals(0, journal.now().wholeAt());
    assertEquals(5, journal.now().endAt());
    journal.add(null, block(0, "begin and end\n"));
    assertEquals(1, journal.now().recent().length);
    assertEquals("begin and end\n", text(journal.now().blockAt(3)));
  }

  @Test
  void aBlockThatDoesNotGoOnWhereTheLinesEndIsRefused() {
    Journal journal = new Journal(1 << 20);
    assertThrows(IllegalStateException.class, () -> journal.add(null, block(1, "x\n")));
  }

  @Test
  void blocksThatNobodyNeedsAreLetGoButNotTheNewest() {
    Journal journal = new Journal(1 << 20);
    for (int i = 0; i < 10; i++) journal.add(null, block(4 * i, "abc\n"));
    journal.trim(20);
    assertNull(journal.now().blockAt(19));
    assertNotNull(journal.now().blockAt(20));
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

  private static Block block(long at, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    return Block.of(new SegmentId(1, 0, bytes), 0, at, bytes, 0, bytes.length, FRAMER);
  }

  private static String text(Block block) {
    return new String(block.bytes(), block.start(), block.end() - block.start(), US_ASCII);
  }
}
