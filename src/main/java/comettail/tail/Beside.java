package comettail.tail;

import comettail.file.Compression;
import comettail.file.LogSource;
import comettail.file.SegmentBytes;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * Asks what a file beside a log is. A file that is not under its name any more when it is opened
 * was renamed: then {@link NoSuchFileException} is thrown, and who asks lists the files anew. Call
 * from the follower's thread.
 */
final class Beside {
  private final LogSource source;
  private final Archive archive;

  Beside(LogSource source, Archive archive) {
    this.source = source;
    this.archive = archive;
  }

  /** What was found beside the log: a file that is open, or a compressed one. */
  record Found(Sibling sibling, SegmentFile file) {
    OlderSegment compressed() {
      return new OlderSegment(sibling);
    }

    void close() {
      if (file != null) Generations.close(file);
    }
  }

  /** Returns whether the log's name stands for {@code file} now. */
  boolean isCurrent(SegmentFile file) throws IOException {
    try {
      return source.look().id().isSameOpenFileAs(file.id());
    } catch (NoSuchFileException itStandsForNothing) {
      return false;
    }
  }

  /** Returns whether the log's name stands for a file now that is not {@code file}. */
  boolean standsForAnother(SegmentFile file) throws IOException {
    try {
      return !source.look().id().isSameOpenFileAs(file.id());
    } catch (NoSuchFileException itStandsForNothing) {
      return false;
    }
  }

  /** Returns whether {@code sibling} is a copy of {@code current}, or just begins to be one. */
  boolean isStartOf(SegmentFile current, Sibling sibling) {
    if (sibling.compression() != Compression.NONE) return false;
    try (SegmentFile file = source.open(sibling)) {
      return file.size() == 0 || file.isStartOf(current);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Returns whether {@code sibling} is a copy of what {@code current} holds, or of what it held
   * when it was read.
   */
  boolean isCopyOf(Generation current, Sibling sibling) {
    if (isStartOf(current.openFile(), sibling)) return true;
    if (sibling.compression() != Compression.NONE) return false;
    try (SegmentFile file = source.open(sibling)) {
      return current.isContinuedIn(file);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** What a plain file beside the log has to be. */
  interface Wanted {
    boolean is(SegmentFile file) throws IOException;
  }

  /** Returns the plain {@code sibling}, open, if it is what is wanted, else null. */
  Found plainIf(Sibling sibling, Wanted wanted) throws NoSuchFileException {
    try {
      SegmentFile file = source.open(sibling);
      boolean is = false;
      try {
        is = wanted.is(file);
      } finally {
        if (!is) Generations.close(file);
      }
      return is ? new Found(sibling, file) : null;
    } catch (NoSuchFileException renamed) {
      throw renamed;
    } catch (IOException notThisOne) {
      return null;
    }
  }

  /** Returns the compressed {@code sibling} if it is what is wanted, else null. */
  Found compressedIf(Sibling sibling, Archive.Wanted wanted) throws NoSuchFileException {
    try (SegmentBytes bytes = archive.openIf(sibling, wanted)) {
      return bytes == null ? null : new Found(sibling, null);
    } catch (NoSuchFileException renamed) {
      throw renamed;
    } catch (IOException notThisOne) {
      return null;
    }
  }

  /** Returns whether {@code sibling} is compressed and ends too early, as while it is written. */
  boolean isUnfinished(Sibling sibling) throws NoSuchFileException {
    if (sibling.compression() == Compression.NONE) return false;
    try (SegmentBytes bytes = archive.openIf(sibling, any -> true)) {
      OlderSegment.endOf(bytes);
      return false;
    } catch (NoSuchFileException renamed) {
      throw renamed;
    } catch (IOException damagedOrUnfinished) {
      return true;
    }
  }
}
