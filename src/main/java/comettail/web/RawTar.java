package comettail.web;

import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All segments of a log as they are, oldest first, in one tar archive: the current file under the
 * log's name, up to the size that it had when it was asked for. At most one of them is held open,
 * and only from the first read on. Used by one thread at a time.
 */
final class RawTar implements RawBody {
  //  |<------------- entry ------------->|<--- entry --->| ... |<--- end --->|
  //  | header | the file's bytes | zeros |                     | zeros       |
  //  start    dataStart          dataEnd end                                 length

  /** The most segments that go into one archive, since each is opened once at first. */
  static final int MAX_SEGMENTS = 512;

  /** What an archive ends with: two blocks of zeros. */
  private static final int END_BYTES = 2 * TarHeader.BLOCK_BYTES;

  private final LogSource log;
  private final List<Entry> entries = new ArrayList<>();

  // What is being read.
  private Entry current; // null before the first
  private SegmentFile file;

  /**
   * A file in the archive.
   *
   * @param start where its header is
   */
  private record Entry(String name, FileState state, byte[] header, long start) {
    long dataStart() {
      return start + header.length;
    }

    long dataEnd() {
      return dataStart() + state.size();
    }

    long end() {
      return dataStart() + TarHeader.wholeBlocks(state.size());
    }
  }

  private RawTar(LogSource log) {
    this.log = log;
  }

  /**
   * Returns the archive of a log's segments, each of which has been proven to be readable.
   *
   * @throws BadRequest if there are more of them than there may be
   * @throws NoSuchFileException if there is none
   * @throws IOException if one can't be opened, or a rotation does not end
   */
  static RawTar of(LogSource log) throws IOException {
    RawTar tar;
    try {
      tar = LogSource.untilSettled(() -> ofNow(log));
    } catch (NoSuchFileException renamed) {
      throw new IOException("a rotation goes on", renamed);
    }
    if (tar.entries.isEmpty()) throw new NoSuchFileException(log.name());
    return tar;
  }

  private static RawTar ofNow(LogSource log) throws IOException {
    RawTar tar = new RawTar(log);
    // The current one first: if a rotation comes between, it is listed, and known.
    Optional<FileState> newest = log.grows() ? current(log) : Optional.empty();
    List<Sibling> segments = log.segments();
    if (segments.size() >= MAX_SEGMENTS) throw tooMany(segments.size());
    for (Sibling segment : segments) {
      if (newest.isEmpty() || !isSame(segment, newest.get())) tar.add(segment);
    }
    String name = log.name().substring(log.name().lastIndexOf('/') + 1);
    if (newest.isPresent()) tar.add(name, newest.get());
    return tar;
  }

  private static BadRequest tooMany(int segments) {
    return BadRequest.malformed(
        ("This log has " + segments + " older segments, more than go into one archive; logs")
            + " lists them, and each can be had by its own name.");
  }

  private static Optional<FileState> current(LogSource log) throws IOException {
    try (SegmentFile file = log.open()) {
      return Optional.of(file.opened());
    } catch (NoSuchFileException none) {
      return Optional.empty(); // the log is its older segments
    }
  }

  private static boolean isSame(Sibling segment, FileState file) {
    return segment.state().id().isSameOpenFileAs(file.id());
  }

  private void add(Sibling segment) throws IOException {
    try (SegmentFile file = log.open(segment)) {
      add(segment.fileName(), file.opened());
    }
  }

  private void add(String name, FileState state) {
    long start = entries.isEmpty() ? 0 : last().end();
    long modified = state.modified().toInstant().getEpochSecond();
    byte[] header = TarHeader.of(name, state.size(), modified);
    entries.add(new Entry(name, state, header, start));
  }

  private Entry last() {
    return entries.get(entries.size() - 1);
  }

  @Override
  public long length() {
    return last().end() + END_BYTES;
  }

  @Override
  public String version() {
    StringBuilder version = new StringBuilder();
    for (Entry entry : entries) {
      version.append(entry.name).append(' ').append(RawFile.version(entry.state)).append('\n');
    }
    return version.toString();
  }

  /** Returns no time: one that has been removed leaves none. */
  @Override
  public Optional<Instant> modified() {
    return Optional.empty();
  }

  @Override
  public int read(long offset, ByteBuffer buffer) throws IOException {
    int done = 0;
    while (buffer.hasRemaining()) {
      int n = readPart(offset + done, buffer);
      if (n == 0) break;
      done += n;
    }
    return done;
  }

  /** Reads at least one byte, but not beyond a part of an entry; or none if there is none. */
  private int readPart(long offset, ByteBuffer buffer) throws IOException {
    Entry entry = entryAt(offset);
    if (offset < entry.dataStart()) {
      int from = (int) (offset - entry.start);
      int n = Math.min(buffer.remaining(), entry.header.length - from);
      buffer.put(entry.header, from, n);
      return n;
    }
    if (offset < entry.dataEnd()) {
      int n = (int) Math.min(buffer.remaining(), entry.dataEnd() - offset);
      int limit = buffer.limit();
      try {
        return fileOf(entry).read(offset - entry.dataStart(), buffer.limit(buffer.position() + n));
      } finally {
        buffer.limit(limit);
      }
    }
    long end = offset < entry.end() ? entry.end() : length();
    int n = (int) Math.min(buffer.remaining(), end - offset);
    buffer.put(new byte[n]);
    return n;
  }

  /** Returns the last entry that does not start after {@code offset}. */
  private Entry entryAt(long offset) {
    if (current != null && current.start <= offset && offset < current.end()) return current;
    Entry found = entries.get(0);
    for (Entry entry : entries) {
      if (entry.start <= offset) found = entry;
    }
    return found;
  }

  private SegmentFile fileOf(Entry entry) throws IOException {
    if (entry == current) return file;
    close();
    file = LogSource.untilSettled(() -> open(entry.state));
    current = entry;
    return file;
  }

  /** Opens the file that {@code state} was seen of, whatever its name is by now. */
  private SegmentFile open(FileState state) throws IOException {
    for (Sibling segment : log.segments()) {
      if (isSame(segment, state)) return log.open(segment);
    }
    SegmentFile newest = log.open();
    if (newest.id().isSameOpenFileAs(state.id())) return newest;
    newest.close();
    throw new NoSuchFileException(log.name(), null, "a segment has gone");
  }

  @Override
  public void close() throws IOException {
    current = null;
    if (file != null) file.close();
    file = null;
  }
}
