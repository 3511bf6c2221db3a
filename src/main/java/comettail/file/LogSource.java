package comettail.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
  /** How often a question is asked whose files are renamed meanwhile. */
  int MAX_ASKED = 10;

  /** What is asked of the files of a log. */
  interface Question<T, E extends Exception> {
    T ask() throws IOException, E;
  }

  /**
   * Returns the answer to {@code question}, which is asked again, up to {@link #MAX_ASKED} times in
   * all, if a file was renamed meanwhile.
   *
   * @throws NoSuchFileException if one was renamed, or has gone, each time
   */
  static <T, E extends Exception> T untilSettled(Question<T, E> question) throws IOException, E {
    for (int asked = 1; ; asked++) {
      try {
        return question.ask();
      } catch (NoSuchFileException renamed) {
        if (asked == MAX_ASKED) throw renamed;
      }
    }
  }

  /** Returns the log's name, as clients write it. */
  String name();

  /**
   * Returns whether the log may grow. One whose own name is that of a compressed file does not: it
   * stands for nothing that is followed, and that file is all its {@link #segments}.
   */
  boolean grows();

  /** Returns the directory in which the name's changes can be watched; it need not exist. */
  Path directory();

  /**
   * Returns what the name stands for now, whether it may be read or not.
   *
   * @throws NoSuchFileException if it stands for nothing, or does not grow
   * @throws NotRegularFileException if it stands for something that is not a regular file
   * @throws IOException if the platform can't tell
   */
  FileState look() throws IOException;

  /**
   * Opens the file that the name stands for now. The caller closes it.
   *
   * @throws NoSuchFileException if it stands for nothing that may be read, or does not grow
   * @throws NotRegularFileException if it stands for something that is not a regular file
   * @throws java.nio.file.AccessDeniedException if the server may not read it
   * @throws IOException if it can't be opened
   */
  SegmentFile open() throws IOException;

  /**
   * Returns the log's older segments, oldest first: the files that a rotation made, by their names;
   * compressed ones included. The file that the name stands for now is not among them. A file that
   * is there plain and compressed, since it is just being compressed, is returned once, plain.
   *
   * @throws IOException if the directory can't be listed
   */
  List<Sibling> segments() throws IOException;

  /**
   * Returns the regular files beside the log's that may have been the log's or hold a copy of it,
   * in no order: its {@link #segments}, and all whose names begin with the log's; compressed ones
   * included, and the one that the name stands for now left out.
   *
   * @throws IOException if the directory can't be listed
   */
  List<Sibling> siblings() throws IOException;

  /**
   * Opens a sibling. The caller closes it.
   *
   * @throws NoSuchFileException if its name stands for it no more: it may have been renamed
   * @throws IOException as {@link #open} does
   */
  SegmentFile open(Sibling sibling) throws IOException;
}
