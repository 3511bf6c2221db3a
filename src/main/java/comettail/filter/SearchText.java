package comettail.filter;

import comettail.line.Block;
import comettail.line.LineText;
import comettail.line.LogCharset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a block's lines in UTF-8, as strings with a character for each byte, since nothing is
 * found quicker than by {@link String#indexOf}. Made once for all filters. Immutable; any thread.
 */
final class SearchText {
  // A line's text is all[start, end), and what follows it begins at next:
  //
  //  |<- mark ->|<-- text -->|<- newline ->|<-- text -->|...
  //           start         end          next

  private final String all;
  private final int[] starts;
  private final int[] ends;
  private final int[] nexts;
  private final boolean oddCase;

  // Made when it is first asked for, by any thread; by two perhaps, and the same.
  private String lowered;

  private SearchText(String all, int[] starts, int[] ends, int[] nexts) {
    this.all = all;
    this.starts = starts;
    this.ends = ends;
    this.nexts = nexts;
    this.oddCase = all.contains(KELVIN_SIGN) || all.contains(LONG_S);
  }

  // The two characters beyond ASCII of which an ASCII letter is the other case (the Unicode
  // Character Database's CaseFolding.txt).
  private static final String KELVIN_SIGN = TextTerm.bytes("\u212A");
  private static final String LONG_S = TextTerm.bytes("\u017F");

  /** Returns the text of {@code block}. */
  static SearchText of(Block block) {
    return block.all().made(SearchText.class, unused -> make(block));
  }

  private static SearchText make(Block block) {
    boolean asIs = block.charset() == LogCharset.UTF_8;
    return asIs ? ofUtf8(block) : ofOther(block);
  }

  private static SearchText ofUtf8(Block block) {
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
    return new SearchText(latin1(block.bytes(), base, block.whole()), starts, ends, nexts);
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
    return new SearchText(latin1(bytes, 0, end), starts, ends, ends);
  }

  private static String latin1(byte[] bytes, int from, int to) {
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

  /** Returns all of the text, with its ASCII letters in lower case. */
  String lowered() {
    String made = lowered;
    if (made == null) lowered = made = lowered(all);
    return made;
  }

  /** Returns {@code text}, of characters below 256, with its ASCII letters in lower case. */
  static String lowered(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b >= 'A' && b <= 'Z') bytes[i] = (byte) (b | 0x20);
    }
    return latin1(bytes, 0, bytes.length);
  }

  /** Returns whether there is a letter beyond ASCII that is an ASCII letter in its other case. */
  boolean hasLetterOfOddCase() {
    return oddCase;
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
