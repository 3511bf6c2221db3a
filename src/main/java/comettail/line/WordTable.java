package comettail.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A few words of ASCII, each with what it means, that are found by their bytes in any case, without
 * making anything. Immutable; any thread.
 */
final class WordTable<T> {
  static final int LONGEST = 16;

  private record Entry<T>(byte[] word, T meaning) {}

  private final Entry<T>[][] slots; // by the first letter and the length

  WordTable(Map<String, T> meanings) {
    slots = slots();
    meanings.forEach(this::put);
  }

  /** Returns a table of these words, which are parted by blanks. */
  static WordTable<Boolean> of(String words) {
    return new WordTable<>(
        Arrays.stream(words.split(" ")).collect(Collectors.toMap(word -> word, word -> true)));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // no array can be made of a generic type
  private static <T> Entry<T>[][] slots() {
    return new Entry[32 * (LONGEST + 1)][0];
  }

  private void put(String text, T meaning) {
    byte[] word = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < word.length; i++) word[i] |= 0x20;
    int slot = slot(word[0], word.length);
    Entry<T>[] longer = Arrays.copyOf(slots[slot], slots[slot].length + 1);
    longer[longer.length - 1] = new Entry<>(word, meaning);
    slots[slot] = longer;
  }

  /** Returns what the word {@code bytes[start, end)} means, or null if it is none of these. */
  T at(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length == 0 || length > LONGEST) return null;
    for (Entry<T> entry : slots[slot(bytes[start], length)]) {
      if (isSame(bytes, start, entry.word)) return entry.meaning;
    }
    return null;
  }

  private static int slot(byte first, int length) {
    return (first & 31) * (LONGEST + 1) + length;
  }

  private static boolean isSame(byte[] bytes, int start, byte[] word) {
    for (int i = 0; i < word.length; i++) {
      if ((bytes[start + i] | 0x20) != word[i]) return false;
    }
    return true;
  }
}
