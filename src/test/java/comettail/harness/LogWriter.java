package comettail.harness;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that writes a log, and whoever rotates it.
 *
 * <p>Each call is one {@code write} to the file, and the file has it when the call returns. Used by
 * one thread at a time.
 */
public final class LogWriter implements AutoCloseable {
  private final Path path;
  private FileChannel file;
  private int next = 1;

  private LogWriter(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /** A writer that appends to the log, which it makes if need be, and the directories above it. */
  public static LogWriter to(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      return new LogWriter(path, open(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return path;
  }

  /** The text of the numbered line {@code n}, which begins with 1. */
  public static String numbered(int n) {
    return "line " + n;
  }

  /** How many numbered lines have been written. */
  public int count() {
    return next - 1;
  }

  /** Appends the next {@code n} numbered lines in one write, and returns the text of the last. */
  public String lines(int n) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) text.append(numbered(next++)).append('\n');
    bytes(text.toString().getBytes(StandardCharsets.UTF_8));
    return numbered(count());
  }

  /** Appends one line of this text. */
  public void line(String text) {
    text(text + "\n");
  }

  /** Appends this text and no more. */
  public void text(String text) {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends these bytes. */
  public void bytes(byte[] bytes) {
    try {
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) file.write(left);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Renames the log to this name beside it, and goes on in a new file, as logrotate would. */
  public void rotateTo(String name) {
    rotateKeeping(name).close();
  }

  /**
   * Rotates by renaming, and returns a writer to the renamed file, through the handle that it was
   * written by: what a program does that has not been told of the rotation yet.
   */
  public LogWriter rotateKeeping(String name) {
    try {
      Path renamed = path.resolveSibling(name);
      Files.move(path, renamed);
      LogWriter old = new LogWriter(renamed, file);
      file = open(path);
      return old;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts the log to nothing in place, as {@code > log} would. */
  public void truncate() {
    try {
      file.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the log's name, and goes on in a new file only at {@link #appear}. */
  public void remove() {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the log anew after {@link #remove}. */
  public void appear() {
    try {
      file.close();
      file = open(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, CREATE, WRITE, APPEND);
  }
}
