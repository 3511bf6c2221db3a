package comettail.tail;

import comettail.file.Compression;
import comettail.file.FileId;
import comettail.file.LogSource;
import comettail.file.SegmentBytes;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import comettail.line.Position;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what a follower did not see happen, among the files beside the log: what was there before
 * it began, the copy that has the unread end of a file that was truncated, and files that came and
 * went between two looks. Call from the follower's thread.
 */
final class Recovery {
  /** How many older segments a log has at most; the oldest of more are left out. */
  static final int MAX_OLDER = Journal.MAX_ENTRIES / 2;

  private static final Comparator<Sibling> OLDEST_FIRST =
      Comparator.comparingLong(sibling -> sibling.state().id().birthNanos());

  private final LogSource source;
  private final Archive archive;
  private final FileIds known = new FileIds(); // what was read, or is not to be
  private final FileIds beside = new FileIds(); // what was beside the log's current file
  private List<OlderSegment> older = List.of();

  Recovery(LogSource source, Archive archive) {
    this.source = source;
    this.archive = archive;
  }

  /** Says that {@code id} is a file that the follower has read. */
  void know(FileId id) {
    known.add(id);
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
  Older allOlder() throws IOException {
    return Archive.untilSettled(() -> learn(source.segments()));
  }

  /**
   * Returns the segments that are older than the file {@code current}. They are known from now on.
   *
   * @param waits whether a rotation that goes on is waited for
   * @throws UnfinishedException if the log's name does not stand for the file any more: it may have
   *     been compressed to what looks like an older one; the caller asks again
   */
  Older olderThan(SegmentFile current, boolean waits) throws IOException, UnfinishedException {
    return Archive.untilSettled(() -> olderNow(current, waits));
  }

  private Older olderNow(SegmentFile current, boolean waits)
      throws IOException, UnfinishedException {
    List<Sibling> segments = source.segments();
    if (waits && !isCurrent(current)) throw new UnfinishedException();
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
    older = List.copyOf(segments);
    return new Older(older, newest);
  }

  /** Learns what tells {@code segment}, and returns its file, or null if it can't be followed. */
  private SegmentFile learn(OlderSegment segment) throws NoSuchFileException {
    know(segment.fileId());
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
    return young && isStartOf(current, sibling);
  }

  /** Returns whether {@code sibling} is a copy of {@code current}, or just begins to be one. */
  private boolean isStartOf(SegmentFile current, Sibling sibling) {
    if (sibling.compression() != Compression.NONE) return false;
    try (SegmentFile file = source.open(sibling)) {
      return file.size() == 0 || file.isStartOf(current);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Returns whether {@code sibling} is a copy of what {@code current} holds, or of what it held
   * when it was read.
   */
  private boolean isCopyOf(Generation current, Sibling sibling) {
    if (isStartOf(current.openFile(), sibling)) return true;
    if (sibling.compression() != Compression.NONE) return false;
    try (SegmentFile file = source.open(sibling)) {
      return current.isContinuedIn(file);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** What was found beside the log: a file that is open, or a compressed one. */
  record Found(Sibling sibling, SegmentFile file) {
    OlderSegment compressed() {
      return new OlderSegment(sibling);
    }

    void close() {
      if (file != null) Generations.close(file);
    }
  }

  /**
   * Returns the newest file beside the log that holds all that was read of {@code truncated}, whose
   * file was cut short, and what was written to it after that; or null if there is none. The caller
   * closes it.
   */
  Found copyOf(Generation truncated, List<Generation> seen) throws IOException {
    Found copy =
        Archive.untilSettled(
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
    if (compressedIf(sibling, bytes -> Copies.isPackedOfAny(gone, bytes)) != null) know(id);
  }

  /**
   * Returns whether there is a copy of {@code current} that is longer than its file is now: so it
   * was truncated, although what it holds reads as it did before.
   */
  boolean hasLongerCopy(Generation current) throws IOException {
    List<Sibling> siblings = source.siblings();
    if (!isCurrent(current.openFile())) return false; // they may be what came after it
    siblings.forEach(file -> beside.add(file.state().id()));
    long size = current.openFile().size(); // after those of the copies: it only grows otherwise
    Found copy = copyLongerThan(Math.max(size, current.end()), current, siblings, false);
    if (copy != null) Generations.close(copy.file());
    return copy != null;
  }

  /** Returns whether the log's name stands for {@code file} now. */
  boolean isCurrent(SegmentFile file) throws IOException {
    try {
      return source.look().id().isSameOpenFileAs(file.id());
    } catch (NoSuchFileException itStandsForNothing) {
      return false;
    }
  }

  /** Returns whether the log's name stands for a file now that is not {@code file}. */
  private boolean standsForAnother(SegmentFile file) throws IOException {
    try {
      return !source.look().id().isSameOpenFileAs(file.id());
    } catch (NoSuchFileException itStandsForNothing) {
      return false;
    }
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
              ? openIf(sibling, original::isContinuedIn)
              : compressedIf(sibling, bytes -> OlderSegment.holds(bytes, end));
      if (copy != null) return copy;
    }
    return null;
  }

  /** What a plain file beside the log has to be. */
  private interface Wanted {
    boolean is(SegmentFile file) throws IOException;
  }

  private Found openIf(Sibling sibling, Wanted wanted) throws NoSuchFileException {
    try {
      SegmentFile file = source.open(sibling);
      boolean is = false;
      try {
        is = wanted.is(file);
      } finally {
        if (!is) Generations.close(file);
      }
      return is ? new Found(sibling, file) : null;
    } catch (NoSuchFileException renamed) {
      throw renamed;
    } catch (IOException notThisOne) {
      return null;
    }
  }

  private Found compressedIf(Sibling sibling, Archive.Wanted wanted) throws NoSuchFileException {
    try (SegmentBytes bytes = archive.openIf(sibling, wanted)) {
      return bytes == null ? null : new Found(sibling, null);
    } catch (NoSuchFileException renamed) {
      throw renamed;
    } catch (IOException notThisOne) {
      return null;
    }
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
    return Archive.untilSettled(() -> bornUnseen(before, after, seen, waits));
  }

  private List<Found> bornUnseen(
      FileId before, SegmentFile after, List<Generation> seen, boolean waits)
      throws IOException, UnfinishedException {
    List<Sibling> segments = source.segments();
    if (waits && standsForAnother(after)) throw new UnfinishedException();
    List<Sibling> born = bornBetween(before, after.id(), segments);
    born.removeIf(file -> beside.contains(file.state().id()));
    for (Sibling sibling : born) {
      if (waits && isUnfinished(sibling)) throw new UnfinishedException();
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
    return Archive.untilSettled(() -> copiedUnseen(before, current, seen));
  }

  private List<Found> copiedUnseen(FileId before, Generation current, List<Generation> seen)
      throws IOException {
    List<Sibling> segments = new ArrayList<>(source.segments());
    List<Sibling> siblings = source.siblings();
    if (!isCurrent(current.openFile())) return List.of();
    // Asked once of each, since the file may be truncated meanwhile: a copy is either told now, or
    // is left unknown and told at the next truncation.
    segments.removeIf(sibling -> isCopyOf(current, sibling));
    List<Segment> gone = gone(siblings, seen);
    List<Sibling> born = before == null ? List.of() : bornBetween(before, null, segments);
    List<Sibling> unfinished = new ArrayList<>();
    for (Sibling sibling : born) {
      if (isUnfinished(sibling)) unfinished.add(sibling);
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

  private boolean isUnfinished(Sibling sibling) throws NoSuchFileException {
    if (sibling.compression() == Compression.NONE) return false;
    try (SegmentBytes bytes = archive.openIf(sibling, any -> true)) {
      OlderSegment.endOf(bytes);
      return false;
    } catch (NoSuchFileException renamed) {
      throw renamed;
    } catch (IOException damagedOrUnfinished) {
      return true;
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
    List<Segment> gone = new ArrayList<>(older);
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
                ? openIf(sibling, file -> !Copies.isCopyOfAny(copied, file))
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
    if (isUnfinished(sibling)) return new Found(sibling, null);
    return compressedIf(sibling, bytes -> !Copies.isPackedOfAny(packed, bytes));
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
