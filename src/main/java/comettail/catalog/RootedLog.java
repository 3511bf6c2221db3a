package comettail.catalog;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import comettail.file.Compression;
import comettail.file.FileId;
import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.NotRegularFileException;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A log below a root. Any thread. */
final class RootedLog implements LogSource {
  private final LogRoot root;
  private final LogName name;
  private final Path path;
  private final SegmentSearch search;
  private final CurrentFile current;

  RootedLog(LogRoot root, LogName name, Path path) {
    this.root = root;
    this.name = name;
    this.path = path;
    this.search = new SegmentSearch(root, path, this::currentId);
    this.current = new CurrentFile(path, search);
  }

  @Override
  public String name() {
    return name.text();
  }

  @Override
  public boolean grows() {
    return Compression.of(name.text()) == Compression.NONE;
  }

  @Override
  public Path directory() {
    return path.getParent();
  }

  @Override
  public FileState look() throws IOException {
    if (!grows()) throw new NoSuchFileException(name.text());
    return current.look();
  }

  @Override
  public SegmentFile open() throws IOException {
    if (!grows()) throw new NoSuchFileException(name.text());
    return SegmentFile.open(root.path(), root.real(current.path()));
  }

  @Override
  public List<Sibling> segments() throws IOException {
    if (!grows()) return itself();
    return search.segments().stream().map(SegmentSearch.Found::sibling).toList();
  }

  @Override
  public List<Sibling> siblings() throws IOException {
    return grows() ? search.siblings() : itself();
  }

  /** Returns the file of the log's own name, if it may be read. */
  private List<Sibling> itself() throws IOException {
    try {
      FileState state = FileState.of(root.real(path), NOFOLLOW_LINKS);
      return List.of(new Sibling(path.getFileName().toString(), state));
    } catch (NoSuchFileException | NotRegularFileException none) {
      return List.of();
    }
  }

  /** Returns the file that the name stands for, or null. */
  private FileId currentId() {
    try {
      return look().id();
    } catch (IOException none) {
      return null;
    }
  }

  @Override
  public SegmentFile open(Sibling sibling) throws IOException {
    Path named = path.resolveSibling(sibling.fileName());
    SegmentFile file = SegmentFile.open(root.path(), root.real(named));
    if (file.id().isSameOpenFileAs(sibling.state().id())) return file;
    file.close();
    throw new NoSuchFileException(named.toString(), null, "another file has this name now");
  }
}
