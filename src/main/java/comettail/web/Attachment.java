package comettail.web;

import comettail.catalog.LogName;
import comettail.file.Compression;
import comettail.format.Format;
import java.nio.charset.StandardCharsets;

/**
 * How a browser is told to keep what it gets as a file: the {@code Content-Disposition} of RFC
 * 6266, which no name can break.
 */
final class Attachment {
  /** What stands for itself in RFC 8187, section 3.2.1, but for letters and digits. */
  private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";

  private static final String HEX = "0123456789ABCDEF";

  private Attachment() {}

  /** Returns the header's value for a log in a form; what was compressed comes unpacked. */
  static String of(LogName log, Format format) {
    String packed = fileName(log);
    String name = Compression.of(packed).plainName(packed);
    return named(format == Format.TEXT ? name : name + "." + format.word());
  }

  /** Returns the file's name in a log's name. */
  static String fileName(LogName log) {
    return log.text().substring(log.text().lastIndexOf('/') + 1);
  }

  /** Returns the header's value for a file name, of whatever characters. */
  static String named(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
    StringBuilder exact = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (isItself(b)) exact.append((char) b);
      else exact.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
  }

  private static boolean isItself(byte b) {
    return b >= '0' && b <= '9'
        || b >= 'A' && b <= 'Z'
        || b >= 'a' && b <= 'z'
        || ATTRIBUTE_CHARACTERS.indexOf(b) >= 0;
  }
}
