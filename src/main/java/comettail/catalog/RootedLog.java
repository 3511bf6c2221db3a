package comettail.catalog;

import comettail.file.FileId;
import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A log below a root. Immutable, any thread. */
final class RootedLog implements LogSource {
  private final LogRoot root;
  private final LogName name;
  private final Path path;
  private final SegmentSearch search;

  RootedLog(LogRoot root, LogName name, Path path) {
    this.root = root;
    this.name = name;
    this.path = path;
    this.search = new SegmentSearch(root, path, this::current);
  }

  @Override
  public String name() {
    return name.text();
  }

  @Override
  public Path directory() {
    return path.getParent();
  }

  @Override
  public FileState look() throws IOException {
    return FileState.of(path);
  }

  @Override
  public SegmentFile open() throws IOException {
    return SegmentFile.open(root.path(), root.real(path));
  }

  @Override
  public List<Sibling> segments() throws IOException {
    return search.segments().stream().map(SegmentSearch.Found::sibling).toList();
  }

  @Override
  public List<Sibling> siblings() throws IOException {
    return search.siblings();
  }

  /** Returns the file that the name stands for, or null. */
  private FileId current() {
    try {
      return look().id();
    } catch (IOException none) {
      return null;
    }
  }

  @Override
  public SegmentFile open(Sibling sibling) throws IOException {
    return SegmentFile.open(root.path(), root.real(path.resolveSibling(sibling.fileName())));
  }
}
