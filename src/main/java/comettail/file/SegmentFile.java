package comettail.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import comettail.line.ByteOrderMark;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * An open file that holds a stretch of a log. It stays readable when its name goes away. Any
 * thread, but never one that may be interrupted: an interrupt closes the channel for everybody.
 */
public final class SegmentFile implements Closeable {
  private static final int MAX_OPENS = 3;
  private static final Set<OpenOption> OPTIONS = Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS);

  private final FileId id;
  private final FileChannel channel;

  private SegmentFile(FileId id, FileChannel channel) {
    this.id = id;
    this.channel = channel;
  }

  /**
   * Opens the regular file {@code path}, which is {@code root} and real names below it. No symbolic
   * link is followed on the way: each name is opened relative to its directory's handle, where the
   * platform can do that. The file is looked at before and after, since no call tells what an open
   * channel's file is; both looks must show the same file.
   *
   * @throws NotRegularFileException if it is not a regular file: opening a FIFO would block for
   *     ever
   * @throws NoSuchFileException if there is none, or another file comes each time
   * @throws java.nio.file.AccessDeniedException if it may not be read
   * @throws IOException if it can't be opened, for a symbolic link among other reasons
   */
  public static SegmentFile open(Path root, Path path) throws IOException {
    for (int i = 0; i < MAX_OPENS; i++) {
      FileId before = FileState.of(path, NOFOLLOW_LINKS).id();
      FileChannel channel = openBelow(root, root.relativize(path));
      try {
        FileId after = FileState.of(path, NOFOLLOW_LINKS).id();
        if (before.isSameOpenFileAs(after)) {
          // A birth time that changes while the file is held open is not one.
          return new SegmentFile(before.equals(after) ? after : after.withoutBirth(), channel);
        }
      } catch (IOException goneAgain) {
        channel.close();
        throw goneAgain;
      }
      channel.close();
    }
    throw new NoSuchFileException(path.toString(), null, "another file each time");
  }

  private static FileChannel openBelow(Path directory, Path names) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      if (stream instanceof SecureDirectoryStream<Path> secure) return open(secure, names);
      return FileChannel.open(directory.resolve(names), OPTIONS);
    }
  }

  private static FileChannel open(SecureDirectoryStream<Path> directory, Path names)
      throws IOException {
    Path first = names.getName(0);
    if (names.getNameCount() == 1) {
      return (FileChannel) directory.newByteChannel(first, OPTIONS);
    }
    try (SecureDirectoryStream<Path> below = directory.newDirectoryStream(first, NOFOLLOW_LINKS)) {
      return open(below, names.subpath(1, names.getNameCount()));
    }
  }

  /** Returns what the file is. */
  public FileId id() {
    return id;
  }

  /** Returns the file's size in bytes. */
  public long size() throws IOException {
    return channel.size();
  }

  /** Returns the byte-order mark with which the file begins. */
  public ByteOrderMark mark() throws IOException {
    byte[] head = new byte[ByteOrderMark.MAX_LENGTH];
    int n = read(0, head, 0, head.length);
    return ByteOrderMark.of(Arrays.copyOf(head, n));
  }

  /**
   * Reads the bytes of {@code [offset, offset + length)} into {@code bytes} from {@code index} on
   * and returns how many there were: fewer than {@code length} only if the file ends before.
   */
  public int read(long offset, byte[] bytes, int index, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, index, length);
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, offset + length - buffer.remaining());
      if (n <= 0) break; // -1 at the end, and 0 never comes for a regular file
    }
    return length - buffer.remaining();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
