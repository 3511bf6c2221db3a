package comettail.catalog;

import comettail.file.LogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The directory below which every log is, and the only way to one. What it refuses:
 *
 * <ul>
 *   <li>names that {@link LogName} refuses: absolute ones, {@code ..}, hidden files, control
 *       characters, back-slashes;
 *   <li>what is not there, or is reached by a symbolic link that leads out of the root or to a
 *       hidden file;
 *   <li>what is not a regular file.
 * </ul>
 *
 * Each is proven from the root down, again at each open. Any thread.
 */
public final class LogRoot {
  private final Path root;
  private final SharedNames names = new SharedNames();

  private LogRoot(Path root) {
    this.root = root;
  }

  /**
   * Returns the root at {@code path}.
   *
   * @throws IllegalArgumentException with a sentence for the operator, if it is not a directory
   *     that can be read
   */
  public static LogRoot at(Path path) {
    if (!Files.exists(path)) throw new IllegalArgumentException("does not exist");
    if (!Files.isDirectory(path)) throw new IllegalArgumentException("is not a directory");
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      throw new IllegalArgumentException("is a directory that the server may not read");
    }
    try {
      return new LogRoot(path.toRealPath());
    } catch (IOException e) {
      throw new IllegalArgumentException("can't be resolved: " + e.getMessage(), e);
    }
  }

  /**
   * Returns where the bytes of the log {@code name} come from; whether there is such a log is not
   * looked at.
   */
  public LogSource source(LogName name) throws NoSuchFileException {
    return new RootedLog(this, name, lexical(name));
  }

  /** Returns the directory itself, with no symbolic link in it. */
  Path path() {
    return root;
  }

  /** Returns the names in the directories below it, as they are now. */
  SharedNames names() {
    return names;
  }

  private Path lexical(LogName name) throws NoSuchFileException {
    try {
      return root.resolve(name.text());
    } catch (InvalidPathException unknownToPlatform) {
      throw new NoSuchFileException(name.text());
    }
  }

  /**
   * Returns what {@code path} really is, all symbolic links resolved.
   *
   * @throws NoSuchFileException if it is not there, or not within the root, or hidden, or can't be
   *     told; the client must not learn which, or it would learn what lies outside the root
   */
  Path real(Path path) throws NoSuchFileException {
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException untold) {
      throw new NoSuchFileException(path.toString());
    }
    if (!real.startsWith(root) || real.equals(root)) throw new NoSuchFileException(path.toString());
    for (Path part : root.relativize(real)) {
      if (part.toString().startsWith(".")) throw new NoSuchFileException(path.toString());
    }
    return real;
  }

  /**
   * Returns whether {@code path}, a symbolic link perhaps, leads to a regular file that may be
   * shown.
   */
  boolean shows(Path path) {
    try {
      return Files.isRegularFile(real(path), LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException no) {
      return false;
    }
  }
}
