package comettail.web;

import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import comettail.line.ByteOrderMark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;

/**
 * One file of a log as it is, compressed perhaps, up to the size that it had when it was opened.
 * Used by one thread at a time.
 */
final class RawFile implements RawBody {
  private final SegmentFile file;

  private RawFile(SegmentFile file) {
    this.file = file;
  }

  /**
   * Opens the file that the log's name stands for.
   *
   * @throws IOException as {@link LogSource#open} does
   */
  static RawFile open(LogSource log) throws IOException {
    if (log.grows()) return new RawFile(log.open());
    for (Sibling itself : log.segments()) return new RawFile(log.open(itself));
    throw new NoSuchFileException(log.name());
  }

  /** Returns what tells {@code file} as it is now from what it may become. */
  static String version(FileState file) {
    return Long.toHexString(file.id().hash()) + "-" + file.size() + "-" + file.modified();
  }

  /** Returns the byte-order mark with which the file begins. */
  ByteOrderMark mark() throws IOException {
    return file.mark();
  }

  @Override
  public long length() {
    return file.opened().size();
  }

  @Override
  public String version() {
    return version(file.opened());
  }

  @Override
  public Optional<Instant> modified() {
    return Optional.of(file.opened().modified().toInstant());
  }

  @Override
  public int read(long offset, ByteBuffer buffer) throws IOException {
    return file.read(offset, buffer);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
