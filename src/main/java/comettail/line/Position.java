package comettail.line;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in a log: which segment, and a byte offset within it.
 *
 * <p>Everything before the place is behind the reader, everything from it on is still to come. A
 * segment is named by what it is, not by what it is called: by its file's identity, by its first
 * bytes and by the bytes just before the place. So the text form stays good when the segment is
 * renamed, copied or compressed, and when the server restarts. Immutable.
 *
 * @param file hash of the file's identity: device, inode and, where it is real, birth time
 * @param head fingerprint of the segment's first {@code min(offset, WINDOW)} bytes
 * @param marker fingerprint of the {@code min(offset, WINDOW)} bytes just before the place
 * @param epoch the segment's {@linkplain SegmentId#epoch epoch}
 * @param offset bytes of the segment before the place, from 0 to {@link #MAX_OFFSET}
 */
public record Position(long file, int head, int marker, int epoch, long offset) implements Place {
  /** How many bytes {@link #head} and {@link #marker} cover at most. */
  public static final int WINDOW = 256;

  /** Length of the text form, in characters. */
  public static final int TEXT_LENGTH = 33;

  /** The highest offset there may be: 256 TiB less a byte. */
  public static final long MAX_OFFSET = (1L << 48) - 1;

  /** The highest epoch there may be. */
  public static final int MAX_EPOCH = 0xFFFF;

  private static final int OFFSET_BITS = 48;
  private static final char VERSION = 'p';
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  public Position {
    if (offset < 0 || offset > MAX_OFFSET) {
      throw new IllegalArgumentException("not an offset: " + offset);
    }
    if (epoch < 0 || epoch > MAX_EPOCH) {
      throw new IllegalArgumentException("not an epoch: " + epoch);
    }
  }

  /**
   * Returns the position that {@link #toString} wrote as {@code text}, or empty when no position
   * has that text. What it returns came from a client: whether any log has such a place is for the
   * log's follower to find out.
   */
  public static Optional<Position> parse(String text) {
    if (text.length() != TEXT_LENGTH || text.charAt(0) != VERSION) return Optional.empty();
    ByteBuffer fields;
    try {
      fields = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(1)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    long file = fields.getLong();
    int head = fields.getInt();
    int marker = fields.getInt();
    long place = fields.getLong();
    int epoch = (int) (place >>> OFFSET_BITS);
    return Optional.of(new Position(file, head, marker, epoch, place & MAX_OFFSET));
  }

  /** Returns whether the segments of both begin with the same bytes, and as many are known. */
  public boolean hasHeadOf(Position other) {
    return window() == other.window() && head == other.head;
  }

  /** Returns how many bytes {@link #head} and {@link #marker} cover. */
  public int window() {
    return (int) Math.min(offset, WINDOW);
  }

  /**
   * Returns the opaque text form: {@value #TEXT_LENGTH} characters of RFC 4648's URL-safe alphabet,
   * in ASCII.
   */
  @Override
  public String toString() {
    return new String(toBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Returns {@link #toString} as ASCII, for encoders. */
  @Override
  public byte[] toBytes() {
    // |file 8|head 4|marker 4|epoch 2|offset 6| is 24 bytes, so 32 characters with no padding.
    byte[] fields = new byte[24];
    ByteBuffer.wrap(fields)
        .putLong(file)
        .putInt(head)
        .putInt(marker)
        .putLong((long) epoch << OFFSET_BITS | offset);
    byte[] text = new byte[TEXT_LENGTH];
    text[0] = VERSION;
    byte[] encoded = ENCODER.encode(fields);
    System.arraycopy(encoded, 0, text, 1, encoded.length);
    return text;
  }
}
