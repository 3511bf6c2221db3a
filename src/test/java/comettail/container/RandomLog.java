package comettail.container;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A log of random bytes: lines that are empty, short or long, ended by LF, CR LF or, the last one,
 * by nothing. Immutable.
 *
 * @param lines each with its newline
 * @param isPlain whether everything in it is well-formed UTF-8, and no line is very long
 */
record RandomLog(List<byte[]> lines, boolean isPlain) {
  private static final int[] CHARACTERS =
      ("aabbcAB017 .-:/\\*+?()[]{}|^$\t\r"
              + "\u00f6\u00d6\u00e9\u044f\u042f\u8868\ud83d\ude00\u2028\u0085")
          .codePoints()
          .toArray();

  /**
   * None of them is UTF-8: what goes on is missing, or what it goes on with, or it is a surrogate.
   */
  private static final int[][] MALFORMED = {
    {0x80}, {0xC3}, {0xE2, 0x82}, {0xF0, 0x9F, 0x98}, {0xED, 0xA0, 0x80}, {0xC0, 0xAF}, {0xFF}
  };

  private static final int LONG = 70_000; // longer than what is read at once, or nearly
  private static final int MANY = 8_000;

  RandomLog {
    lines = List.copyOf(lines);
  }

  static RandomLog of(Random random) {
    boolean isPlain = random.nextInt(4) > 0;
    int count = random.nextInt(10) == 0 ? random.nextInt(MANY) : random.nextInt(60);
    int windows = random.nextInt(3); // none, some, or all lines end as there
    List<byte[]> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      // NOTE: a log may not begin with what could be a byte-order mark, which is not its text.
      if (i == 0) line.write('a');
      write(line, random, isPlain, length(random, isPlain));
      if (random.nextInt(2) < windows) line.write('\r');
      boolean isUnfinished = i == count - 1 && random.nextBoolean();
      if (!isUnfinished) line.write('\n');
      if (line.size() > 0) lines.add(line.toByteArray());
    }
    return new RandomLog(lines, isPlain);
  }

  private static int length(Random random, boolean isPlain) {
    if (!isPlain && random.nextInt(300) == 0) return LONG / 2 + random.nextInt(LONG);
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> random.nextInt(80);
      default -> random.nextInt(9);
    };
  }

  private static void write(
      ByteArrayOutputStream line, Random random, boolean isPlain, int characters) {
    for (int n = 0; n < characters; n++) {
      if (!isPlain && random.nextInt(20) == 0) {
        for (int b : MALFORMED[random.nextInt(MALFORMED.length)]) line.write(b);
      } else {
        line.writeBytes(character(random).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** One of the characters that there are in such a log. */
  static String character(Random random) {
    return Character.toString(CHARACTERS[random.nextInt(CHARACTERS.length)]);
  }

  /** All its bytes. */
  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    lines.forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** The same for a program that knows no CR: it is taken away before each newline. */
  byte[] text() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < lines.size(); i++) {
      all.writeBytes(text(i));
      all.write('\n');
    }
    return all.toByteArray();
  }

  /** The text of a line, without its newline. */
  byte[] text(int line) {
    byte[] bytes = lines.get(line);
    int end = bytes.length;
    if (bytes[end - 1] == '\n') {
      end--;
      if (end > 0 && bytes[end - 1] == '\r') end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
