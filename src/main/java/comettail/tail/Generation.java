package comettail.tail;

import comettail.file.FileId;
import comettail.file.LineStart;
import comettail.file.SegmentFile;
import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.Position;
import comettail.line.SegmentId;
import java.io.IOException;
import java.util.Arrays;

/**
 * One file for as long as it only grows: what a log's name stood for from one rotation or
 * truncation to the next.
 *
 * <p>A truncated file becomes a new generation on the same open file, so that a place in a
 * generation never means two different contents. Call from the follower's thread, but for what says
 * otherwise.
 */
final class Generation implements Segment {
  /** The most that one read brings, besides what is read again. */
  static final int CHUNK_BYTES = 64 * 1024;

  // Final configuration.
  private final FileId fileId;
  private final boolean truncated; // its file, before its first byte

  // Written by the follower's thread, read by any.
  private volatile SegmentFile
      file; // null once it is closed, or when another generation goes on with it
  private volatile SegmentId segment;

  private volatile Block last; // what was read last, up to end; null before the first read

  // Owned by the follower's thread.
  private long lineStart; // segment offset of the unfinished line
  private long end; // segment offset after the last byte that was read
  private boolean mayBeHole; // all bytes so far were zeros that nobody wrote
  private long grownNanos; // when it last grew, or when it stopped being the current one

  private Generation(
      SegmentFile file, SegmentId segment, long lineStart, boolean truncated, long nowNanos) {
    this.fileId = file.id();
    this.truncated = truncated;
    this.mayBeHole = truncated;
    this.file = file;
    this.segment = segment;
    this.lineStart = lineStart;
    this.end = lineStart;
    this.grownNanos = nowNanos;
  }

  /** Returns a generation that is read from its first byte on. */
  static Generation fromStart(SegmentFile file, int epoch, long nowNanos) {
    return new Generation(file, unread(file, epoch), 0, false, nowNanos);
  }

  /**
   * Returns a generation that is read from the first byte of a file that was truncated. Zero bytes
   * there are left out: a writer that goes on at its old offset makes such a hole.
   */
  static Generation fromNewStart(SegmentFile file, int epoch, long nowNanos) {
    return new Generation(file, unread(file, epoch), 0, true, nowNanos);
  }

  private static SegmentId unread(SegmentFile file, int epoch) {
    return new SegmentId(file.id().hash(), epoch, new byte[0]);
  }

  /**
   * Returns a generation that is read from the start of its last, unfinished line on; that line is
   * looked for as far back as one piece of a line may be long.
   */
  static Generation fromLastLine(SegmentFile file, int epoch, LineFramer framer, long nowNanos)
      throws IOException {
    long start = LineStart.unfinished(file, framer, file.size());
    return from(start, file, epoch, framer, nowNanos);
  }

  /** Returns a generation that is read from where it ends now. */
  static Generation fromEnd(SegmentFile file, int epoch, LineFramer framer, long nowNanos)
      throws IOException {
    return from(file.size(), file, epoch, framer, nowNanos);
  }

  private static Generation from(
      long start, SegmentFile file, int epoch, LineFramer framer, long nowNanos)
      throws IOException {
    byte[] head = new byte[(int) Math.min(start, Position.WINDOW)];
    byte[] window = new byte[head.length];
    int n = file.read(0, head, 0, head.length);
    int m = file.read(start - window.length, window, 0, window.length);
    if (n + m < 2 * head.length) return fromStart(file, epoch, nowNanos); // cut short meanwhile
    SegmentId segment = new SegmentId(file.id().hash(), epoch, head);
    Generation generation = new Generation(file, segment, start, false, nowNanos);
    generation.last = Block.of(segment, start, 0, window, m, m, framer);
    return generation;
  }

  /** Returns whether {@code copy} holds all that was read of this generation, and perhaps more. */
  boolean isContinuedIn(SegmentFile copy) throws IOException {
    if (end == 0 || copy.size() < end || !hasHeadOf(copy)) return false;
    long from = Math.max(0, lineStart - Position.WINDOW);
    byte[] bytes = new byte[(int) (end - from)];
    int n = copy.read(from, bytes, 0, bytes.length);
    return n == bytes.length && readsAsBefore(bytes, (int) (lineStart - from), n);
  }

  /**
   * Sees that the file still begins as it did. The overlap of {@link #next} alone would not tell a
   * file from one that came in its place and whose later lines are the same.
   *
   * @throws TruncatedException if it does not
   */
  void checkHead() throws IOException, TruncatedException {
    if (!hasHeadOf(file)) throw new TruncatedException();
  }

  private boolean hasHeadOf(SegmentFile other) throws IOException {
    byte[] head = new byte[segment.headLength()];
    return other.read(0, head, 0, head.length) == head.length && segment.startsWith(head);
  }

