package comettail.tail;

import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import comettail.tail.Recovery.UnfinishedException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what there was of a log before its follower began: the segments that are older than its
 * current file. Call from the follower's thread.
 */
final class Beginning {
  /** How many older segments a log has at most; the oldest of more are left out. */
  static final int MAX_OLDER = Journal.MAX_ENTRIES / 2;

  private final LogSource source;
  private final Beside beside;
  private final FileIds known;
  private List<OlderSegment> last = List.of();

  /**
   * @param known gets what is found
   */
  Beginning(LogSource source, Beside beside, FileIds known) {
    this.source = source;
    this.beside = beside;
    this.known = known;
  }

  /** Returns the segments that were returned last. */
  List<OlderSegment> last() {
    return last;
  }

  /**
   * The segments that are older than a log's current file.
   *
   * @param segments oldest first
   * @param newest the file of the last of them, open, since it may still be written to; or null if
   *     it is compressed or can't be read. Whoever asked closes it.
   */
  record Older(List<OlderSegment> segments, SegmentFile newest) {
    static final Older NONE = new Older(List.of(), null);
  }

  /** Returns the segments of a log that has no file now. They are known from now on. */
  Older all() throws IOException {
    return LogSource.untilSettled(() -> learn(source.segments()));
  }

  /**
   * Returns the segments that are older than the file {@code current}. They are known from now on.
   *
   * @param waits whether a rotation that goes on is waited for
   * @throws UnfinishedException if the log's name does not stand for the file any more: it may have
   *     been compressed to what looks like an older one; the caller asks again
   */
  Older olderThan(SegmentFile current, boolean waits) throws IOException, UnfinishedException {
    return LogSource.untilSettled(() -> olderNow(current, waits));
  }

  private Older olderNow(SegmentFile current, boolean waits)
      throws IOException, UnfinishedException {
    List<Sibling> segments = source.segments();
    if (waits && !beside.isCurrent(current)) throw new UnfinishedException();
    List<Sibling> older = new ArrayList<>();
    for (Sibling sibling : segments) {
      // What stands at or after the current file came after it was opened: a rotation just now.
      if (sibling.state().id().isSameOpenFileAs(current.id())) break;
      if (!isYoungCopyOf(current, sibling)) older.add(sibling);
    }
    return learn(older);
  }

  private Older learn(List<Sibling> siblings) throws NoSuchFileException {
    int tooMany = Math.max(0, siblings.size() - MAX_OLDER);
    List<OlderSegment> segments = new ArrayList<>();
    SegmentFile newest = null;
    for (Sibling sibling : siblings.subList(tooMany, siblings.size())) {
      if (newest != null) Generations.close(newest);
      OlderSegment segment = new OlderSegment(sibling);
      newest = learn(segment);
      segments.add(segment);
    }
    last = List.copyOf(segments);
    return new Older(last, newest);
  }

  /** Learns what tells {@code segment}, and returns its file, or null if it can't be followed. */
  private SegmentFile learn(OlderSegment segment) throws NoSuchFileException {
    known.add(segment.fileId());
    if (segment.isOpenEnded()) return null;
    SegmentFile file = null;
    try {
      file = source.open(segment.sibling());
      segment.learnEnd(file);
      return file;
    } catch (NoSuchFileException renamed) {
      throw renamed;
    } catch (IOException unreadable) {
      if (file != null) Generations.close(file);
      return null; // whoever reads it is told
    }
  }

  /** Returns whether a truncation is to come, before which the log was copied just now. */
  private boolean isYoungCopyOf(SegmentFile current, Sibling sibling) {
    boolean young = sibling.state().id().birthNanos() >= current.id().birthNanos();
    return young && beside.isStartOf(current, sibling);
  }
}
