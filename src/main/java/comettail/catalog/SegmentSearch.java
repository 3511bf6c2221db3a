package comettail.catalog;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import comettail.catalog.SegmentName.Evidence;
import comettail.catalog.SegmentOrder.Ordered;
import comettail.file.Compression;
import comettail.file.FileId;
import comettail.file.FileState;
import comettail.file.Sibling;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks for a log's segments: in the log's directory, and in those directly below it that are named
 * as archives are. A symbolic link is followed only if it leads to a regular file within the root.
 * Immutable, any thread.
 */
final class SegmentSearch {
  /** How often directories are read that change meanwhile, since a rotation goes on. */
  private static final int MAX_READS = 3;

  private final LogRoot root;
  private final Path directory;
  private final String log;
  private final Supplier<FileId> current;

  /** A file that is a segment by its name. */
  record Found(SegmentName name, Sibling sibling) implements Ordered {
    @Override
    public String fileName() {
      return sibling.fileName();
    }

    @Override
    public FileTime modified() {
      return sibling.state().modified();
    }
  }

  /**
   * @param path where the log's own file is, if there is one
   * @param current tells the file that the log's name stands for, or null; it is left out
   */
  SegmentSearch(LogRoot root, Path path, Supplier<FileId> current) {
    this.root = root;
    this.directory = path.getParent();
    this.log = path.getFileName().toString();
    this.current = current;
  }

  /**
   * Returns the segments, oldest first. A file that is there under two names, or plain and
   * compressed, is returned once.
   *
   * @throws IOException if the log's directory is there and can't be listed
   */
  List<Found> segments() throws IOException {
    return readUntilSettled(Reading::segments);
  }

  /**
   * Returns the segments and the files beside the log whose names begin with its own, in no order.
   *
   * @throws IOException if the log's directory is there and can't be listed
   */
  List<Sibling> siblings() throws IOException {
    return readUntilSettled(Reading::siblings);
  }

  /**
   * Returns the file with the newest date in its name, compressed ones and those in archives left
   * out; or empty if no name has a date.
   *
   * @throws IOException if the log's directory is there and can't be listed
   */
  Optional<Found> newestDated() throws IOException {
    return new Reading(false).newestDated();
  }

  private <T> T readUntilSettled(Function<Reading, T> question) throws IOException {
    for (int reads = 1; ; reads++) {
      Reading reading = new Reading(true);
      T answer = question.apply(reading);
      if (reads == MAX_READS || !reading.isOld()) return answer;
    }
  }

  /** What the directories held at one time: the files that may be segments, by their names. */
  private final class Reading {
    private final Map<Path, FileTime> directories = new LinkedHashMap<>(); // and what age they had
    private final Set<String> names = new LinkedHashSet<>(); // relative to the log's directory

    Reading(boolean withArchives) throws IOException {
      List<String> archives = new ArrayList<>();
      String beginning = SegmentName.beginningOf(log);
      for (String name : list(directory)) {
        if (name.startsWith(beginning)) names.add(name);
        if (withArchives && SegmentName.isArchive(name)) archives.add(name);
      }
      for (String archive : archives) {
        List<String> archived = listIfDirectory(directory.resolve(archive));
        if (archived.contains(log)) continue; // a log of its own, with its own segments
        for (String name : archived) {
          if (name.startsWith(beginning)) names.add(archive + "/" + name);
        }
      }
    }

    private List<String> listIfDirectory(Path path) {
      if (!Files.isDirectory(path, NOFOLLOW_LINKS)) return List.of();
      try {
        return list(path);
      } catch (IOException unreadable) {
        return List.of();
      }
    }

    private List<String> list(Path path) throws IOException {
      if (Files.notExists(path)) return List.of();
      directories.put(path, Files.getLastModifiedTime(path));
      List<String> found = new ArrayList<>();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
        for (Path file : files) found.add(file.getFileName().toString());
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      return found;
    }

    /** Returns whether something has changed since, so that a file may have been missed. */
    boolean isOld() {
      for (Map.Entry<Path, FileTime> read : directories.entrySet()) {
        try {
          if (!Files.getLastModifiedTime(read.getKey()).equals(read.getValue())) return true;
        } catch (IOException gone) {
          return true;
        }
      }
      return false;
    }

    List<Found> segments() {
      List<Found> segments = found(name -> isSegment(name) && !hasPlainTwin(name), current.get());
      segments.sort(SegmentOrder.of(segments));
      return segments;
    }

    List<Sibling> siblings() {
      return files(name -> isSegment(name) || name.startsWith(log), current.get());
    }

    Optional<Found> newestDated() {
      List<Found> dated = found(this::mayBeCurrent, null);
      return dated.stream().max(SegmentOrder.ofDates(dated));
    }

    private boolean mayBeCurrent(String name) {
      return nameOf(name).filter(segment -> segment.evidence() == Evidence.DATE).isPresent()
          && Compression.of(name) == Compression.NONE;
    }

    private List<Found> found(Predicate<String> wanted, FileId leftOut) {
      List<Found> found = new ArrayList<>();
      for (Sibling file : files(wanted, leftOut)) {
        found.add(new Found(nameOf(file.fileName()).orElseThrow(), file));
      }
      return found;
    }

    private boolean isSegment(String name) {
      return nameOf(name).filter(segment -> segment.isSegment(names.contains(log))).isPresent();
    }

    private Optional<SegmentName> nameOf(String name) {
      return SegmentName.of(name.substring(name.indexOf('/') + 1), log);
    }

    private boolean hasPlainTwin(String name) {
      Compression compression = Compression.of(name);
      return compression != Compression.NONE && names.contains(compression.plainName(name));
    }

    /** Returns the files of the wanted names, each once, and without {@code leftOut}. */
    private List<Sibling> files(Predicate<String> wanted, FileId leftOut) {
      List<Sibling> regular = new ArrayList<>();
      List<Sibling> linked = new ArrayList<>();
      for (String name : names) {
        if (name.equals(log) || SegmentName.isUnreadable(name) || !wanted.test(name)) continue;
        Path path = directory.resolve(name);
        try {
          if (!Files.isSymbolicLink(path)) {
            regular.add(new Sibling(name, FileState.of(path, NOFOLLOW_LINKS)));
          } else if (root.shows(path)) {
            linked.add(new Sibling(name, FileState.of(path)));
          }
        } catch (IOException goneAgain) {
          // or it is not a regular file
        }
      }
      Set<String> known = new HashSet<>();
      if (leftOut != null) known.add(keyOf(leftOut));
      regular.addAll(linked);
      regular.removeIf(file -> !known.add(keyOf(file.state().id())));
      return regular;
    }

    private String keyOf(FileId id) {
      return id.device() + ":" + (id.inode() != 0 ? id.inode() : id.birthNanos());
    }
  }
}
