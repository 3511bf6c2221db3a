package comettail.tail;

import comettail.file.Compression;
import comettail.file.LogSource;
import comettail.file.SegmentBytes;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import comettail.file.UnpackedFile;
import comettail.line.Position;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the bytes of a segment that is not held open: in its own file under whatever name, in a
 * copy, or in a compressed copy. It remembers nothing. Any thread that may wait for the disk.
 */
public final class Archive {
  private static final Comparator<Sibling> PLAIN_FIRST =
      Comparator.comparing(sibling -> sibling.compression() != Compression.NONE);

  private final LogSource source;

  Archive(LogSource source) {
    this.source = source;
  }

  /** Thrown when bytes of a log can't be had any more. */
  public static final class LostException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * @param why goes on a sentence that says that bytes can't be delivered
     */
    LostException(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * Returns the bytes of {@code segment}; the caller closes them.
   *
   * @throws LostException if no file beside the log has them, or none that can be read
   */
  SegmentBytes open(Segment segment) throws IOException, LostException {
    return LogSource.untilSettled(() -> find(segment));
  }

  private SegmentBytes find(Segment segment) throws IOException, LostException {
    SegmentBytes current = openIfCurrent(segment);
    if (current != null) return current;
    List<Sibling> siblings = new ArrayList<>(source.siblings());
    String unreadable = null;
    for (Sibling sibling : siblings) {
      if (!sibling.state().id().equals(segment.fileId())) continue;
      try {
        SegmentBytes itself = openIf(sibling, bytes -> isIt(bytes, segment));
        if (itself != null) return itself;
      } catch (NoSuchFileException renamed) {
        throw renamed;
      } catch (IOException notReadable) {
        unreadable = sibling.fileName();
      }
    }
    SegmentBytes copy = copyOf(segment, siblings);
    if (copy != null) return copy;
    throw new LostException(
        unreadable == null
            ? "the file that held them is gone"
            : "the server can't read " + unreadable + ", which holds them");
  }

  /** Returns whether the log's name stands for the file of {@code segment} now. */
  boolean isCurrent(Segment segment) {
    try {
      return source.look().id().equals(segment.fileId());
    } catch (IOException itStandsForNothing) {
      return false;
    }
  }

  private SegmentBytes openIfCurrent(Segment segment) throws IOException {
    if (!isCurrent(segment)) return null;
    SegmentFile file = null;
    try {
      file = source.open();
      if (file.id().equals(segment.fileId()) && isIt(file, segment)) return file;
    } catch (IOException notThere) {
      // It may have been renamed just now.
    }
    if (file != null) file.close();
    return null;
  }

  private static boolean isIt(SegmentBytes bytes, Segment segment) throws IOException {
    Position known = segment.known();
    return known == null || known.offset() == 0 || OlderSegment.holds(bytes, known);
  }

  private SegmentBytes copyOf(Segment segment, List<Sibling> siblings) {
    Position known = segment.known();
    if (known == null || known.offset() == 0) return null; // there is nothing to know it by
    siblings.sort(PLAIN_FIRST);
    for (Sibling sibling : siblings) {
      if (sibling.compression() == Compression.NONE && sibling.state().size() < known.offset()) {
        continue;
      }
      try {
        SegmentBytes copy = openIf(sibling, bytes -> OlderSegment.holds(bytes, known));
        if (copy != null) return copy;
      } catch (IOException notThisOne) {
        // The next one, perhaps.
      }
    }
    return null;
  }

  /** What the bytes of a file beside the log have to be. */
  interface Wanted {
    boolean is(SegmentBytes bytes) throws IOException;
  }

  /** Returns the bytes that are in {@code sibling} if they are what is wanted, else null. */
  SegmentBytes openIf(Sibling sibling, Wanted wanted) throws IOException {
    SegmentBytes bytes = open(sibling);
    boolean is = false;
    try {
      is = wanted.is(bytes);
    } finally {
      if (!is) bytes.close();
    }
    return is ? bytes : null;
  }

  private SegmentBytes open(Sibling sibling) throws IOException {
    SegmentFile file = source.open(sibling);
    Compression compression = sibling.compression();
    return compression == Compression.NONE ? file : new UnpackedFile(file, compression);
  }
}
