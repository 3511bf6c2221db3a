package comettail.catalog;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A log as the listing shows it. Immutable.
 *
 * @param name its name
 * @param file the file that the name stands for; or empty if there are only older segments
 * @param segments the older segments, newest first
 */
public record LogEntry(LogName name, Optional<LogFile> file, List<LogFile> segments) {
  /** Refuses a log of which there is nothing. */
  public LogEntry {
    if (file.isEmpty() && segments.isEmpty())
      throw new IllegalArgumentException("no file: " + name);
  }

  /** Returns the size of the current file in bytes, or 0 if there is none. */
  public long size() {
    return file.map(LogFile::size).orElse(0L);
  }

  /** Returns the size of all its files together, in bytes. */
  public long totalSize() {
    return files().mapToLong(LogFile::size).sum();
  }

  /** Returns when its bytes were last changed. */
  public Instant modified() {
    return files().map(LogFile::modified).max(Comparator.naturalOrder()).orElseThrow();
  }

  private Stream<LogFile> files() {
    return Stream.concat(file.stream(), segments.stream());
  }
}
