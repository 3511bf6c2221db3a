package comettail.harness;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * What there is of one very long line, wherever it is read: how many characters, and their
 * checksum. It is made of two characters that no form uses for itself, so that it can be told from
 * the markup that its pieces are wrapped in. Immutable.
 */
public record LongLine(long length, long checksum) {
  private static final int BLOCK = 1 << 20;

  /** Writes a log of one line of so many mebibytes, and a newline. */
  public static LongLine write(Path log, int mebibytes, long seed) throws IOException {
    Random random = new Random(seed);
    CRC32C checksum = new CRC32C();
    byte[] block = new byte[BLOCK];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(log))) {
      for (int i = 0; i < mebibytes; i++) {
        for (int b = 0; b < BLOCK; b += Long.SIZE) fill(block, b, random.nextLong());
        checksum.update(block, 0, BLOCK);
        out.write(block);
      }
      out.write('\n');
    }
    return new LongLine((long) mebibytes * BLOCK, checksum.getValue());
  }

  private static void fill(byte[] block, int from, long bits) {
    for (int i = 0; i < Long.SIZE; i++) block[from + i] = (byte) ((bits >> i & 1) == 0 ? '~' : '^');
  }

  /** Reads a response to its proper end, and keeps nothing of it. */
  public static LongLine read(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    CRC32C checksum = new CRC32C();
    byte[] block = new byte[BLOCK];
    long length = 0;
    try (InputStream in = connection.getInputStream()) {
      for (int n; (n = in.read(block)) > 0; ) {
        int ours = 0;
        for (int i = 0; i < n; i++) {
          if (block[i] == '~' || block[i] == '^') block[ours++] = block[i];
        }
        checksum.update(block, 0, ours);
        length += ours;
      }
    }
    return new LongLine(length, checksum.getValue());
  }
}
