package comettail.file;

import java.nio.file.FileSystemException;

/**
 * Thrown when a name stands for a directory, a FIFO, a device or a socket, none of which is ever
 * opened.
 */
public final class NotRegularFileException extends FileSystemException {
  private static final long serialVersionUID = 1;

  /**
   * @param file the name
   */
  public NotRegularFileException(String file) {
    super(file, null, "not a regular file");
  }
}
