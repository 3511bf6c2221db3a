package comettail.catalog;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import comettail.catalog.SegmentName.Evidence;
import comettail.catalog.SegmentOrder.Ordered;
import comettail.file.Compression;
import comettail.file.FileId;
import comettail.file.FileState;
import comettail.file.Sibling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
  private final Stem stem;
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
    this.stem = Stem.of(log);
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
    private final Map<Path, DirectoryNames> directories = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>(); // relative to the log's directory
    private boolean missed; // a file was gone when it was looked at

    Reading(boolean withArchives) throws IOException {
      DirectoryNames beside = read(directory);
      if (beside == null) return;
      names.addAll(beside.of(stem));
      if (!withArchives) return;
      for (String archive : beside.archives()) {
        List<String> archived = archived(directory.resolve(archive));
        if (archived.contains(log)) continue; // a log of its own, with its own segments
        for (String name : archived) names.add(archive + "/" + name);
      }
    }

    private List<String> archived(Path archive) {
      try {
        DirectoryNames archived = read(archive, NOFOLLOW_LINKS);
        return archived == null ? List.of() : archived.of(stem);
      } catch (IOException unreadable) {
        return List.of();
      }
    }

    /** Returns the names in {@code path}, or null if there is no such directory. */
    private DirectoryNames read(Path path, LinkOption... options) throws IOException {
      try {
        BasicFileAttributes attributes = attributes(path, options);
        if (!attributes.isDirectory()) return null;
        DirectoryNames read = root.names().in(path, attributes);
        directories.put(path, read);
        return read;
      } catch (NoSuchFileException none) {
        return null;
      }
    }

    private static BasicFileAttributes attributes(Path path, LinkOption... options)
        throws IOException {
      return Files.readAttributes(path, BasicFileAttributes.class, options);
    }

    /** Returns whether something has changed since, so that a file may have been missed. */
    boolean isOld() {
      if (missed) return true;
      for (Map.Entry<Path, DirectoryNames> read : directories.entrySet()) {
        try {
          if (!read.getValue().areThoseOf(attributes(read.getKey()))) return true;
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
      if (compression == Compression.NONE) return false;
      String plain = compression.plainName(name);
      return names.contains(plain)
          || names.stream()
              .filter(other -> other.endsWith(".tmp"))
              .anyMatch(other -> SegmentName.settled(other).equals(plain));
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
        } catch (NoSuchFileException gone) {
          missed = true;
        } catch (IOException notRegular) {
          // It is not meant.
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
