package comettail.resources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Thousands of HTTP readers on one thread, which count what they get and keep nothing of it. */
final class ManyReaders implements AutoCloseable {
  private final Selector selector;
  private final Thread thread = new Thread(this::run, "many-readers");
  private final AtomicInteger answered = new AtomicInteger(); // readers with a first byte
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  ManyReaders() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.start();
  }

  /** Opens one more stream. Used by one thread at a time. */
  void open(URI uri) {
    String target = uri.getRawPath() + "?" + uri.getRawQuery();
    String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try {
      SocketChannel socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", uri.getPort()));
      socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      socket.configureBlocking(false);
      socket.register(selector, SelectionKey.OP_READ, Boolean.FALSE);
      selector.wakeup();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many streams have begun. Any thread. */
  int answered() {
    return answered.get();
  }

  /** Returns how many streams have ended. Any thread. */
  int ended() {
    return ended.get();
  }

  /** Returns how many bytes have come. Any thread. */
  long bytes() {
    return bytes.get();
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    try {
      while (selector.isOpen()) selector.select(key -> read(key, buffer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(SelectionKey key, ByteBuffer buffer) {
    int n;
    try {
      n = ((SocketChannel) key.channel()).read(buffer.clear());
    } catch (IOException cut) {
      n = -1;
    }
    if (n < 0) {
      key.cancel();
      ended.incrementAndGet();
    } else {
      bytes.addAndGet(n);
      if (key.attach(Boolean.TRUE) == Boolean.FALSE) answered.incrementAndGet();
    }
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) key.channel().close();
      selector.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
