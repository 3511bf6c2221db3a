package comettail.line;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A 32-bit hash of a short run of a log's bytes: CRC-32C (RFC 3720, appendix B.4), which the JDK
 * computes with the processor's own instruction. It tells runs apart that differ by accident; it is
 * no defence against somebody who makes collisions on purpose. Any thread.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /** Returns the hash of {@code bytes[from, to)}; of no bytes, 0. */
  public static int of(byte[] bytes, int from, int to) {
    return of(ByteBuffer.wrap(bytes, from, to - from));
  }

  /** Returns the hash of what is left of {@code bytes}, of which nothing is left then. */
  public static int of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
