package comettail.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * One URL as curl reads it, over HTTP/2 from its first byte on or by the choice of TLS. It reads
 * its streams to their end when the server says that it goes away, which the JDK's client does from
 * 24 on only. Any thread.
 */
public final class Curl implements AutoCloseable {
  private final Process process;
  private final Path output;

  private Curl(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Begins to read a URL. */
  public static Curl get(URI uri) {
    String protocol = uri.getScheme().equals("https") ? "--http2" : "--http2-prior-knowledge";
    try {
      Path output = Files.createTempFile("comet-curl-", ".txt");
      ProcessBuilder curl =
          new ProcessBuilder("curl", "-sSN", "--insecure", protocol, uri.toString());
      return new Curl(
          curl.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What has come so far. */
  public String text() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until this text has come. */
  public Curl awaitText(String text) {
    Await.until(Await.SOON, () -> text().contains(text), () -> "no " + text + " in " + text());
    return this;
  }

  /** Waits until the response has ended; returns 0 if properly, else what curl calls it. */
  public int awaitEnd() {
    try {
      if (process.waitFor(Await.SOON.toSeconds(), TimeUnit.SECONDS)) return process.exitValue();
      throw new AssertionError("no end of " + text());
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while curl reads", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