  @Override
  public FileId fileId() {
    return fileId;
  }

  @Override
  public SegmentId id() {
    return segment;
  }

  @Override
  public SegmentFile openFile() {
    return file;
  }

  /** The position after the last byte that was read. */
  @Override
  public Position known() {
    Block read = last;
    return read == null ? segment.start() : read.position(read.end());
  }

  @Override
  public boolean isOpenEnded() {
    return false;
  }

  /** Returns the segment offset after the last byte that was read. */
  long end() {
    return end;
  }

  /** Returns when it last grew, in {@link System#nanoTime}'s count. */
  long grownNanos() {
    return grownNanos;
  }

  /** Starts the wait for late bytes: the generation is not the log's current one from now on. */
  void retiresFrom(long nowNanos) {
    grownNanos = nowNanos;
  }

  /**
   * Reads on, as far as the segment offset {@code limit}, and returns what is new as a block that
   * begins with the unfinished line, or null when there is nothing new.
   *
   * <p>The read overlaps what was read before, and must find it again: that is how a file that was
   * truncated and has grown past the old end, or was written over, is told from one that only grew.
   *
   * @param lineAt the stream offset of the unfinished line
   * @throws TruncatedException if what was read before is not there any more
   */
  Block next(long lineAt, long limit, LineFramer framer, long nowNanos)
      throws IOException, TruncatedException {
    //  |<-- window -->|<-- unfinished line -->|<-- new -->|
    //  from        lineStart                 end         end + new
    //  |<------------ overlap --------------->|
    long from = Math.max(0, lineStart - Position.WINDOW);
    int overlap = (int) (end - from);
    int wanted = (int) Math.min(limit - from, (long) overlap + CHUNK_BYTES);
    if (wanted < overlap) throw new TruncatedException();
    byte[] bytes = new byte[wanted];
    int n = file.read(from, bytes, 0, wanted);
    if (n < overlap || !readsAsBefore(bytes, (int) (lineStart - from), overlap)) {
      throw new TruncatedException();
    }
    if (n == overlap) return null;

    int start = (int) (lineStart - from);
    if (mayBeHole) {
      start = afterZeros(bytes, start, n);
      mayBeHole = start == n;
      // The first zero byte may be half of a character of two bytes.
      if (!mayBeHole) start -= framer.charset().framing().within(from + start);
      lineStart = from + start;
    }
    segment = segment.grownBy(bytes, start, n, lineStart);
    Block block = Block.of(segment, lineStart, lineAt, bytes, start, n, framer);
    last = block;
    lineStart += block.whole() - start;
    end = from + n;
    grownNanos = nowNanos;
    return block;
  }

  /** Forgets what was read, none of which may be published, and begins at the first byte again. */
  void rewind() {
    segment = unread(file, segment.epoch());
    last = null;
    lineStart = 0;
    end = 0;
    mayBeHole = truncated;
  }

  private static int afterZeros(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] == 0) i++;
    return i;
  }

  private boolean readsAsBefore(byte[] bytes, int window, int overlap) {
    if (last == null) return true;
    int first = last.whole() - window;
    return Arrays.equals(bytes, 0, overlap, last.bytes(), first, first + overlap);
  }

  /** Returns whether there is an unfinished line. */
  boolean hasUnfinishedLine() {
    return lineStart < end;
  }

  /**
   * Gives up waiting for the end of the unfinished line and returns the last block with it as a
   * partial line.
   */
  Block seal() {
    last = last.sealed();
    lineStart = end;
    return last;
  }

  /**
   * Gives up waiting for the end of the unfinished line, but not for the end of a character, and
   * returns whether that makes a new partial line, in {@link #last}.
   */
  boolean sealCharacters() {
    Block sealed = last.sealedCharacters();
    lineStart += sealed.whole() - last.whole();
    boolean isNew = sealed != last;
    last = sealed;
    return isNew;
  }

  /** Returns what was read last, or null before the first read. */
  Block last() {
    return last;
  }

  /** Hands the open file over; this generation can't be read any more. */
  SegmentFile release() {
    SegmentFile released = file;
    file = null;
    return released;
  }

  /**
   * Goes on where it was, with the same file opened anew, or with a copy that {@linkplain
   * #isContinuedIn continues} it; the next read finds out whether it has the same bytes.
   */
  void goOnIn(SegmentFile again, long nowNanos) {
    file = again;
    grownNanos = nowNanos;
  }

  /** Thrown when a file does not hold any more what was read from it. */
  static final class TruncatedException extends Exception {
    private static final long serialVersionUID = 1;

    TruncatedException() {
      super("what was read before is not there any more", null, false, false);
    }
  }
}
