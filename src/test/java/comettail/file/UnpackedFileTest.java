package comettail.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Packer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A compressed segment reads as the file did before it was compressed. */
final class UnpackedFileTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void readsAtAnyOffsetAndOfAnyLengthWhatThePlainFileHad(Compression compression)
      throws IOException {
    long seed = System.nanoTime();
    System.out.println("unpack seed " + seed);
    Random random = new Random(seed);
    byte[] plain = log(random, 300_000);
    try (UnpackedFile file = file(Packer.packed(plain, compression), compression)) {
      for (int i = 0; i < 200; i++) {
        int offset = random.nextInt(plain.length + 10);
        int length = random.nextInt(3) == 0 ? random.nextInt(70_000) : random.nextInt(300);
        assertReads(plain, offset, length, file);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void readsForwardWithAnOverlap(Compression compression) throws IOException {
    byte[] plain = log(new Random(1), 300_000);
    try (UnpackedFile file = file(Packer.packed(plain, compression), compression)) {
      for (int offset = 0; offset < plain.length; offset += 1_000) {
        assertReads(plain, Math.max(0, offset - 256), 1_256, file);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void readsAllMembersOfAFileThatWasAppendedTo(Compression compression) throws IOException {
    byte[] plain = log(new Random(2), 100_000);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(Packer.packed(Arrays.copyOf(plain, 40_000), compression));
    packed.write(Packer.packed(Arrays.copyOfRange(plain, 40_000, 40_001), compression));
    packed.write(Packer.packed(Arrays.copyOfRange(plain, 40_001, 100_000), compression));
    try (UnpackedFile file = file(packed.toByteArray(), compression)) {
      assertReads(plain, 0, plain.length + 1, file);
    }
  }

  /** Of zstd the library gives nothing before it has as much as the frame's window. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "ZSTD"})
  void whatIsBeforeADamageIsReadAndThenItFails(Compression compression) throws IOException {
    byte[] whole = log(new Random(3), 500_000);
    byte[] packed = Packer.packed(whole, compression);
    try (UnpackedFile cut = file(Arrays.copyOf(packed, packed.length / 2), compression)) {
      byte[] read = new byte[whole.length];
      int n = cut.read(0, read, 0, read.length);
      assertTrue(n > 100_000 && n < 260_000, n + " bytes");
      assertArrayEquals(Arrays.copyOf(whole, n), Arrays.copyOf(read, n));
      assertThrows(IOException.class, () -> cut.read(n - 256, read, 0, 1_000));
      assertEquals(n, cut.read(0, read, 0, read.length)); // again from the start
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void whatIsNotCompressedFails(Compression compression) throws IOException {
    try (UnpackedFile plain = file(log(new Random(3), 1_000), compression)) {
      assertThrows(IOException.class, () -> plain.read(0, new byte[10], 0, 10));
      assertThrows(IOException.class, () -> plain.read(0, new byte[10], 0, 10));
    }
  }

  @Test
  void theEndOfItsNameSaysHowAFileIsCompressed() {
    assertEquals(Compression.GZIP, Compression.of("app.log.1.GZ"));
    assertEquals(Compression.XZ, Compression.of("app.log.xz"));
    assertEquals(Compression.ZSTD, Compression.of("app.log.zst"));
    assertEquals(Compression.NONE, Compression.of("app.log.bz2"));
    assertEquals("app.log.2", Compression.GZIP.plainName("app.log.2.gz"));
  }

  private static void assertReads(byte[] plain, int offset, int length, UnpackedFile file)
      throws IOException {
    byte[] read = new byte[length + 1];
    int n = file.read(offset, read, 1, length);
    int from = Math.min(offset, plain.length);
    byte[] expected = Arrays.copyOfRange(plain, from, Math.min(offset + length, plain.length));
    if (offset > plain.length) expected = new byte[0];
    assertArrayEquals(expected, Arrays.copyOfRange(read, 1, n + 1), offset + " " + length);
    assertReads(expected, offset, ByteBuffer.allocate(length + 2).position(1), file);
    assertReads(expected, offset, ByteBuffer.allocateDirect(length + 2).position(1), file);
  }

  private static void assertReads(byte[] expected, int offset, ByteBuffer buffer, UnpackedFile file)
      throws IOException {
    assertEquals(expected.length, file.read(offset, buffer.limit(buffer.capacity() - 1)));
    assertEquals(1 + expected.length, buffer.position());
    byte[] read = new byte[expected.length];
    buffer.get(1, read);
    assertArrayEquals(expected, read);
  }

  private static byte[] log(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) text.append("line ").append(random.nextInt()).append('\n');
    return Arrays.copyOf(text.toString().getBytes(), length);
  }

  private UnpackedFile file(byte[] packed, Compression compression) throws IOException {
    Path real = directory.toRealPath();
    Path path = Files.write(Files.createTempFile(real, "app", ".packed"), packed);
    return new UnpackedFile(SegmentFile.open(real, path), compression);
  }
}
