package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.LogWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a reader begins: at the last lines, whatever the file's size and its last byte; and that
 * nothing is lost between them and what follows.
 */
final class BacklogTest {
  /** How much of a file is read at a time in the search for its last lines. */
  private static final int BLOCK = 64 * 1024;

  @TempDir Path directory;

  static Stream<Arguments> backlogs() {
    return Stream.of(
        Arguments.of("", 10, ""),
        Arguments.of("", 0, ""),
        Arguments.of("x", 1, "x"),
        Arguments.of("x\ny", 1, "y"),
        Arguments.of("x\ny\n", 1, "y\n"),
        Arguments.of("x\ny\n", 0, ""),
        Arguments.of("x\ny\n", 2, "x\ny\n"),
        Arguments.of("x\ny\n", 3, "x\ny\n"),
        Arguments.of("x\ny\n", 1_000_000, "x\ny\n"),
        Arguments.of("a\nb", 0, ""),
        Arguments.of("a\nb", 2, "a\nb"),
        Arguments.of("\n\n\n", 2, "\n\n"),
        Arguments.of("x\n" + "y\n".repeat(10) + "z", 10, "y\n".repeat(9) + "z"),
        Arguments.of("y\n".repeat(5), 0, ""),
        Arguments.of("y\n".repeat(5), 1, "y\n"),
        Arguments.of(
            "=".repeat(33).concat("\n").repeat(1024), 200, "=".repeat(33).concat("\n").repeat(200)),
        Arguments.of("\ud834\udd60\n\u23fb\n\u0192\na", 3, "\u23fb\n\u0192\na"),
        Arguments.of("a\n\ud83d\udc90\n", 1, "\ud83d\udc90\n"),
        Arguments.of("a\0b\n\0\0\n", 1, "\0\0\n"));
  }

  @ParameterizedTest
  @MethodSource("backlogs")
  void theLastLinesAreThoseThatTailGives(String content, long lines, String expected)
      throws IOException {
    Files.writeString(directory.resolve("app.log"), content);
    try (Tailing tailing = new Tailing(directory, false)) {
      assertEquals(expected, new String(last(tailing, "app.log", lines), UTF_8));
      CollectingReader reader = tailing.read("app.log", new Start.LastLines(lines), true, false);
      Await.until(Await.SOON, reader::isFinished, "the end of a bounded read");
      assertEquals(expected.lines().count(), reader.lines().size(), reader::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 1})
  void theLastLinesAreFoundInAFileAsLongAsAWholeNumberOfReads(int size) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Tailing tailing = new Tailing(directory, false)) {
      for (boolean ended : new boolean[] {true, false}) {
        String name = ended + ".log";
        byte[] content = randomLines(random, size, 100, ended);
        Files.write(directory.resolve(name), content);
        for (int lines : new int[] {0, 1, 2, 50, 99, 100, 101}) {
          byte[] expected = lastLines(content, lines);
          assertArrayEquals(expected, last(tailing, name, lines), lines + " lines, seed " + seed);
        }
      }
    }
  }

  @Test
  void theLastLinesOfAFileOfMoreThanFourGigabytesAreFoundAndFollowed() throws IOException {
    try (FileChannel file = FileChannel.open(directory.resolve("app.log"), CREATE, WRITE)) {
      file.write(ByteBuffer.wrap("\nacross 4 GiB\nlast\n".getBytes(UTF_8)), (1L << 32) - 6);
    }
    try (Tailing tailing = new Tailing(directory, false);
        LogWriter log = tailing.writer("app.log")) {
      CollectingReader reader = tailing.lines("app.log", new Start.LastLines(2)).awaits("last");
      log.line("followed");
      reader.awaits("followed");
      assertEquals(List.of("across 4 GiB", "last", "followed"), reader.lines());
      log.line("resumed");
      CollectingReader again = tailing.lines("app.log", new Start.At(reader.position()));
      assertEquals("resumed", again.awaits("resumed").lines().get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLineWrittenBetweenTheBacklogAndTheFollowComesOnce(boolean watch) {
    try (Tailing tailing = new Tailing(directory, watch)) {
      for (int i = 0; i < 40; i++) { // each with a follower that begins while its log grows
        String name = "app" + i + ".log";
        try (LogWriter log = tailing.writer(name)) {
          log.lines(5);
          CollectingReader reader = tailing.lines(name, new Start.LastLines(3));
          for (int j = 0; j < 20; j++) log.lines(1);
          reader.awaits(numbered(25));
          int first = Integer.parseInt(reader.lines().get(0).substring("line ".length()));
          assertTrue(first >= 3 && first <= 23, reader::toString);
          assertEquals(Delivered.numbered(first, 25), reader.lines());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatIsReplacedWhileItsReaderComesIsFollowedFromItsFirstByte(boolean watch)
      throws IOException {
    try (Tailing tailing = new Tailing(directory, watch)) {
      for (int i = 0; i < 40; i++) {
        Path path = Files.writeString(directory.resolve("app" + i + ".log"), "old\n");
        Path next = Files.writeString(directory.resolve("next"), "new 1\n");
        CollectingReader reader = tailing.lines("app" + i + ".log", new Start.FirstByte());
        Files.move(next, path, StandardCopyOption.REPLACE_EXISTING);
        try (LogWriter log = LogWriter.to(path)) {
          log.line("new 2");
        }
        reader.awaits("new 2");
        List<String> lines = new ArrayList<>(Delivered.lines(reader));
        lines.remove("old"); // or the reader came too late for it
        assertEquals(List.of("new 1", "new 2"), lines);
      }
    }
  }

  private static byte[] last(Tailing tailing, String name, long lines) {
    CollectingReader reader = tailing.read(name, new Start.LastLines(lines), false, false);
    Await.until(Await.SOON, reader::isFinished, "the end of a bounded read");
    return reader.bytes();
  }

  /**
   * Returns so many random lines of {@code size} bytes in all; some end just before and just after
   * the border between two reads.
   */
  private static byte[] randomLines(Random random, int size, int lines, boolean ended) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) bytes[i] = (byte) ('a' + random.nextInt(26));
    Set<Integer> newlines = new HashSet<>();
    if (ended) newlines.add(size - 1);
    for (int border = size - BLOCK; border > 0; border -= BLOCK) {
      newlines.addAll(List.of(border - 1, border));
    }
    while (newlines.size() < (ended ? lines : lines - 1)) newlines.add(random.nextInt(size - 1));
    newlines.forEach(place -> bytes[place] = '\n');
    return bytes;
  }

  /** The simplest way to say what the last lines are. */
  private static byte[] lastLines(byte[] content, int lines) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int i = 0; i < content.length - 1; i++) if (content[i] == '\n') starts.add(i + 1);
    int start = lines == 0 ? content.length : starts.get(Math.max(0, starts.size() - lines));
    return Arrays.copyOfRange(content, start, content.length);
  }
}
