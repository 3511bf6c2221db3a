package comettail.tail;

import static comettail.harness.LogWriter.numbered;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.LogWriter;
import comettail.line.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a follower did not see happen is found all the same. The looks are so rare here that all of
 * a test happens between two of them.
 */
final class RecoveryTest {
  private static final TailLimits RARE_LOOKS =
      new TailLimits(1 << 20, Duration.ofSeconds(1), Duration.ZERO, false);

  @TempDir Path directory;

  @Test
  void filesThatCameAndWentBetweenTwoLooksAreRead() {
    try (Tailing tailing = new Tailing(directory, RARE_LOOKS);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(10);
      CollectingReader reader =
          tailing.lines("app.log", new Start.FirstByte()).awaits(numbered(10));
      for (int i = 3; i > 0; i--) {
        log.lines(100);
        log.rotateTo("app.log." + i);
      }
      log.lines(10);
      reader.awaits(numbered(320));
      assertEquals(numbers(1, 320), lines(reader));
    }
  }

  @Test
  void theUnreadEndOfATruncatedFileIsReadFromItsCopy() throws IOException {
    try (Tailing tailing = new Tailing(directory, RARE_LOOKS);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(10);
      CollectingReader reader =
          tailing.lines("app.log", new Start.FirstByte()).awaits(numbered(10));
      log.lines(5_000);
      log.text("unfin");
      log.text("ished\n");
      Files.copy(log.path(), directory.resolve("app.log.1"));
      log.truncate();
      log.lines(10);
      reader.awaits(numbered(5_020));
      List<String> expected = new ArrayList<>(numbers(1, 5_010));
      expected.add("unfinished");
      expected.addAll(numbers(5_011, 5_020));
      assertEquals(expected, lines(reader));
    }
  }

  @Test
  void aReaderThatIsBehindGetsFromTheCopyWhatTheTruncatedFileHad() throws IOException {
    try (Tailing tailing = new Tailing(directory, RARE_LOOKS);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(10);
      Position position =
          tailing.lines("app.log", new Start.FirstByte()).awaits(numbered(10)).position();
      log.lines(100_000); // more than is kept in memory
      CollectingReader other =
          tailing.lines("app.log", new Start.FirstByte()).awaits(numbered(100_010));
      Files.copy(log.path(), directory.resolve("app.log.1"));
      log.truncate();
      log.lines(10);
      other.awaits(numbered(100_020));
      CollectingReader reader =
          tailing.lines("app.log", new Start.At(position)).awaits(numbered(100_020));
      assertEquals(numbers(11, 100_020), lines(reader));
    }
  }

  @Test
  void anOldCopyIsNotTakenForTheUnreadEnd() throws IOException {
    try (Tailing tailing = new Tailing(directory, RARE_LOOKS);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(10);
      Files.copy(log.path(), directory.resolve("app.log.1")); // ends before what was read
      log.lines(10);
      CollectingReader reader =
          tailing.lines("app.log", new Start.FirstByte()).awaits(numbered(20));
      Files.writeString(directory.resolve("app.log.2"), "something else\n".repeat(1_000));
      log.truncate();
      log.lines(10);
      reader.awaits(numbered(30));
      assertEquals(numbers(1, 30), lines(reader));
    }
  }

  @Test
  void aCopyMadeBetweenTwoRotationsIsNotReadAgain() throws IOException {
    try (Tailing tailing = new Tailing(directory, RARE_LOOKS);
        LogWriter log = tailing.writer("app.log")) {
      log.lines(100);
      CollectingReader reader =
          tailing.lines("app.log", new Start.FirstByte()).awaits(numbered(100));
      Files.copy(log.path(), directory.resolve("app.log.bak"));
      log.lines(100);
      log.rotateTo("app.log.1");
      log.lines(100);
      reader.awaits(numbered(300));
      assertEquals(numbers(1, 300), lines(reader));
    }
  }

  @Test
  void theHoleThatATruncationLeavesUnderAWriterIsSkipped() throws IOException {
    Path path = directory.resolve("app.log");
    try (Tailing tailing = new Tailing(directory, RARE_LOOKS);
        FileChannel writer =
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      String before = "before\n".repeat(50_000);
      writer.write(ByteBuffer.wrap(before.getBytes()));
      CollectingReader reader = tailing.bytes("app.log", new Start.LastLines(1));
      reader.awaitsBytes(7);
      try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
        other.truncate(0);
      }
      writer.write(ByteBuffer.wrap("after\n".getBytes())); // at the writer's old offset
      reader.awaitsBytes(13);
      assertArrayEquals("before\nafter\n".getBytes(), reader.bytes());
    }
  }

  private static List<String> lines(CollectingReader reader) {
    return reader.lines().stream().filter(line -> !line.startsWith("(")).toList();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(LogWriter::numbered).toList();
  }
}
