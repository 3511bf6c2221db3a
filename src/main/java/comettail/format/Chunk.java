package comettail.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that go out together. They are not written again while somebody sends them, so that many
 * responses may share them. Immutable; any thread.
 */
public final class Chunk {
  /** No bytes at all. */
  public static final Chunk EMPTY = new Chunk(ByteBuffer.allocate(0));

  private final ByteBuffer bytes; // nobody changes its position or limit

  private Chunk(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Makes a chunk of {@code bytes[from, to)}. */
  Chunk(byte[] bytes, int from, int to) {
    this(ByteBuffer.wrap(bytes, from, to - from));
  }

  /** Returns what is left of {@code bytes}, which may lie outside the heap. */
  public static Chunk of(ByteBuffer bytes) {
    return new Chunk(bytes.duplicate());
  }

  /** Returns {@code text} in UTF-8. */
  public static Chunk of(String text) {
    return new Chunk(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns how many bytes there are. */
  public int length() {
    return bytes.remaining();
  }

  /** Returns the first {@code n} bytes, for one who writes them. */
  public ByteBuffer first(int n) {
    return bytes.duplicate().limit(bytes.position() + n);
  }

  /** Returns the bytes alone, in an array of their own. */
  public byte[] toBytes() {
    byte[] copy = new byte[length()];
    bytes.get(bytes.position(), copy);
    return copy;
  }

  /** Returns these bytes and then those of {@code next}. */
  public Chunk and(Chunk next) {
    ByteBuffer both = ByteBuffer.allocate(length() + next.length());
    return new Chunk(both.put(first(length())).put(next.first(next.length())).flip());
  }

  /** Returns the bytes after the first {@code n}; if there are none, nothing is held any more. */
  public Chunk after(int n) {
    return n == length() ? EMPTY : new Chunk(bytes.duplicate().position(bytes.position() + n));
  }
}
