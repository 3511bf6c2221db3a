package comettail.file;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** How a rotated segment was compressed, by the end of its name. */
public enum Compression {
  /** Not at all, or in a way that can't be read here. */
  NONE(""),
  /** RFC 1952, of one member or several. */
  GZIP(".gz"),
  /** The .xz file format 1.2.1, of one stream or several. */
  XZ(".xz"),
  /** RFC 8878, of one frame or several. */
  ZSTD(".zst");

  private static final int BUFFER = 64 * 1024;

  /** What a decompressor may take, in KiB: {@code xz -9} needs this much. */
  private static final int MAX_XZ_KIB = 68 * 1024;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  /** Returns how the file of this name is compressed. */
  public static Compression of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    for (Compression compression : values()) {
      if (compression != NONE && name.endsWith(compression.suffix)) return compression;
    }
    return NONE;
  }

  /** Returns {@code fileName}, which is that of a file so compressed, without what that added. */
  public String plainName(String fileName) {
    return fileName.substring(0, fileName.length() - suffix.length());
  }

  /** Returns what {@code packed}, a file so compressed, holds. */
  InputStream unpacked(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case GZIP -> new GZIPInputStream(packed, BUFFER);
      case XZ -> new XZInputStream(packed, MAX_XZ_KIB);
      case ZSTD -> new ZstdInputStream(packed);
    };
  }
}
