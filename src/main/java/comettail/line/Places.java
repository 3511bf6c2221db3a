package comettail.line;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a reader of several logs is: its position in each of them, as far as it is known.
 *
 * <p>A position belongs to the log whose name has its key, whatever logs there are when the reader
 * comes back, and in whatever order. A log that it knows nothing of had nothing yet: all of it is
 * still to come. Immutable.
 */
public final class Places implements Place {
  /** How many logs there are at most. */
  public static final int MAX_LOGS = 16;

  //  |m|key 6|position 33|key 6|position 33| ...

  private static final char VERSION = 'm';
  private static final int KEY_LENGTH = 6;
  private static final int ENTRY_LENGTH = KEY_LENGTH + Position.TEXT_LENGTH;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** Length of the longest text form, in characters. */
  public static final int MAX_TEXT_LENGTH = 1 + MAX_LOGS * ENTRY_LENGTH;

  private final byte[][] entries; // a key, and a position if it is known

  private Places(byte[][] entries) {
    this.entries = entries;
  }

  /**
   * Returns a place in logs of these names, nothing of which is known yet.
   *
   * @throws IllegalArgumentException if there are more than {@link #MAX_LOGS}
   */
  public static Places in(List<String> logs) {
    if (logs.size() > MAX_LOGS) throw new IllegalArgumentException(logs.size() + " logs");
    return new Places(logs.stream().map(Places::key).toArray(byte[][]::new));
  }

  /** Returns the fingerprint of a log's name; two of {@link #MAX_LOGS} hardly share one. */
  private static byte[] key(String log) {
    byte[] name = log.getBytes(StandardCharsets.UTF_8);
    int hash = Fingerprint.of(name, 0, name.length);
    return ENCODER.encode(ByteBuffer.allocate(Integer.BYTES).putInt(hash).array());
  }

  /**
   * Returns the places that {@link #toString} wrote as {@code text}, or empty when none have that
   * text.
   */
  public static Optional<Places> parse(String text) {
    int count = (text.length() - 1) / ENTRY_LENGTH;
    boolean fits = count > 0 && count <= MAX_LOGS && text.length() == 1 + count * ENTRY_LENGTH;
    if (!fits || text.charAt(0) != VERSION) return Optional.empty();
    byte[][] entries = new byte[count][];
    for (int i = 0; i < count; i++) {
      String entry = text.substring(1 + i * ENTRY_LENGTH, 1 + (i + 1) * ENTRY_LENGTH);
      if (Position.parse(entry.substring(KEY_LENGTH)).isEmpty()) return Optional.empty();
      entries[i] = entry.getBytes(StandardCharsets.ISO_8859_1);
    }
    return Optional.of(new Places(entries));
  }

  /** Returns whether the place in no log is known, so that it has no text form. */
  public boolean isEmpty() {
    return Arrays.stream(entries).noneMatch(Places::isKnown);
  }

  private static boolean isKnown(byte[] entry) {
    return entry.length > KEY_LENGTH;
  }

  /** Returns the position in the log of this name, or empty if none is known. */
  public Optional<Position> in(String log) {
    byte[] key = key(log);
    for (byte[] entry : entries) {
      if (!isKnown(entry) || !Arrays.equals(key, 0, KEY_LENGTH, entry, 0, KEY_LENGTH)) continue;
      String text = new String(entry, StandardCharsets.ISO_8859_1);
      return Position.parse(text.substring(KEY_LENGTH));
    }
    return Optional.empty();
  }

  /** Returns this place with the reader at {@code position} in the log of this index. */
  public Places with(int log, Position position) {
    byte[] entry = Arrays.copyOf(entries[log], ENTRY_LENGTH);
    System.arraycopy(position.toBytes(), 0, entry, KEY_LENGTH, Position.TEXT_LENGTH);
    byte[][] others = entries.clone();
    others[log] = entry;
    return new Places(others);
  }

  @Override
  public byte[] toBytes() {
    byte[] text = new byte[1 + entries.length * ENTRY_LENGTH];
    text[0] = VERSION;
    int length = 1;
    for (byte[] entry : entries) {
      if (!isKnown(entry)) continue;
      System.arraycopy(entry, 0, text, length, ENTRY_LENGTH);
      length += ENTRY_LENGTH;
    }
    return length == text.length ? text : Arrays.copyOf(text, length);
  }

  /** Returns {@link #toBytes} as text. */
  @Override
  public String toString() {
    return new String(toBytes(), StandardCharsets.ISO_8859_1);
  }
}
