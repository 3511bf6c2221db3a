package comettail.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import comettail.catalog.LogName;
import comettail.catalog.LogRoot;
import comettail.file.LogSource;
import comettail.harness.MeddledSource;
import comettail.harness.MeddledSource.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive of a log that is rotated while its files are looked for. */
class RawTarTest {
  @TempDir Path directory;
  private Path root;
  private int moments; // seen so far
  private int rotateAt = -1; // the moment before which a rotation comes
  private boolean again; // whether one comes at each moment after that as well

  @BeforeEach
  void writeLog() throws IOException {
    root = directory.toRealPath();
    Files.writeString(root.resolve("app.log.1"), "older\n");
    Files.writeString(root.resolve("app.log"), "newer\n");
  }

  private LogSource log() throws IOException {
    return new MeddledSource(LogRoot.at(root).source(new LogName("app.log")), this::meddle);
  }

  private void meddle(Moment moment) {
    int now = moments++;
    if (now != rotateAt && !(again && now > rotateAt)) return;
    try {
      rotate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Renames both files and all that a rotation made before, and begins a new one. */
  private void rotate() throws IOException {
    int last = 1;
    while (Files.exists(root.resolve("app.log." + last))) last++;
    for (int i = last - 1; i > 0; i--) {
      Files.move(root.resolve("app.log." + i), root.resolve("app.log." + (i + 1)));
    }
    Files.move(root.resolve("app.log"), root.resolve("app.log.1"));
    Files.writeString(root.resolve("app.log"), "newest " + last + "\n");
  }

  private static byte[] read(RawTar tar) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) tar.length());
    assertEquals(buffer.capacity(), tar.read(0, buffer));
    return buffer.array();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void aRotationAtAnyMomentChangesNothingOfTheBytes(int moment) throws IOException {
    byte[] before;
    try (RawTar tar = RawTar.of(log())) {
      before = read(tar);
    }
    try (RawTar tar = RawTar.of(log())) {
      moments = 0;
      rotateAt = moment;
      assertArrayEquals(before, read(tar));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aRotationAtAnyMomentOfTheListingLosesNothing(int moment) throws IOException {
    rotateAt = moment;
    try (RawTar tar = RawTar.of(log())) {
      String bytes = new String(read(tar), UTF_8);
      assertEquals(1, bytes.split("older\n", -1).length - 1, "older");
      assertEquals(1, bytes.split("newer\n", -1).length - 1, "newer");
    }
  }

  @Test
  void aRotationThatDoesNotEndIsToldAsSuch() {
    again = true;
    IOException thrown = assertThrows(IOException.class, () -> RawTar.of(log()));
    assertEquals("a rotation goes on", thrown.getMessage());
  }

  @Test
  void aFileThatIsGoneIsToldAsSuch() throws IOException {
    try (RawTar tar = RawTar.of(log())) {
      Files.delete(root.resolve("app.log.1"));
      NoSuchFileException thrown = assertThrows(NoSuchFileException.class, () -> read(tar));
      assertEquals("a segment has gone", thrown.getReason());
    }
  }
}
