package comettail.tail;

import comettail.file.FileId;
import java.util.LinkedHashSet;
import java.util.Set;

/** The newest of the files that were added, up to a bound. Used by one thread at a time. */
final class FileIds {
  /** How many are remembered; the oldest of more are forgotten. */
  static final int MAX = 4096;

  private final Set<FileId> ids = new LinkedHashSet<>();

  /** Adds {@code id}, if it is not there yet. */
  void add(FileId id) {
    if (ids.add(id) && ids.size() > MAX) ids.remove(ids.iterator().next());
  }

  boolean contains(FileId id) {
    return ids.contains(id);
  }
}
