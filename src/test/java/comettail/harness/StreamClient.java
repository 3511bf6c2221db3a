package comettail.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One request on a socket of its own, and its response as it comes.
 *
 * <p>A thread of the client reads from the moment it is made. Requests are sent as they are given,
 * so that none is normalised on its way; chunks stay as the server framed them. Any thread.
 */
public final class StreamClient implements AutoCloseable {
  /** How a response ended. */
  public enum End {
    /** With its terminating chunk, or with the length that it promised. */
    COMPLETE,
    /** Without: the connection was closed or reset before. */
    CUT
  }

  /**
   * What the server framed as one chunk, and when it had come whole, after {@link System#nanoTime}.
   */
  public record Chunk(byte[] bytes, long arrivedNanos) {
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static final int CONNECT_MILLIS = 10_000;

  private final Socket socket;

  /* Guarded by this: written by the reading thread, read by any. */
  private final List<Chunk> chunks = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private ResponseHead head;
  private End end;
  private Exception cause;

  private StreamClient(Socket socket) {
    this.socket = socket;
  }

  /** Asks for a URI, with header fields such as {@code "Accept: text/html"}. */
  public static StreamClient get(URI uri, String... fields) {
    return request("GET", uri, fields);
  }

  /** Sends a request without a body, and waits until the response's head is there. */
  public static StreamClient request(String method, URI uri, String... fields) {
    return send(uri.getPort(), method + " " + target(uri), fields);
  }

  /**
   * Sends a request line to a port of this machine, exactly as it is but for the version, and waits
   * until the response's head is there.
   */
  public static StreamClient send(int port, String methodAndTarget, String... fields) {
    StreamClient client = start(port, methodAndTarget, fields);
    client.await(Await.SOON, c -> c.head() != null || c.end() != null, "the head of a response");
    return client;
  }

  /** Sends a request line as {@link #send} does, and waits for nothing. */
  public static StreamClient start(int port, String methodAndTarget, String... fields) {
    try {
      Socket socket = new Socket();
      socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
      StreamClient client = new StreamClient(socket);
      socket.getOutputStream().write(requestHead(port, methodAndTarget, fields));
      boolean hasBody = !methodAndTarget.startsWith("HEAD ");
      Thread thread = new Thread(() -> client.read(hasBody), "stream-client");
      thread.setDaemon(true);
      thread.start();
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a request line has between its method and its version. */
  static String target(URI uri) {
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  /** The head of a request, whole. */
  static byte[] requestHead(int port, String methodAndTarget, String... fields) {
    StringBuilder head = new StringBuilder(methodAndTarget + " HTTP/1.1\r\n");
    head.append("Host: localhost:").append(port).append("\r\n");
    for (String field : fields) head.append(field).append("\r\n");
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The status line and the header fields, or null while they have not come. */
  public synchronized ResponseHead head() {
    return head;
  }

  public synchronized int status() {
    if (head == null) throw new AssertionError("no response but " + this);
    return head.status();
  }

  /** The value of a header field, or null without one. */
  public synchronized String field(String name) {
    return head.field(name);
  }

  /** Every chunk so far. */
  public synchronized List<Chunk> chunks() {
    return List.copyOf(chunks);
  }

  /** The body so far. */
  public synchronized byte[] bytes() {
    return body.toByteArray();
  }

  /** The body so far, as UTF-8. */
  public synchronized String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  /** The lines that are complete so far, without their line feeds. */
  public List<String> lines() {
    String text = text();
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** How the response ended, or null while it has not. */
  public synchronized End end() {
    return end;
  }

  /** Waits until the body holds this text. */
  public StreamClient awaitText(String text) {
    return awaitText(Await.SOON, text);
  }

  /** Waits for so long until the body holds this text. */
  public StreamClient awaitText(Duration time, String text) {
    return await(time, c -> c.text().contains(text), "the text " + text);
  }

  /** Waits until so many lines are complete. */
  public StreamClient awaitLines(int count) {
    return await(Await.SOON, c -> c.lines().size() >= count, count + " lines");
  }

  /** Waits until the response has ended, and tells how. */
  public End awaitEnd() {
    return await(Await.SOON, c -> c.end() != null, "the end of the response").end();
  }

  /** Waits for so long until the condition holds of this client. */
  public synchronized StreamClient await(
      Duration time, Predicate<StreamClient> condition, String description) {
    long deadline = System.nanoTime() + time.toNanos();
    while (!condition.test(this)) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0 || end != null) {
        throw new AssertionError("no " + description + " in " + time.toMillis() + " ms: " + this);
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted while waiting for " + description, e);
      }
    }
    return this;
  }

  /** Returns the port of this end of the connection. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Sends a FIN and goes on reading: as a client that has no more to say. */
  public void halfClose() {
    quietly(socket::shutdownOutput);
  }

  /** Leaves by an RST, as a client whose process was killed. */
  public void reset() {
    quietly(() -> socket.setSoLinger(true, 0));
    close();
  }

  /** Leaves by closing the socket. */
  @Override
  public void close() {
    quietly(socket::close);
  }

  @Override
  public synchronized String toString() {
    return (head == null ? "(no head)" : head)
        + ("\n\n" + text())
        + ("\n" + (end == null ? "(still open)" : end))
        + (cause == null ? "" : " " + cause);
  }

  private void read(boolean hasBody) {
    try {
      ResponseReader reader = new ResponseReader(new BufferedInputStream(socket.getInputStream()));
      begun(reader.head(hasBody));
      for (byte[] chunk = reader.next(); chunk != null; chunk = reader.next()) add(chunk);
      ended(End.COMPLETE, null);
    } catch (IOException | RuntimeException e) {
      ended(End.CUT, e);
    }
  }

  private synchronized void begun(ResponseHead head) {
    this.head = head;
    notifyAll();
  }

  private synchronized void add(byte[] bytes) {
    chunks.add(new Chunk(bytes, System.nanoTime()));
    body.writeBytes(bytes);
    notifyAll();
  }

  private synchronized void ended(End end, Exception cause) {
    this.end = end;
    this.cause = cause;
    notifyAll();
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void quietly(Step step) {
    try {
      step.run();
    } catch (IOException alreadyGone) {
      // There is nothing left to leave.
    }
  }
}
