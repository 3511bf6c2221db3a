package comettail.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import comettail.line.Position;
import java.io.IOException;
import java.io.InputStream;
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
 * thread, but better none that may be interrupted: one that is interrupted before a read is put off
 * till after it, but one within it closes the channel for everybody.
 */
public final class SegmentFile implements SegmentBytes {
  private static final int MAX_OPENS = 3;
  private static final Set<OpenOption> OPTIONS = Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS);

  private final FileId id;
  private final FileState opened;
  private final FileChannel channel;

  private SegmentFile(FileId id, FileState opened, FileChannel channel) {
    this.id = id;
    this.opened = opened;
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
        FileState opened = FileState.of(path, NOFOLLOW_LINKS);
        FileId after = opened.id();
        if (before.isSameOpenFileAs(after)) {
          // A birth time that changes while the file is held open is not one.
          FileId id = before.equals(after) ? after : after.withoutBirth();
          return new SegmentFile(id, opened, channel);
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

  /** Returns what the look at the file showed with which it was opened. */
  public FileState opened() {
    return opened;
  }

  /** Returns the file's size in bytes. */
  public long size() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return channel.size();
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  @Override
  public int read(long offset, ByteBuffer buffer) throws IOException {
    int length = buffer.remaining();
    boolean interrupted = Thread.interrupted();
    try {
      while (buffer.hasRemaining()) {
        int n = channel.read(buffer, offset + length - buffer.remaining());
        if (n <= 0) break; // -1 at the end, and 0 never comes for a regular file
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
    return length - buffer.remaining();
  }

  /**
   * Returns whether this file begins and ends as the first bytes of {@code other} do, as a copy of
   * them does; an empty one does not.
   */
  public boolean isStartOf(SegmentFile other) throws IOException {
    long size = size();
    int window = (int) Math.min(size, Position.WINDOW);
    return size > 0
        && Arrays.equals(bytes(0, window), other.bytes(0, window))
        && Arrays.equals(bytes(size - window, window), other.bytes(size - window, window));
  }

  /** Returns the bytes of {@code [offset, offset + length)}, as far as there are any. */
  private byte[] bytes(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    return Arrays.copyOf(bytes, read(offset, bytes, 0, length));
  }

  @Override
  public boolean isSequential() {
    return false;
  }

  /** Returns the file's bytes from its first on. The stream need not be closed. */
  InputStream stream() {
    return new InputStream() {
      private long offset;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int index, int length) throws IOException {
        if (length == 0) return 0;
        int n = SegmentFile.this.read(offset, bytes, index, length);
        offset += n;
        return n == 0 ? -1 : n;
      }

      /** Decompressors ask whether there may be another member (RFC 1952, section 2.2). */
      @Override
      public int available() throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, size() - offset));
      }
    };
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
