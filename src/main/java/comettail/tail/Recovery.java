package comettail.tail;

import comettail.file.Compression;
import comettail.file.FileId;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import comettail.line.Position;
import comettail.tail.Beside.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what a follower did not see happen, among the files beside the log: the copy that has the
 * unread end of a file that was truncated, and files that came and went between two looks. Call
 * from the follower's thread.
 */
final class Recovery {
  private static final Comparator<Sibling> OLDEST_FIRST =
      Comparator.comparingLong(sibling -> sibling.state().id().birthNanos());

  private final LogSource source;
  private final Beside beside;
  private final Beginning beginning;
  private final FileIds known = new FileIds(); // what was read, or is not to be
  private final FileIds earlier = new FileIds(); // what was beside the log's current file

  Recovery(LogSource source, Archive archive) {
    this.source = source;
    this.beside = new Beside(source, archive);
    this.beginning = new Beginning(source, beside, known);
  }

  /** Finds what there was before; what it finds is known from then on. */
  Beginning beginning() {
    return beginning;
  }

  /** Says that {@code id} is a file that the follower has read. */
  void know(FileId id) {
    known.add(id);
  }

  /**
   * Returns the newest file beside the log that holds all that was read of {@code truncated}, whose
   * file was cut short, and what was written to it after that; or null if there is none. The caller
   * closes it.
   */
  Found copyOf(Generation truncated, List<Generation> seen) throws IOException {
    Found copy =
        LogSource.untilSettled(
            () -> {
              List<Sibling> siblings = source.siblings();
              List<Segment> gone = gone(siblings, seen);
              gone.removeIf(segment -> segment == truncated);
              for (Sibling sibling : siblings) knowIfPacked(sibling, gone);
              return copyLongerThan(truncated.end() - 1, truncated, siblings, true);
            });
    if (copy != null) know(copy.sibling().state().id());
    return copy;
  }

  /** Knows {@code sibling} if it is one of {@code gone}, compressed. */
  private void knowIfPacked(Sibling sibling, List<Segment> gone) throws NoSuchFileException {
    FileId id = sibling.state().id();
    if (sibling.compression() == Compression.NONE || known.contains(id)) return;
    if (beside.compressedIf(sibling, bytes -> Copies.isPackedOfAny(gone, bytes)) != null) know(id);
  }

  /**
   * Returns whether there is a copy of {@code current} that is longer than its file is now: so it
   * was truncated, although what it holds reads as it did before.
   */
  boolean hasLongerCopy(Generation current) throws IOException {
    List<Sibling> siblings = source.siblings();
    if (!beside.isCurrent(current.openFile())) return false; // they may be what came after it
    siblings.forEach(file -> earlier.add(file.state().id()));
    long size = current.openFile().size(); // after those of the copies: it only grows otherwise
    Found copy = copyLongerThan(Math.max(size, current.end()), current, siblings, false);
    if (copy != null) Generations.close(copy.file());
    return copy != null;
  }

  private Found copyLongerThan(
      long size, Generation original, List<Sibling> siblings, boolean orCompressed)
      throws NoSuchFileException {
    Position end = original.known();
    if (end.offset() == 0) return null;
    List<Sibling> newestFirst = new ArrayList<>(siblings);
    newestFirst.sort(OLDEST_FIRST.reversed());
    for (Sibling sibling : newestFirst) {
      boolean plain = sibling.compression() == Compression.NONE;
      if (known.contains(sibling.state().id())) continue;
      if (plain ? sibling.state().size() <= size : !orCompressed) continue;
      Found copy =
          plain
              ? beside.plainIf(sibling, original::isContinuedIn)
              : beside.compressedIf(sibling, bytes -> OlderSegment.holds(bytes, end));
      if (copy != null) return copy;
    }
    return null;
  }

  /**
   * Returns what the log's name stood for after {@code before} and before {@code after}, and nobody
   * saw: segments that were made between the two, oldest first. The caller closes their files.
   *
   * @param before null if the log had no file before
   * @param after the file that the name stands for now
   * @param seen generations whose copies are not meant
   * @param waits whether a segment that is being compressed is waited for
   * @throws UnfinishedException if there is one, or if the name has moved on to yet another file;
   *     the caller asks again
   */
  List<Found> between(FileId before, SegmentFile after, List<Generation> seen, boolean waits)
      throws IOException, UnfinishedException {
    return LogSource.untilSettled(() -> bornUnseen(before, after, seen, waits));
  }

  private List<Found> bornUnseen(
      FileId before, SegmentFile after, List<Generation> seen, boolean waits)
      throws IOException, UnfinishedException {
    List<Sibling> segments = source.segments();
    if (waits && beside.standsForAnother(after)) throw new UnfinishedException();
    List<Sibling> born = bornBetween(before, after.id(), segments);
    born.removeIf(file -> earlier.contains(file.state().id()));
    for (Sibling sibling : born) {
      if (waits && beside.isUnfinished(sibling)) throw new UnfinishedException();
    }
    List<Segment> gone = gone(segments, seen);
    List<Segment> justGone = new ArrayList<>(gone);
    justGone.removeIf(segment -> !segment.fileId().equals(before));
    return missed(born, justGone, gone);
  }

  /**
   * Returns copies of what the file of {@code current} held after the file {@code before} was made
   * and nobody saw: it was truncated after each of them. None if that is null, or if the log's name
   * does not stand for the file any more, since what is beside it then may have come later. What
   * else is beside the log is no copy of what is to come, from now on.
   */
  List<Found> copiesSince(FileId before, Generation current, List<Generation> seen)
      throws IOException {
    return LogSource.untilSettled(() -> copiedUnseen(before, current, seen));
  }

