package comettail.tail;

import comettail.file.FileId;
import comettail.file.SegmentFile;
import comettail.line.Position;
import comettail.line.SegmentId;

/**
 * One file that holds a stretch of a log: one that is followed, or one that a rotation left. What
 * is asked of it here may be asked by any thread.
 */
sealed interface Segment permits Generation, OlderSegment {
  /** Returns the file that it was when it was seen first. */
  FileId fileId();

  /** Returns what it is, its head as far as it is known. */
  SegmentId id();

  /** Returns its bytes if its file is held open for all readers now, or null. */
  SegmentFile openFile();

  /**
   * Returns the position after its last byte that is known; whoever holds the bytes before it holds
   * the segment. Null if nothing is known of its bytes yet.
   */
  Position known();

  /**
   * Returns whether nobody knows how long it is before it is read, as with a compressed one; its
   * stretch is {@link Journal#UNKNOWN_LENGTH} long then.
   */
  boolean isOpenEnded();
}
