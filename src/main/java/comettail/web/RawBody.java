package comettail.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * The bytes of a download, as many as there were when it was asked for. Used by one thread at a
 * time.
 */
interface RawBody extends Closeable {
  /** Returns how many bytes there are. */
  long length();

  /** Returns a text that is another one whenever the bytes are others. */
  String version();

  /** Returns when the bytes were last changed, if a time tells that at all. */
  Optional<Instant> modified();

  /**
   * Reads the bytes from {@code offset} on, which are within the body, into what is left of {@code
   * buffer}, and returns how many there still are: fewer than there is room for only if a file has
   * been cut short.
   *
   * @throws IOException if they can't be read
   */
  int read(long offset, ByteBuffer buffer) throws IOException;
}
