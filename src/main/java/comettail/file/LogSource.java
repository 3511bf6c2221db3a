package comettail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a log's bytes come from: a name that stands for one file now and for another after a
 * rotation.
 *
 * <p>Each {@link #open} proves anew that what is opened is allowed, so that a link that is turned
 * elsewhere while the log is followed is not followed out of bounds. Implementations: any thread.
 */
public interface LogSource {
  /** Returns the log's name, as clients write it. */
  String name();

  /** Returns the directory in which the name's changes can be watched; it need not exist. */
  Path directory();

  /**
   * Returns what the name stands for now, whether it may be read or not.
   *
   * @throws java.nio.file.NoSuchFileException if it stands for nothing
   * @throws NotRegularFileException if it stands for something that is not a regular file
   * @throws IOException if the platform can't tell
   */
  FileState look() throws IOException;

  /**
   * Opens the file that the name stands for now. The caller closes it.
   *
   * @throws java.nio.file.NoSuchFileException if it stands for nothing that may be read
   * @throws NotRegularFileException if it stands for something that is not a regular file
   * @throws java.nio.file.AccessDeniedException if the server may not read it
   * @throws IOException if it can't be opened
   */
  SegmentFile open() throws IOException;

  /**
   * Returns the regular files beside the log's whose names begin with the log's, as those that a
   * rotation makes do; compressed ones are left out.
   *
   * @throws IOException if the directory can't be listed
   */
  List<Sibling> siblings() throws IOException;

  /**
   * Opens a sibling. The caller closes it.
   *
   * @throws IOException as {@link #open} does
   */
  SegmentFile open(Sibling sibling) throws IOException;
}
