package comettail.file;

import java.util.Locale;

/** How a rotated segment was compressed, by the end of its name. */
public enum Compression {
  NONE(""),
  GZIP(".gz"),
  XZ(".xz"),
  ZSTD(".zst");

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
}
