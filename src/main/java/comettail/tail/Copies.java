package comettail.tail;

import comettail.file.SegmentBytes;
import comettail.file.SegmentFile;
import comettail.line.Position;
import java.io.IOException;
import java.util.List;

/**
 * Tells by its bytes whether a file holds what a segment held: a copy of it, or what it has been
 * compressed to. What is known of a segment is its first bytes and those before its known end.
 */
final class Copies {
  private Copies() {}

  /** Returns whether {@code file} holds all of one of {@code segments}, and no more. */
  static boolean isCopyOfAny(List<Segment> segments, SegmentFile file) throws IOException {
    for (Segment segment : segments) {
      Position end = segment.known();
      boolean mayBe = end != null && end.offset() > 0 && end.offset() == file.size();
      if (mayBe && OlderSegment.holds(file, end)) return true;
    }
    return false;
  }

  private static boolean holdsAny(List<Segment> segments, SegmentBytes bytes) throws IOException {
    for (Segment segment : segments) {
      Position known = segment.known();
      if (known == null || known.offset() == 0) continue;
      if (OlderSegment.holds(bytes, known)) return true;
    }
    return false;
  }

  /**
   * Returns whether one of {@code segments} was compressed to {@code bytes}: they hold all of it,
   * or all but what was written to it after that.
   */
  static boolean isPackedOfAny(List<Segment> segments, SegmentBytes bytes) throws IOException {
    if (holdsAny(segments, bytes)) return true;
    Position end = OlderSegment.endOf(bytes);
    for (Segment segment : segments) {
      Position known = segment.known();
      if (known == null || known.offset() < end.offset()) continue;
      SegmentFile file = segment.openFile();
      boolean same = file != null ? OlderSegment.holds(file, end) : known.hasHeadOf(end);
      if (same) return true;
    }
    return false;
  }
}
