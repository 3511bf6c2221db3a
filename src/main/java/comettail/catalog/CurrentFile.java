package comettail.catalog;

import comettail.catalog.SegmentSearch.Found;
import comettail.file.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

/**
 * The file that a log's name stands for: the one of that name; or, of a log whose files' names
 * carry the date, such as {@code catalina.2026-11-22.log}, the newest that is not compressed.
 *
 * <p>Once there was a file of that name it is the only one, so that nothing is read anew while a
 * rotation moves it; and the log never goes back to an older date. Any thread.
 */
final class CurrentFile {
  /**
   * For how long what was read is good whatever happens, so that reading costs a tenth of a thread:
   * the poller asks many times in a second, and to read a directory of thousands of files each time
   * would be dear.
   */
  private static final int GOOD_FOR = 10; // times what it took

  private final Path path;
  private final SegmentSearch search;

  // Written by any thread, read by any; each is true by itself.
  private volatile boolean named; // there was a file with the log's own name
  private volatile Scan last; // null before the first

  /**
   * What the directory held at one time.
   *
   * @param newest the file with the newest date that was ever found; or null
   * @param isThere whether it was still there
   * @param directory when the directory was last changed
   * @param settled whether a later change would show in that time
   * @param nanos when it was read, in {@link System#nanoTime}'s count
   * @param took how long that took, in nanoseconds
   */
  private record Scan(
      Found newest, boolean isThere, FileTime directory, boolean settled, long nanos, long took) {
    boolean isGood(FileTime directoryNow, long now) {
      return now - nanos < GOOD_FOR * took || settled && directory.equals(directoryNow);
    }
  }

  /**
   * @param path where the file with the log's own name is, if there is one
   */
  CurrentFile(Path path, SegmentSearch search) {
    this.path = path;
    this.search = search;
  }

  /**
   * Returns what the file is, whether it may be read or not.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException as {@link FileState#of} does
   */
  FileState look() throws IOException {
    try {
      FileState state = FileState.of(path);
      named = true;
      return state;
    } catch (NoSuchFileException none) {
      return FileState.of(newestDated());
    }
  }

  /**
   * Returns where the file is that {@link #look} looks at.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if the platform can't tell
   */
  Path path() throws IOException {
    if (Files.notExists(path)) return newestDated();
    named = true;
    return path;
  }

  private Path newestDated() throws IOException {
    if (!named) {
      Scan scan = scan();
      if (scan.isThere) return path.resolveSibling(scan.newest.fileName());
    }
    throw new NoSuchFileException(path.toString());
  }

  private Scan scan() throws IOException {
    FileTime directory = Files.getLastModifiedTime(path.getParent());
    long now = System.nanoTime();
    Scan known = last;
    if (known != null && known.isGood(directory, now)) return known;
    boolean settled = DirectoryNames.isSettled(directory);
    Found before = known == null ? null : known.newest;
    Optional<Found> found = search();
    boolean isThere = found.isPresent() && !isOlder(found.get(), before);
    Found newest = isThere ? found.get() : before;
    Scan scan = new Scan(newest, isThere, directory, settled, now, System.nanoTime() - now);
    last = scan;
    return scan;
  }

  private Optional<Found> search() {
    try {
      return search.newestDated();
    } catch (IOException unlistable) {
      return Optional.empty();
    }
  }

  private static boolean isOlder(Found found, Found before) {
    if (before == null) return false;
    return SegmentOrder.ofDates(List.of(found, before)).compare(found, before) < 0;
  }
}
