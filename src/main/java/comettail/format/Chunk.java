package comettail.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that go out together: {@code bytes[from, to)}, which are never written again, so that many
 * responses may share them. Immutable.
 */
public record Chunk(byte[] bytes, int from, int to) {
  /** No bytes at all. */
  public static final Chunk EMPTY = new Chunk(new byte[0], 0, 0);

  /** Returns {@code text} in UTF-8. */
  public static Chunk of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Chunk(bytes, 0, bytes.length);
  }

  /** Returns how many bytes there are. */
  public int length() {
    return to - from;
  }

  /** Returns the bytes alone, in an array of their own. */
  byte[] toBytes() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Returns these bytes and then those of {@code next}. */
  public Chunk and(Chunk next) {
    byte[] both = Arrays.copyOfRange(bytes, from, to + next.length());
    System.arraycopy(next.bytes, next.from, both, length(), next.length());
    return new Chunk(both, 0, both.length);
  }

  /** Returns the bytes after the first {@code n}; if there are none, nothing is held any more. */
  public Chunk after(int n) {
    return n == length() ? EMPTY : new Chunk(bytes, from + n, to);
  }
}
