package comettail.catalog;

import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  @Override
  public List<Sibling> segments() throws IOException {
    return List.of();
  }

  @Override
  public List<Sibling> siblings() throws IOException {
    List<Sibling> found = new ArrayList<>();
    String own = nameOf(path);
    DirectoryStream.Filter<Path> begins = beside -> isSegmentName(own, nameOf(beside));
    try (DirectoryStream<Path> directory = Files.newDirectoryStream(path.getParent(), begins)) {
      for (Path beside : directory) addIfRegular(beside, found);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private static boolean isSegmentName(String own, String name) {
    return name.startsWith(own) && !name.equals(own);
  }

  private static void addIfRegular(Path beside, List<Sibling> found) {
    try {
      FileState state = FileState.of(beside, LinkOption.NOFOLLOW_LINKS);
      found.add(new Sibling(nameOf(beside), state));
    } catch (IOException goneAgain) {
      // or not a regular file
    }
  }

  private static String nameOf(Path path) {
    return path.getFileName().toString();
  }

  @Override
  public SegmentFile open(Sibling sibling) throws IOException {
    return SegmentFile.open(root.path(), root.real(path.resolveSibling(sibling.fileName())));
  }
}
