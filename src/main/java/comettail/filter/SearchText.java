package comettail.filter;

import comettail.line.Block;
import comettail.line.LineText;
import comettail.line.LogCharset;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a block's lines in UTF-8, as strings with a character for each byte, since nothing is
 * found quicker than by {@link String#indexOf}. Made once for all filters. Immutable; any thread.
 */
final class SearchText {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  // A line's text is all[start, end), and what follows it begins at next:
  //
  //  |<- mark ->|<-- text -->|<- newline ->|<-- text -->|...
  //           start         end          next

  private final String all;
  private final int[] starts;
  private final int[] ends;
  private final int[] nexts;
  private final Hits hits; // null if nothing was looked for before

  // Made when it is first asked for, by any thread; by two perhaps, and the same.
  private String lowered;
  private byte[] bytes;

  /**
   * What was found while a block was cut.
   *
   * @param needle the text
   * @param at the indexes where it was found, rising; one in each line that has it, at least
   */
  record Hits(TextTerm needle, int[] at) {}

  private SearchText(String all, int[] starts, int[] ends, int[] nexts, Hits hits) {
    this.all = all;
    this.starts = starts;
    this.ends = ends;
    this.nexts = nexts;
    this.hits = hits;
  }

  /**
   * Makes the text of {@code block}, which is in UTF-8, of what is known of it.
   *
   * @param all its bytes
   * @param hits what was found in it
   */
  static void make(Block block, String all, Hits hits) {
    block.all().made(SearchText.class, unused -> ofUtf8(block, all, hits));
  }

  /** Returns the text of {@code block}. */
  static SearchText of(Block block) {
    return block.all().made(SearchText.class, unused -> make(block));
  }

  private static SearchText make(Block block) {
    boolean asIs = block.charset() == LogCharset.UTF_8;
    return asIs ? ofUtf8(block, null, null) : ofOther(block);
  }

  private static SearchText ofUtf8(Block block, String known, Hits hits) {
    int base = block.start();
    int lines = block.lines();
    int[] starts = new int[lines];
    int[] ends = new int[lines];
    int[] nexts = new int[lines];
    for (int i = 0; i < lines; i++) {
      starts[i] = block.textStart(i) - base;
      ends[i] = block.textEnd(i) - base;
      nexts[i] = block.lineEnd(i) - base;
    }
    String all = known == null ? latin1(block.bytes(), base, block.whole()) : known;
    return new SearchText(all, starts, ends, nexts, hits);
  }

  private static SearchText ofOther(Block block) {
    int lines = block.lines();
    int[] starts = new int[lines];
    int[] ends = new int[lines];
    LineText line = new LineText(block);
    byte[] bytes = new byte[2 * (block.whole() - block.start()) + lines];
    int end = 0;
    for (int i = 0; i < lines; i++) {
      line.read(i);
      int length = line.end() - line.start();
      if (bytes.length - end < length) bytes = Arrays.copyOf(bytes, 2 * bytes.length + length);
      System.arraycopy(line.bytes(), line.start(), bytes, end, length);
      starts[i] = end;
      ends[i] = end += length;
    }
    return new SearchText(latin1(bytes, 0, end), starts, ends, ends, null);
  }

  static String latin1(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Returns how many lines there are. */
  int lines() {
    return starts.length;
  }

  /** Returns all of the text. */
  String all() {
    return all;
  }

  /** Returns the bytes of all of the text; the caller must not write to them. */
  byte[] bytes() {
    byte[] made = bytes;
    if (made == null) bytes = made = all.getBytes(StandardCharsets.ISO_8859_1);
    return made;
  }

  /** Returns all of the text, with its ASCII letters in lower case. */
  String lowered() {
    String made = lowered;
    if (made == null) lowered = made = lowered(all);
    return made;
  }

  /** Returns {@code text}, of characters below 256, with its ASCII letters in lower case. */
  static String lowered(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int i = 0;
    for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
      long eight = (long) EIGHT.get(bytes, i);
      EIGHT.set(bytes, i, eight | capitals(eight) >>> 2);
    }
    for (; i < bytes.length; i++) {
      if (bytes[i] >= 'A' && bytes[i] <= 'Z') bytes[i] |= 0x20;
    }
    return latin1(bytes, 0, bytes.length);
  }

  /** Returns the top bit of each of eight bytes that is an ASCII capital; the others are 0. */
  private static long capitals(long eight) {
    long low = eight & ~TOPS; // so that no byte carries into the next
    long fromA = low + (0x80 - 'A') * ONES;
    long beyondZ = low + (0x80 - 'Z' - 1) * ONES;
    return fromA & ~beyondZ & ~eight & TOPS;
  }

  /** Returns where {@code term} was found while the block was cut, or null if nobody looked. */
  int[] hits(TextTerm term) {
    return hits != null && hits.needle.equals(term) ? hits.at : null;
  }

  /** Returns the index of the first byte of line {@code i}'s text. */
  int start(int i) {
    return starts[i];
  }

  /** Returns the index after line {@code i}'s text. */
  int end(int i) {
    return ends[i];
  }

  /** Returns the index after line {@code i}, its newline included. */
  int next(int i) {
    return nexts[i];
  }

  /** Returns line {@code i} as it is read; what is malformed is U+FFFD. */
  String line(int i) {
    String bytes = all.substring(starts[i], ends[i]);
    if (TextTerm.isAscii(bytes)) return bytes;
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
