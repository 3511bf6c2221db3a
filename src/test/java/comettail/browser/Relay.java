package comettail.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between a browser and a server, which can break: it relays TCP connections to a port of
 * this machine until it cuts them or falls silent. Any thread.
 */
final class Relay implements AutoCloseable {
  private final ServerSocket listener;
  private final int to;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();

  private Relay(ServerSocket listener, int to) {
    this.listener = listener;
    this.to = to;
  }

  static Relay to(int port) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Relay relay = new Relay(listener, port);
      start("relay-accept", relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same address by way of this relay. */
  URI through(URI direct) {
    return URI.create(
        direct.toString().replace(":" + to + "/", ":" + listener.getLocalPort() + "/"));
  }

  /** Cuts each connection in the middle of whatever it carries. */
  void cut() {
    links.forEach(Link::close);
  }

  /** Lets the present connections stay open but carry nothing any more; new ones work. */
  void silence() {
    links.forEach(link -> link.silent = true);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        link(listener.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void link(Socket browser) throws IOException {
    try {
      Link link = new Link(browser, new Socket(InetAddress.getLoopbackAddress(), to));
      links.add(link);
      start("relay-up", () -> link.carry(link.browser, link.server));
      start("relay-down", () -> link.carry(link.server, link.browser));
    } catch (IOException serverDown) {
      browser.close();
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private final class Link {
    final Socket browser;
    final Socket server;
    volatile boolean silent;

    Link(Socket browser, Socket server) {
      this.browser = browser;
      this.server = server;
    }

    void carry(Socket from, Socket to) {
      byte[] buffer = new byte[16 * 1024];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int n; (n = in.read(buffer)) >= 0; ) {
          if (!silent) out.write(buffer, 0, n);
        }
      } catch (IOException cut) {
        // Both directions end with the link.
      }
      if (!silent) close();
    }

    void close() {
      links.remove(this);
      try (browser;
          server) {
        // What a broken network does, and neither end's proper goodbye.
        browser.setSoLinger(true, 0);
      } catch (IOException gone) {
        // It was gone already.
      }
    }
  }
}
