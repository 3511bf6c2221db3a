package comettail.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.file.LogSource;
import comettail.file.NotRegularFileException;
import comettail.file.SegmentFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing outside the root is ever opened, by whatever name. */
final class ContainmentTest {
  @TempDir Path directory;
  private Path root;
  private Path outside;

  @BeforeEach
  void makeFiles() throws IOException {
    root = Files.createDirectories(directory.resolve("root"));
    Files.createDirectories(root.resolve("sub/deep"));
    outside = Files.createDirectories(directory.resolve("outside"));
    for (Path file :
        List.of(
            root.resolve("a.log"),
            root.resolve("sub/deep/b.log"),
            root.resolve(".hidden"),
            outside.resolve("secret.log"))) {
      Files.writeString(file, "text\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", ".", "..", "../outside/secret.log", "sub/../../outside/secret.log", "/etc/passwd",
        "sub//deep/b.log", "sub/", "/a.log", "./a.log", "sub/./deep/b.log", ".hidden", "sub/.git/x",
        "a\u0000b", "a\nb", "a\u001bb", "a\u0085b", "..\\outside", "sub\\deep"
      })
  void aNameThatLeadsOutOrIsHiddenIsNoName(String text) {
    assertEquals(Optional.empty(), LogName.parse(text));
  }

  @Test
  void aNameOverTheBoundIsNoName() {
    assertTrue(LogName.parse("a".repeat(LogName.MAX_LENGTH)).isPresent());
    assertEquals(Optional.empty(), LogName.parse("a".repeat(LogName.MAX_LENGTH + 1)));
  }

  @Test
  void aFileWithinTheRootIsOpened() throws IOException {
    for (String name : List.of("a.log", "sub/deep/b.log")) {
      try (SegmentFile file = open(name)) {
        assertEquals(5, file.size());
      }
    }
  }

  @Test
  void aLinkWithinTheRootIsFollowed() throws IOException {
    Files.createSymbolicLink(root.resolve("link.log"), Path.of("sub/deep/b.log"));
    Files.createSymbolicLink(root.resolve("dir"), root.resolve("sub"));
    open("link.log").close();
    open("dir/deep/b.log").close();
  }

  @Test
  void aLinkOutOfTheRootIsNoLog() throws IOException {
    Files.createSymbolicLink(root.resolve("file.log"), outside.resolve("secret.log"));
    Files.createSymbolicLink(root.resolve("dir"), outside);
    Files.createSymbolicLink(root.resolve("chain"), root.resolve("dir"));
    Files.createSymbolicLink(root.resolve("hidden.log"), root.resolve(".hidden"));
    Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
    Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("nothing"));
    for (String name :
        List.of(
            "file.log", "dir/secret.log", "chain/secret.log", "hidden.log", "loop", "dangling")) {
      assertThrows(NoSuchFileException.class, () -> open(name), name);
    }
  }

  @Test
  void aLinkThatIsTurnedOutOfTheRootIsNotFollowedAgain() throws IOException {
    Path link = Files.createSymbolicLink(root.resolve("link.log"), root.resolve("a.log"));
    LogSource source = LogRoot.at(root).source(new LogName("link.log"));
    source.open().close();
    Files.delete(link);
    Files.createSymbolicLink(link, outside.resolve("secret.log"));
    assertThrows(NoSuchFileException.class, source::open);
  }

  @Test
  void aDirectoryIsNoLog() {
    assertThrows(NotRegularFileException.class, () -> open("sub"));
    assertThrows(FileSystemException.class, () -> open("a.log/x"));
  }

  @Test
  @Timeout(10)
  void aFifoIsNeverOpened() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start();
    assertTrue(mkfifo.waitFor(5, TimeUnit.SECONDS) && mkfifo.exitValue() == 0, "mkfifo");
    assertThrows(NotRegularFileException.class, () -> open("fifo"));
  }

  @Test
  void theListingShowsWhatCanBeOpenedAndNothingElse() throws Exception {
    Files.createSymbolicLink(root.resolve("in.log"), root.resolve("a.log"));
    Files.createSymbolicLink(root.resolve("out.log"), outside.resolve("secret.log"));
    Files.createDirectories(root.resolve(".git"));
    Files.writeString(root.resolve(".git/config"), "x");
    Files.writeString(root.resolve("a\nb"), "x");
    new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start().waitFor();
    Listing listing = new LogListing(LogRoot.at(root), 100).list();
    List<String> names = listing.logs().stream().map(log -> log.name().text()).sorted().toList();
    assertEquals(List.of("a.log", "in.log", "sub/deep/b.log"), names);
  }

  @Test
  void theListingIsNewestFirstAndSaysWhenItIsNotAll() throws IOException {
    for (int i = 0; i < 20; i++) {
      Path file = Files.writeString(root.resolve(i + ".log"), "x");
      Files.setLastModifiedTime(
          file, java.nio.file.attribute.FileTime.fromMillis(4_000_000_000_000L + i));
    }
    Listing all = new LogListing(LogRoot.at(root), 100).list();
    assertEquals("19.log", all.logs().get(0).name().text());
    assertEquals("18.log", all.logs().get(1).name().text());
    assertEquals(false, all.truncated());
    Listing some = new LogListing(LogRoot.at(root), 7).list();
    assertEquals(7, some.logs().size());
    assertEquals(true, some.truncated());
  }

  private SegmentFile open(String name) throws IOException {
    return LogRoot.at(root).source(new LogName(name)).open();
  }
}
