package comettail.catalog;

import comettail.catalog.LogGrouping.Found;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Lists the logs below a root, each once with its segments: regular files that are not hidden, and
 * symbolic links to such files within the root. Linked directories are not entered, so that nothing
 * is listed twice. Any thread.
 */
public final class LogListing {
  private static final int MAX_DEPTH = 16;

  private static final Comparator<LogEntry> NEWEST_FIRST =
      Comparator.comparing(LogEntry::modified)
          .reversed()
          .thenComparing(entry -> entry.name().text());

  private final LogRoot root;
  private final int maxFiles;

  /**
   * @param maxFiles how many files are listed at most; the walk ends there, and the listing says so
   */
  public LogListing(LogRoot root, int maxFiles) {
    this.root = root;
    this.maxFiles = maxFiles;
  }

  /** Looks at the directories now. What can't be looked at is left out. */
  public Listing list() throws IOException {
    Walk walk = new Walk();
    Files.walkFileTree(root.path(), EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, walk);
    List<LogEntry> logs = LogGrouping.logsOf(walk.found);
    logs.sort(NEWEST_FIRST);
    return new Listing(List.copyOf(logs), walk.truncated);
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final List<Found> found = new ArrayList<>();
    private boolean truncated;

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      boolean hidden = !directory.equals(root.path()) && isHidden(directory);
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isHidden(file)) return FileVisitResult.CONTINUE;
      Optional<Found> shown = found(file, attributes);
      if (shown.isEmpty()) return FileVisitResult.CONTINUE;
      truncated = found.size() == maxFiles;
      if (truncated) return FileVisitResult.TERMINATE;
      found.add(shown.get());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException notShown) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException partly) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private Optional<Found> found(Path file, BasicFileAttributes attributes) {
    String text = root.path().relativize(file).toString();
    Optional<LogName> name = LogName.parse(text.replace(file.getFileSystem().getSeparator(), "/"));
    if (name.isEmpty()) return Optional.empty();
    if (attributes.isRegularFile()) return Optional.of(found(name.get(), attributes, false));
    if (!attributes.isSymbolicLink() || !root.shows(file)) return Optional.empty();
    try {
      BasicFileAttributes target = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(found(name.get(), target, true));
    } catch (IOException goneAgain) {
      return Optional.empty();
    }
  }

  private static Found found(LogName name, BasicFileAttributes attributes, boolean isLink) {
    LogFile file = new LogFile(name, attributes.size(), attributes.lastModifiedTime().toInstant());
    return new Found(file, attributes.fileKey(), isLink);
  }
}
