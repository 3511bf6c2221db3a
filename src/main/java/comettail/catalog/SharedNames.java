package comettail.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Shares the names in directories among all logs below a root, so that N logs in one directory do
 * not read it N times. A directory that has changed just now is read anew for each who asks: names
 * that are returned are never older than the question. Any thread.
 */
final class SharedNames {
  /** How many names are kept; a directory that has more is read anew each time. */
  private static final int MAX_NAMES = 100_000;

  /** What is kept of a directory beside its names, counted in names. */
  private static final int NAMES_A_DIRECTORY = 100;

  /** How long names are kept at most, should a file system not tell of a change. */
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Map<Path, Kept> kept = new ConcurrentHashMap<>();

  /**
   * @param nanos when they were read, in {@link System#nanoTime}'s count
   */
  private record Kept(DirectoryNames names, long nanos) {
    boolean isOld(long now) {
      return now - nanos > KEPT_NANOS;
    }

    int cost() {
      return names.size() + NAMES_A_DIRECTORY;
    }
  }

  /**
   * Returns the names that are in {@code directory} now.
   *
   * @param attributes the directory's own, read for this question
   */
  DirectoryNames in(Path directory, BasicFileAttributes attributes) throws IOException {
    long now = System.nanoTime();
    Kept known = kept.get(directory);
    if (known != null && !known.isOld(now) && known.names.areThoseOf(attributes)) {
      return known.names;
    }
    DirectoryNames read = DirectoryNames.read(directory, attributes);
    if (read.areSettled()) keep(directory, new Kept(read, now));
    return read;
  }

  private void keep(Path directory, Kept read) {
    kept.remove(directory);
    kept.values().removeIf(other -> other.isOld(read.nanos));
    int cost = kept.values().stream().mapToInt(Kept::cost).sum();
    if (cost + read.cost() > MAX_NAMES) kept.clear();
    if (read.cost() <= MAX_NAMES) kept.put(directory, read);
  }
}
