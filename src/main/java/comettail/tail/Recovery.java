package comettail.tail;

import comettail.file.Compression;
import comettail.file.FileId;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what a follower did not see happen, among the files beside the log: the copy that has the
 * unread end of a file that was truncated, and files that came and went between two looks. Call
 * from the follower's thread.
 */
final class Recovery {
  /** How many files are remembered as known, so that they are never taken for missed ones. */
  private static final int MAX_KNOWN = 1024;

  private static final Comparator<Sibling> OLDEST_FIRST =
      Comparator.comparingLong((Sibling sibling) -> sibling.state().id().birthNanos())
          .thenComparing(sibling -> sibling.state().modified());

  private final LogSource source;
  private final Set<FileId> known =
      Collections.newSetFromMap(
          new LinkedHashMap<FileId, Boolean>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<FileId, Boolean> eldest) {
              return size() > MAX_KNOWN;
            }
          });

  Recovery(LogSource source) {
    this.source = source;
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
  SegmentFile copyOf(Generation truncated) throws IOException {
    List<Sibling> newestFirst = siblings();
    Collections.reverse(newestFirst);
    for (Sibling sibling : newestFirst) {
      boolean itself = sibling.state().id().isSameOpenFileAs(truncated.file().id());
      if (itself || sibling.state().size() < truncated.end()) continue;
      SegmentFile copy = openIf(sibling, truncated::isContinuedIn);
      if (copy == null) continue;
      know(copy.id());
      return copy;
    }
    return null;
  }

  /** What a file beside the log has to be. */
  private interface Wanted {
    boolean is(SegmentFile file) throws IOException;
  }

  /** Returns the sibling, open, if it is what is wanted; else null. */
  private SegmentFile openIf(Sibling sibling, Wanted wanted) {
    try {
      SegmentFile file = source.open(sibling);
      boolean is = false;
      try {
        is = wanted.is(file);
      } finally {
        if (!is) Generations.close(file);
      }
      return is ? file : null;
    } catch (IOException notThisOne) {
      return null;
    }
  }

  /**
   * Returns generations, oldest first, that the log's name stood for after {@code before} and
   * before {@code after}, and that nobody saw: files that were made between the two. The caller
   * closes their files.
   *
   * @param seen generations whose copies are not meant
   */
  List<Generation> between(FileId before, FileId after, List<Generation> seen, long now)
      throws IOException {
    List<Generation> missed = new ArrayList<>();
    for (Sibling sibling : siblings()) {
      FileId id = sibling.state().id();
      long birth = id.birthNanos();
      // The clock that stamps births ticks slowly, so that two files may have the same.
      boolean inTime = birth != 0 && birth >= before.birthNanos() && birth <= after.birthNanos();
      boolean itself = id.isSameOpenFileAs(before) || id.isSameOpenFileAs(after);
      if (!inTime || itself || known.contains(id)) continue;
      know(id);
      SegmentFile file = openIf(sibling, opened -> !isCopyOfAny(seen, opened));
      if (file != null) missed.add(Generation.fromStart(file, 0, now));
    }
    return missed;
  }

  private static boolean isCopyOfAny(List<Generation> seen, SegmentFile file) throws IOException {
    for (Generation generation : seen) {
      if (generation.isCopiedIn(file)) return true;
    }
    return false;
  }

  private List<Sibling> siblings() throws IOException {
    List<Sibling> siblings = new ArrayList<>(source.siblings());
    siblings.removeIf(sibling -> sibling.compression() != Compression.NONE);
    siblings.sort(OLDEST_FIRST);
    return siblings;
  }
}
