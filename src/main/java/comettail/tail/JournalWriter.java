package comettail.tail;

import comettail.line.Block;
import comettail.line.Position;
import comettail.line.TailEvent;
import comettail.line.TailEvent.Kind;
import comettail.tail.Journal.Snapshot;
import java.util.List;

/**
 * Writes a follower's journal, and sees that an unfinished line is delivered as a partial one
 * before anything that is not its rest. Call from the follower's thread.
 */
final class JournalWriter {
  private final Journal journal;
  private Generation newest; // the one that the journal's last bytes are from; or null
  private long blocks; // that were added

  JournalWriter(Journal journal) {
    this.journal = journal;
  }

  /** Returns the stream offset at which a line begins that {@code generation} brings next. */
  long lineAt(Generation generation) {
    Snapshot s = journal.now();
    return generation == newest ? s.wholeAt() : s.endAt();
  }

  /** Adds what {@code generation} brought. */
  void add(Generation generation, Block block) {
    if (generation != newest) seal();
    journal.add(generation, block);
    newest = generation;
    blocks++;
  }

  /** Returns how many blocks were added so far. */
  long blocks() {
    return blocks;
  }

  /** Goes on in {@code generation}, of whose bytes the last {@code unread} are still to be read. */
  void begin(Generation generation, long unread) {
    seal();
    journal.begin(generation, generation.end() - unread, unread);
    newest = generation;
  }

  /** Makes room for {@code older} before the stream offset 0. Call before anything is added. */
  void beginBefore(List<OlderSegment> older) {
    long length = 0;
    for (OlderSegment segment : older) length += lengthOf(segment);
    journal.beginAt(-length);
  }

  private static long lengthOf(OlderSegment segment) {
    return segment.isOpenEnded() ? Journal.UNKNOWN_LENGTH : segment.size();
  }

  /** Puts the rest of {@code segment} here, from the segment offset {@code offset} on. */
  void begin(OlderSegment segment, long offset) {
    seal();
    journal.begin(segment, offset, lengthOf(segment) - offset);
    newest = null;
  }

  /**
   * Adds an event after which a reader goes on at the end of {@code next}, or, if that is null,
   * where it is.
   */
  void tell(Kind kind, String sentence, Generation next) {
    seal();
    Generation place = next != null ? next : newest;
    Position position = place == null ? null : place.known();
    journal.add(new TailEvent(kind, sentence), position);
  }

  /** Returns whether there is an unfinished line. */
  boolean hasUnfinishedLine() {
    return newest != null && newest.hasUnfinishedLine();
  }

  /** Delivers an unfinished line as a partial one. */
  void seal() {
    if (hasUnfinishedLine()) journal.seal(newest.seal());
  }

  /** Does so with its whole characters if nothing has come for a while. */
  void sealIfQuiet(long now, long afterNanos) {
    if (!hasUnfinishedLine() || now - newest.grownNanos() < afterNanos) return;
    if (newest.sealCharacters()) journal.seal(newest.last());
  }

  /** Does so if it is of {@code generation}, which ends. */
  void sealEndOf(Generation generation) {
    if (generation == newest) seal();
  }
}
