package comettail.harness;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one HTTP/1.1 response (RFC 9112) from a socket, chunk by chunk as the server framed it.
 *
 * <p>It throws {@link EOFException} where the response is cut: before its terminating chunk, or
 * before the length that it promised. Used by one thread at a time.
 */
final class ResponseReader {
  private static final int UNKNOWN = -1;

  private final InputStream in;
  private boolean chunked;
  private boolean betweenChunks;
  private int left = UNKNOWN;

  ResponseReader(InputStream in) {
    this.in = in;
  }

  ResponseHead head(boolean hasBody) throws IOException {
    String statusLine = line();
    List<String> fields = new ArrayList<>();
    for (String field = line(); !field.isEmpty(); field = line()) fields.add(field);
    ResponseHead head = new ResponseHead(statusLine, fields);
    chunked = hasBody && "chunked".equalsIgnoreCase(head.field("Transfer-Encoding"));
    String length = head.field("Content-Length");
    if (!hasBody || head.status() == 204 || head.status() == 304) left = 0;
    else if (length != null) left = Integer.parseInt(length);
    return head;
  }

  /** Returns the next chunk, or what came together of an unchunked body; null at its proper end. */
  byte[] next() throws IOException {
    if (chunked) return chunk();
    if (left == 0) return null;
    byte[] bytes = new byte[left == UNKNOWN ? 8192 : Math.min(left, 8192)];
    int count = in.read(bytes);
    if (count < 0 && left == UNKNOWN) return null;
    if (count < 0) throw new EOFException(left + " bytes short");
    if (left != UNKNOWN) left -= count;
    return Arrays.copyOf(bytes, count);
  }

  private byte[] chunk() throws IOException {
    // NOTE: Jetty sends the line end of a chunk together with the next chunk.
    if (betweenChunks && !line().isEmpty()) throw new IOException("a chunk is longer than said");
    betweenChunks = true;
    int size = Integer.parseInt(line(), 16);
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) throw new EOFException("cut within a chunk");
    if (size > 0) return bytes;
    if (!line().isEmpty()) throw new IOException("trailers, or more than a last chunk");
    return null;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) throw new EOFException("cut after " + line);
      line.append((char) c);
    }
    int end = line.length() - 1;
    if (end < 0 || line.charAt(end) != '\r') throw new IOException("no CR before LF: " + line);
    return line.substring(0, end);
  }
}
