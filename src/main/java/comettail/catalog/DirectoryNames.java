package comettail.catalog;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The names that a directory held at one time. Immutable. */
final class DirectoryNames {
  /*
   * A directory that has changed has another time of last change. But that clock ticks slowly, up
   * to 2 s on some file systems: a time that was younger than that when the directory was read says
   * nothing about what came after it.
   */
  private static final long TICK_MILLIS = 2_000;

  private final Object directory; // what it is, whatever its name; null where that is not told
  private final FileTime modified;
  private final boolean settled;
  private final List<String> names; // in their order if settled, else in none
  private final List<String> archives;

  private DirectoryNames(BasicFileAttributes directory, boolean settled, List<String> names) {
    this.directory = directory.fileKey();
    this.modified = directory.lastModifiedTime();
    this.settled = settled;
    this.names = names;
    this.archives = names.stream().filter(SegmentName::isArchive).toList();
    if (settled) Collections.sort(names);
  }

  /**
   * Reads the names that are in the directory {@code path} now.
   *
   * @param attributes its own, which were read before
   */
  static DirectoryNames read(Path path, BasicFileAttributes attributes) throws IOException {
    boolean settled = isSettled(attributes.lastModifiedTime());
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) names.add(file.getFileName().toString());
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new DirectoryNames(attributes, settled, names);
  }

  /** Returns whether a change from now on shows in the time of last change, now this one. */
  static boolean isSettled(FileTime modified) {
    return System.currentTimeMillis() - modified.toMillis() >= TICK_MILLIS;
  }

  /** Returns how many there are. */
  int size() {
    return names.size();
  }

  /** Returns whether each change since shows in the directory's attributes. */
  boolean areSettled() {
    return settled;
  }

  /** Returns whether nothing has changed, as far as {@code attributes} of the directory tell. */
  boolean areThoseOf(BasicFileAttributes attributes) {
    return modified.equals(attributes.lastModifiedTime())
        && Objects.equals(directory, attributes.fileKey());
  }

  /** Returns the names that old segments of logs are usually put under. */
  List<String> archives() {
    return archives;
  }

  /** Returns the names that a log of this stem may have to do with, its own among them. */
  List<String> of(Stem stem) {
    List<String> found = new ArrayList<>();
    int place = settled ? Collections.binarySearch(names, stem.beginning()) : 0;
    int first = place < 0 ? -place - 1 : place;
    for (String name : names.subList(first, names.size())) {
      if (stem.mayName(name)) found.add(name);
      else if (settled && !name.startsWith(stem.beginning())) break;
    }
    return found;
  }
}
