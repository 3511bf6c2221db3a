package comettail.search;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a command took, and what it printed. Immutable.
 *
 * @param seconds from its start until it has ended and all of its output is read
 * @param busySeconds how long a server that it asked kept processors busy meanwhile
 * @param bytes how much it printed
 * @param checksum the CRC-32C of what it printed
 * @param fault why it found nothing, or empty
 */
record Run(double seconds, double busySeconds, long bytes, long checksum, String fault) {
  /** What grep ends with if it found nothing, which is an answer. */
  private static final int NOT_FOUND = 1;

  private static final int BUFFER = 1 << 16; // as much as a pipe holds

  /** Runs a command in a directory, its output into a pipe, and looks at each byte of it. */
  static Run of(List<String> command, Path directory) throws IOException {
    Path errors = Files.createTempFile("comet-search-", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.redirectError(Redirect.to(errors.toFile()));
      long began = System.nanoTime();
      Process process = builder.start();
      CRC32C checksum = new CRC32C();
      long bytes = drain(process.getInputStream(), checksum);
      int status = process.waitFor();
      double seconds = (System.nanoTime() - began) / 1e9;
      String fault = status <= NOT_FOUND ? "" : Files.readString(errors, StandardCharsets.UTF_8);
      return new Run(seconds, 0, bytes, checksum.getValue(), fault.strip());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the benchmark", e);
    } finally {
      Files.delete(errors);
    }
  }

  private static long drain(InputStream output, CRC32C checksum) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
      checksum.update(buffer, 0, n);
      bytes += n;
    }
    return bytes;
  }

  /** The same run, of which a server took so long. */
  Run withBusySeconds(double busy) {
    return new Run(seconds, busy, bytes, checksum, fault);
  }

  boolean printedWhat(Run other) {
    return bytes == other.bytes && checksum == other.checksum;
  }
}
