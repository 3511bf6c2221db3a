package comettail.tail;

import comettail.file.Compression;
import comettail.file.FileId;
import comettail.file.SegmentBytes;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import comettail.line.Fingerprint;
import comettail.line.Position;
import comettail.line.SegmentId;
import java.io.IOException;
import java.nio.file.attribute.FileTime;

/**
 * A segment that a rotation left, and that nobody writes to any more. It is not held open: whoever
 * reads it looks for it then. Any thread.
 */
final class OlderSegment implements Segment {
  private final Sibling sibling;

  // Written by whoever reads it, to the same values each time.
  private volatile SegmentId id;
  private volatile Position known;

  /** The segment that is in {@code sibling}. */
  OlderSegment(Sibling sibling) {
    this.sibling = sibling;
    this.id = new SegmentId(sibling.state().id().hash(), 0, new byte[0]);
  }

  /** Takes note of the first bytes of {@code bytes}, which are this segment's. */
  void learnHead(SegmentBytes bytes) throws IOException {
    if (id.headLength() == Position.WINDOW) return;
    byte[] head = new byte[Position.WINDOW];
    int n = bytes.read(0, head, 0, head.length);
    id = id.grownBy(head, 0, n, 0);
  }

  /**
   * Takes note of how {@code bytes}, which are this segment's and not compressed, begin and end, so
   * that they are known again when they have been.
   */
  void learnEnd(SegmentBytes bytes) throws IOException {
    learnHead(bytes);
    long size = size();
    byte[] window = new byte[(int) Math.min(size, Position.WINDOW)];
    int n = bytes.read(size - window.length, window, 0, window.length);
    if (n < window.length || id.headLength() < n) return; // cut short meanwhile
    known = id.position(size, window, n);
  }

  /** Returns the file in which it was seen first. */
  Sibling sibling() {
    return sibling;
  }

  /** Returns its file's size when it was seen first, in bytes, compressed perhaps. */
  long size() {
    return sibling.state().size();
  }

  FileTime modified() {
    return sibling.state().modified();
  }

  @Override
  public FileId fileId() {
    return sibling.state().id();
  }

  @Override
  public SegmentId id() {
    return id;
  }

  @Override
  public SegmentFile openFile() {
    return null;
  }

  @Override
  public Position known() {
    return known;
  }

  @Override
  public boolean isOpenEnded() {
    return sibling.compression() != Compression.NONE;
  }

  /**
   * Returns whether {@code bytes} are those that were delivered before {@code position}: the same
   * first ones, and the same ones just before it.
   */
  static boolean holds(SegmentBytes bytes, Position position) throws IOException {
    byte[] window = new byte[position.window()];
    if (bytes.read(0, window, 0, window.length) < window.length) return false;
    if (Fingerprint.of(window, 0, window.length) != position.head()) return false;
    int n = bytes.read(position.offset() - window.length, window, 0, window.length);
    return n == window.length && Fingerprint.of(window, 0, n) == position.marker();
  }
}