  private List<Found> copiedUnseen(FileId before, Generation current, List<Generation> seen)
      throws IOException {
    List<Sibling> segments = new ArrayList<>(source.segments());
    List<Sibling> siblings = source.siblings();
    if (!beside.isCurrent(current.openFile())) return List.of();
    // Asked once of each, since the file may be truncated meanwhile: a copy is either told now, or
    // is left unknown and told at the next truncation. What was there earlier is no copy of it,
    // however equal their lines are.
    segments.removeIf(
        sibling -> !earlier.contains(sibling.state().id()) && beside.isCopyOf(current, sibling));
    List<Segment> gone = gone(siblings, seen);
    List<Sibling> born = before == null ? List.of() : bornBetween(before, null, segments);
    List<Sibling> unfinished = new ArrayList<>();
    for (Sibling sibling : born) {
      if (beside.isUnfinished(sibling)) unfinished.add(sibling);
    }
    List<Found> missed = missed(allBut(unfinished, born), gone, gone);
    allBut(unfinished, segments).forEach(sibling -> know(sibling.state().id()));
    return missed;
  }

  /** Returns {@code files} without {@code others}, which are told at another time. */
  private static List<Sibling> allBut(List<Sibling> others, List<Sibling> files) {
    return files.stream().filter(file -> others.stream().noneMatch(o -> o == file)).toList();
  }

  /** Thrown when a rotation is not through yet. */
  static final class UnfinishedException extends Exception {
    private static final long serialVersionUID = 1;

    UnfinishedException() {
      super("the rotation goes on", null, false, false);
    }
  }

  /** Returns whether a file of this name is one that somebody put aside, and no rotation makes. */
  private static boolean isKept(String fileName) {
    return fileName.endsWith(".bak") || fileName.endsWith(".old");
  }

  /**
   * Returns those of {@code seen} and of the older segments whose own files are not among {@code
   * files}: of these there may be copies and compressed ones. Equal bytes alone make no copy.
   */
  private List<Segment> gone(List<Sibling> files, List<Generation> seen) {
    List<Segment> gone = new ArrayList<>(beginning.last());
    gone.addAll(seen);
    gone.removeIf(
        segment -> files.stream().anyMatch(file -> file.state().id().equals(segment.fileId())));
    return gone;
  }

  /**
   * @param copied what there may be copies of
   * @param packed what there may be compressed copies of
   */
  private List<Found> missed(List<Sibling> born, List<Segment> copied, List<Segment> packed)
      throws NoSuchFileException {
    List<Found> missed = new ArrayList<>();
    try {
      for (Sibling sibling : born) {
        Found found =
            sibling.compression() == Compression.NONE
                ? beside.plainIf(sibling, file -> !Copies.isCopyOfAny(copied, file))
                : packedUnless(sibling, packed);
        if (found != null) missed.add(found);
      }
    } catch (NoSuchFileException renamed) {
      for (Found found : missed) found.close();
      throw renamed;
    }
    born.forEach(sibling -> know(sibling.state().id()));
    return missed;
  }

  /** Returns the compressed {@code sibling}, unless it is one of {@code packed}. */
  private Found packedUnless(Sibling sibling, List<Segment> packed) throws NoSuchFileException {
    // Of one that can't be unpacked nobody knows what it is: its readers are told of a gap.
    if (beside.isUnfinished(sibling)) return new Found(sibling, null);
    return beside.compressedIf(sibling, bytes -> !Copies.isPackedOfAny(packed, bytes));
  }

  /**
   * Returns unknown segments that came after {@code before}, oldest first.
   *
   * <p>A plain file is told by its birth. A compressed one was made when it was compressed, and so
   * was a plain one for all that is known where births are not real; they are told by their place
   * among the segments.
   */
  private List<Sibling> bornBetween(FileId before, FileId after, List<Sibling> segments) {
    int lastKnown = lastKnown(segments);
    List<Sibling> born = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      FileId id = segments.get(i).state().id();
      if (known.contains(id)) continue;
      if (before != null && id.isSameOpenFileAs(before)) continue;
      if (isKept(segments.get(i).fileName())) continue;
      if (after != null && id.isSameOpenFileAs(after)) continue;
      if (before != null && id.birthNanos() < before.birthNanos()) continue; // ticks are long
      boolean told = segments.get(i).compression() == Compression.NONE && id.birthNanos() != 0;
      if (told && after != null && id.birthNanos() > after.birthNanos()) continue;
      if (told || i > lastKnown) born.add(segments.get(i));
    }
    return inOrder(born, segments);
  }

  private int lastKnown(List<Sibling> segments) {
    int last = segments.size() - 1;
    while (last >= 0 && !known.contains(segments.get(last).state().id())) last--;
    return last;
  }

  /** Orders plain files by birth, and puts the others where their names belong among them. */
  private static List<Sibling> inOrder(List<Sibling> born, List<Sibling> segments) {
    List<Sibling> ordered = new ArrayList<>(born);
    ordered.removeIf(sibling -> sibling.compression() != Compression.NONE);
    ordered.sort(OLDEST_FIRST);
    for (Sibling compressed : born) {
      if (compressed.compression() == Compression.NONE) continue;
      int index = indexOf(compressed, segments);
      int place = 0;
      while (place < ordered.size() && indexOf(ordered.get(place), segments) < index) place++;
      ordered.add(place, compressed);
    }
    return ordered;
  }

  // NOTE: not List.indexOf, for the reason that FileState.isAsIn gives.
  private static int indexOf(Sibling sibling, List<Sibling> segments) {
    int index = 0;
    while (segments.get(index) != sibling) index++;
    return index;
  }
}
