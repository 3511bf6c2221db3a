package comettail.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands before a file in a tar archive (POSIX.1-2017, pax): 512 bytes of {@code ustar}, and
 * before them an extended header for a name or a size that has no room there.
 */
final class TarHeader {
  /** An archive consists of blocks of so many bytes. */
  static final int BLOCK_BYTES = 512;

  private static final int MAX_NAME_BYTES = 100;
  private static final long MAX_SIZE = 077777777777L; // 8 GiB - 1
  private static final int CHECKSUM = 148; // where it is
  private static final int CHECKSUM_BYTES = 8;

  private TarHeader() {}

  /** Returns the header of a file that everybody may read, a multiple of {@link #BLOCK_BYTES}. */
  static byte[] of(String name, long size, long modifiedSeconds) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    boolean ascii = utf8.length == name.length();
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    if (!ascii || utf8.length > MAX_NAME_BYTES) records.writeBytes(record("path=" + name));
    if (size > MAX_SIZE) records.writeBytes(record("size=" + size));
    byte[] plain = block(utf8, '0', size > MAX_SIZE ? 0 : size, modifiedSeconds);
    if (records.size() == 0) return plain;
    byte[] extended = block(ascii("pax"), 'x', records.size(), modifiedSeconds);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(extended);
    header.writeBytes(Arrays.copyOf(records.toByteArray(), (int) wholeBlocks(records.size())));
    header.writeBytes(plain);
    return header.toByteArray();
  }

  /** Returns how many bytes {@code length} bytes take in an archive. */
  static long wholeBlocks(long length) {
    return (length + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }

  /** Returns a record of an extended header, which begins with its own length in decimal. */
  private static byte[] record(String keyword) {
    byte[] rest = (" " + keyword + "\n").getBytes(StandardCharsets.UTF_8);
    int length = rest.length + 1;
    while (Integer.toString(length).length() + rest.length > length) length++;
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(ascii(Integer.toString(length)));
    record.writeBytes(rest);
    return record.toByteArray();
  }

  private static byte[] block(byte[] name, char type, long size, long modifiedSeconds) {
    byte[] block = new byte[BLOCK_BYTES];
    System.arraycopy(name, 0, block, 0, Math.min(name.length, MAX_NAME_BYTES));
    put(block, 100, "0000644"); // mode
    put(block, 108, "0000000"); // user
    put(block, 116, "0000000"); // group
    put(block, 124, String.format("%011o", size));
    put(block, 136, String.format("%011o", Math.max(0, modifiedSeconds)));
    put(block, CHECKSUM, " ".repeat(CHECKSUM_BYTES)); // counted as spaces
    block[156] = (byte) type;
    put(block, 257, "ustar");
    put(block, 263, "00");
    int sum = 0;
    for (byte b : block) sum += b & 0xFF;
    put(block, CHECKSUM, String.format("%06o", sum) + "\0 ");
    return block;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = ascii(text);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
