package comettail.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A TCP port of this machine that is given to nobody else until it is closed, so that several test
 * processes may start servers at the same time. Any thread.
 *
 * <p>It is held by a socket that is bound to it and does not listen. The kernel gives such a port
 * to no other socket that asks for any free one; a program that asks for this very port, with
 * {@code SO_REUSEADDR} as servers do, gets it.
 */
public final class ReservedPort implements AutoCloseable {
  private final Socket holder = new Socket();

  /** Takes a port that is free. */
  public ReservedPort() {
    try {
      holder.setReuseAddress(true);
      holder.bind(new InetSocketAddress(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int number() {
    return holder.getLocalPort();
  }

  @Override
  public void close() {
    try {
      holder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
