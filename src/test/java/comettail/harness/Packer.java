package comettail.harness;

import comettail.file.Compression;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Compresses rotated files, as logrotate does: into a new file, and then the old one goes. */
public final class Packer {
  private Packer() {}

  /** Compresses {@code plain}, removes it, and returns what it has become. */
  public static Path pack(Path plain, Compression compression) {
    Path packed = plain.resolveSibling(plain.getFileName() + suffix(compression));
    try {
      Files.write(packed, packed(Files.readAllBytes(plain), compression));
      Files.setLastModifiedTime(packed, Files.getLastModifiedTime(plain));
      Files.delete(plain);
      return packed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns {@code bytes} compressed, as one member. */
  public static byte[] packed(byte[] bytes, Compression compression) {
    var packed = new java.io.ByteArrayOutputStream();
    try (OutputStream out = packer(packed, compression)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static OutputStream packer(OutputStream out, Compression compression) throws IOException {
    return switch (compression) {
      case GZIP -> new GZIPOutputStream(out);
      case XZ -> new XZOutputStream(out, new LZMA2Options(1));
      case ZSTD -> new ZstdOutputStream(out);
      case NONE -> out;
    };
  }

  private static String suffix(Compression compression) {
    return switch (compression) {
      case GZIP -> ".gz";
      case XZ -> ".xz";
      case ZSTD -> ".zst";
      case NONE -> throw new IllegalArgumentException("nothing to do");
    };
  }
}
