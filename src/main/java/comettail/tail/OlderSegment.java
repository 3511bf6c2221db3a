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
  private static final int CHUNK_BYTES = 64 * 1024;

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
   * Returns the position at the end of {@code bytes}, of any file, which are read for that.
   *
   * @throws IOException if they can't be read to their end
   */
  static Position endOf(SegmentBytes bytes) throws IOException {
    byte[] chunk = new byte[Position.WINDOW + CHUNK_BYTES];
    SegmentId id = new SegmentId(0, 0, new byte[0]);
    long offset = 0;
    int window = 0;
    for (int n; (n = bytes.read(offset, chunk, window, CHUNK_BYTES)) > 0; ) {
      id = id.grownBy(chunk, window, window + n, offset);
      offset += n;
      int kept = Math.min(Position.WINDOW, window + n);
      System.arraycopy(chunk, window + n - kept, chunk, 0, kept);
      window = kept;
    }
    return id.position(offset, chunk, window);
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
