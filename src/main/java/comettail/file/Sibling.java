package comettail.file;

/**
 * A file beside a log's that may have been the log's, or a copy of it. Immutable.
 *
 * @param fileName its name, relative to the log's directory
 * @param state what it is
 */
public record Sibling(String fileName, FileState state) {
  /** Returns how it is compressed. */
  public Compression compression() {
    return Compression.of(fileName);
  }
}
