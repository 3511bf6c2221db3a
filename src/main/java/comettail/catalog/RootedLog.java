package comettail.catalog;

import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import java.io.IOException;
import java.nio.file.Path;

/** A log below a root. Immutable, any thread. */
final class RootedLog implements LogSource {
  private final LogRoot root;
  private final LogName name;
  private final Path path;

  RootedLog(LogRoot root, LogName name, Path path) {
    this.root = root;
    this.name = name;
    this.path = path;
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
}
