package comettail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory that is there while it is needed, with whatever is put into it. Immutable. */
public record ScratchDirectory(Path path) implements AutoCloseable {
  /** Makes one, whose name begins so. */
  public static ScratchDirectory create(String prefix) throws IOException {
    return new ScratchDirectory(Files.createTempDirectory(prefix).toRealPath());
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
    }
  }
}
