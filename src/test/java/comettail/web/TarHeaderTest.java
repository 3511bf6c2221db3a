package comettail.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name and size is understood by the tar that people have. */
final class TarHeaderTest {
  private static final long TIME = 1_763_805_600;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 100, 101, 140, 200})
  void aFileOfAnyNameIsUnpacked(int length) throws IOException, InterruptedException {
    for (String character : List.of("x", "ü", "日")) {
      String name = character.repeat(length / character.getBytes(StandardCharsets.UTF_8).length);
      if (name.isEmpty()) continue;
      byte[] content = "content\n".getBytes(StandardCharsets.US_ASCII);
      ByteArrayOutputStream archive = new ByteArrayOutputStream();
      byte[] header = TarHeader.of(name, content.length, TIME);
      assertEquals(0, header.length % TarHeader.BLOCK_BYTES);
      archive.writeBytes(header);
      archive.writeBytes(content);
      long rest = TarHeader.wholeBlocks(content.length) - content.length;
      archive.writeBytes(new byte[(int) rest + 2 * TarHeader.BLOCK_BYTES]);
      Path tar = Files.write(directory.resolve("a.tar"), archive.toByteArray());
      Path file = Files.createTempFile(directory, "unpacked", "");
      // Its output, since the file system may have no such name.
      ProcessBuilder unpack = new ProcessBuilder("tar", "-xOf", tar.toString(), "--", name);
      unpack.environment().put("LC_ALL", "C.UTF-8");
      Process process = unpack.redirectOutput(file.toFile()).start();
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), errors);
      assertArrayEquals(content, Files.readAllBytes(file));
    }
  }

  @Test
  void aRecordBeginsWithItsOwnLength() {
    for (int length = 101; length < 1_200; length++) {
      byte[] header = TarHeader.of("x".repeat(length), 1, TIME);
      int size = octal(header, 124, 11);
      String record = ascii(header, TarHeader.BLOCK_BYTES, size);
      assertEquals(size + " path=" + "x".repeat(length) + "\n", record);
    }
  }

  @Test
  void aSizeBeyondEightGibibytesHasARecord() {
    long most = 8L << 30;
    assertEquals(TarHeader.BLOCK_BYTES, TarHeader.of("x", most - 1, TIME).length);
    byte[] header = TarHeader.of("x", most, TIME);
    assertEquals("19 size=8589934592\n", ascii(header, TarHeader.BLOCK_BYTES, 19));
    assertEquals('x', header[156]);
    assertEquals('0', header[2 * TarHeader.BLOCK_BYTES + 156]);
  }

  @Test
  void whatIsNotAMultipleIsFilledUp() {
    assertEquals(0, TarHeader.wholeBlocks(0));
    assertEquals(512, TarHeader.wholeBlocks(1));
    assertEquals(512, TarHeader.wholeBlocks(512));
    assertEquals(1_024, TarHeader.wholeBlocks(513));
  }

  private static int octal(byte[] header, int at, int digits) {
    return Integer.parseInt(ascii(header, at, digits), 8);
  }

  private static String ascii(byte[] header, int at, int length) {
    return new String(header, at, length, StandardCharsets.US_ASCII);
  }
}
