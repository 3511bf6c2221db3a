package comettail.file;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * What a file is, whatever its name: device, inode and birth time. While a file is held open its
 * inode is not given to another, so equal means the same file; among files that nobody holds, the
 * birth time tells an inode's users apart. Immutable.
 *
 * @param device the device's number, or 0 where the platform has none
 * @param inode the file's number on its device, or a hash of what the platform has instead
 * @param birthNanos birth time in nanoseconds since the epoch, or 0 where it is not real
 */
public record FileId(long device, long inode, long birthNanos) {
  /**
   * Returns whether {@code other}, of which one is held open, is the same file. The birth time has
   * no say where there is an inode: a platform that does not know it gives one that changes.
   */
  public boolean isSameOpenFileAs(FileId other) {
    if (device != other.device || inode != other.inode) return false;
    return inode != 0 || birthNanos == other.birthNanos;
  }

  /** Returns this identity without its birth time, for a platform on which that is not real. */
  public FileId withoutBirth() {
    return new FileId(device, inode, 0);
  }

  /**
   * Returns a 64-bit hash of this identity, the same after a restart of the server. Its upper half
   * is the birth time in seconds, which tells something of a file that is not there any more.
   */
  public long hash() {
    byte[] fields =
        ByteBuffer.allocate(24).putLong(device).putLong(inode).putLong(birthNanos).array();
    CRC32C crc = new CRC32C();
    crc.update(fields);
    return TimeUnit.NANOSECONDS.toSeconds(birthNanos) << 32 | crc.getValue();
  }
}
