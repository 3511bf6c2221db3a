package comettail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * What a look at a regular file's name shows. Immutable.
 *
 * @param id what the file is
 * @param size its size in bytes
 * @param modified when its bytes were last changed
 */
public record FileState(FileId id, long size, FileTime modified) {
  /**
   * Returns the state of the regular file that {@code path} names, following symbolic links.
   *
   * @throws NotRegularFileException if it is a directory, a FIFO, a device or a socket
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws IOException if the platform can't tell
   */
  public static FileState of(Path path, LinkOption... options) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, options);
    if (!attributes.isRegularFile()) throw new NotRegularFileException(path.toString());
    return new FileState(id(attributes), attributes.size(), attributes.lastModifiedTime());
  }

  private static FileId id(BasicFileAttributes attributes) {
    // NOTE: where the file system keeps no birth time, JDK 17.0.13 and later give the time of the
    // last
    // change instead (JDK-8316304, JDK-8338696): see FileId.isSameOpenFileAs.
    long birth = attributes.creationTime().to(TimeUnit.NANOSECONDS);
    Object key = attributes.fileKey();
    if (key == null) return new FileId(0, 0, birth); // Windows
    // NOTE: the key's text, "(dev=fe00,ino=2146336)", is the only portable way to both numbers in
    // one call of stat; "unix:*" attributes would cost a second.
    String text = key.toString();
    int comma = text.indexOf(",ino=");
    if (!text.startsWith("(dev=") || comma < 0) return new FileId(0, text.hashCode(), birth);
    long device = Long.parseUnsignedLong(text, 5, comma, 16);
    long inode = Long.parseUnsignedLong(text, comma + 5, text.length() - 1, 10);
    return new FileId(device, inode, birth);
  }
}
