package comettail.search;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The logs that are searched, in the system's cache: one file, and a smaller log whose lines are in
 * a compressed segment. Immutable.
 *
 * @param root the directory that they are in
 */
record Logs(Path root, SpringLog large, SpringLog packed) {
  static final String LARGE = "app.log";
  static final String PACKED = "packed/app.log";

  private static final int PACKED_SHARE = 10;
  private static final long MEGABYTE = 1_000_000;

  /** Writes them below {@code root}, the large one of so many megabytes. */
  static Logs write(Path root, int megabytes) throws IOException {
    SpringLog large = SpringLog.write(root.resolve(LARGE), megabytes * MEGABYTE);
    Path current = root.resolve(PACKED);
    Files.createDirectories(current.getParent());
    SpringLog packed = SpringLog.write(current, megabytes * MEGABYTE / PACKED_SHARE);
    pack(current, current.resolveSibling("app.log.1.gz"));
    Files.write(current, new byte[0]);
    Run.of(List.of("sync"), root); // else it goes to the disk while something is measured
    Run.of(List.of("cat", LARGE), root);
    return new Logs(root, large, packed);
  }

  private static void pack(Path plain, Path packed) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed), 1 << 16)) {
      Files.copy(plain, out);
    }
  }

  /** The log that a row asks for. */
  SpringLog of(Row row) {
    return row.isOfPackedLog() ? packed : large;
  }
}
