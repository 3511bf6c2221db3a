package comettail.readers;

import comettail.bench.Installed;
import comettail.harness.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** frontail, where npm has installed it into the directory below; its readers speak socket.io 2. */
final class Frontail implements Contestant {
  private static final Path PROGRAM =
      Path.of("target/programs/frontail/node_modules/.bin/frontail");
  private static final Path NOTE =
      Path.of("target/programs/frontail/node_modules/frontail/package.json");
  private static final Pattern VERSION = Pattern.compile("\"version\": *\"([^\"]+)\"");

  /** With more of them it is behind by tens of seconds, as the row of 200 shows already. */
  private static final int MAX_READERS = 200;

  private final Path directory;

  Frontail(Path root) {
    this.directory = root.resolve(id());
  }

  /** Its version, after npm's own note. */
  static String version() throws IOException {
    if (!Files.exists(PROGRAM)) return Installed.NOT.get();
    Matcher version = VERSION.matcher(Files.readString(NOTE));
    return version.find() ? version.group(1) : "unknown";
  }

  @Override
  public String id() {
    return "frontail";
  }

  @Override
  public String title() {
    return "frontail";
  }

  @Override
  public Optional<String> absence() {
    return Files.exists(PROGRAM) ? Optional.empty() : Installed.NOT;
  }

  @Override
  public boolean takes(Row row) {
    return row.isPlain() && row.isFor(MAX_READERS);
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public Service serve(Row row, String name) throws IOException {
    Path log = Files.createDirectories(directory).resolve(name + "-0.log");
    if (!Files.exists(log)) Files.createFile(log);
    int port = Ports.free();
    ChildProcess process =
        ChildProcess.start(
            List.of(
                PROGRAM.toAbsolutePath().toString(),
                "--disable-usage-stats",
                "--host=127.0.0.1",
                "--port=" + port,
                log.toString()));
    List<String> request =
        List.of(
            "--websocket",
            "--target=/socket.io/?EIO=3&transport=websocket",
            "--hello=40/" + namespace(log));
    return new ProcessService(process, directory, port, request);
  }

  @Override
  public void close() {
    // Each of its services is a process of its own.
  }

  /** The socket.io namespace in which it sends a file's lines: the MD5 of the file's name. */
  private static String namespace(Path log) {
    try {
      byte[] name = log.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(name));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
