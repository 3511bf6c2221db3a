package comettail.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/**
 * One request on a socket of its own, and its response as its caller reads it: who does not read
 * for a while is a client that has stopped. Nothing of it is kept. Used by one thread at a time.
 */
public final class PulledStream implements AutoCloseable {
  /** More than a stream with a heartbeat is ever quiet, on a machine that is very busy. */
  private static final Duration LONGEST_QUIET = Duration.ofSeconds(60);

  private static final int CONNECT_MILLIS = 10_000;

  private final Socket socket;
  private final ResponseReader response;
  private final ResponseHead head;

  private PulledStream(Socket socket) throws IOException {
    this.socket = socket;
    this.response = new ResponseReader(new BufferedInputStream(socket.getInputStream()));
    this.head = response.head(true);
  }

  /**
   * Asks for a URI and waits for the head of the response.
   *
   * @param receiveBytes how much the kernel may take in advance
   */
  public static PulledStream get(URI uri, int receiveBytes, String... fields) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(receiveBytes);
      socket.setSoTimeout((int) LONGEST_QUIET.toMillis());
      socket.connect(new InetSocketAddress("127.0.0.1", uri.getPort()), CONNECT_MILLIS);
      String target = "GET " + StreamClient.target(uri);
      socket.getOutputStream().write(StreamClient.requestHead(uri.getPort(), target, fields));
      return new PulledStream(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The status line and the header fields. */
  public ResponseHead head() {
    return head;
  }

  /**
   * Waits for the next bytes of the body and returns them, or null at its proper end.
   *
   * @throws IOException if it was cut
   */
  public byte[] next() throws IOException {
    return response.next();
  }

  /** Sends a FIN, and may go on reading. */
  public void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /** Leaves by an RST, as a client whose process was killed. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
