package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.LogWriter;
import comettail.harness.OnEveryServer;
import comettail.harness.Server;
import comettail.harness.StreamClient;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that come and go beside healthy ones, while the log grows.
 *
 * <p>With the usual pattern of non-blocking writes, Tomcat lets a client that leaves cut the stream
 * of another: 14 to 20 in 100 of those that had just begun.
 */
class ChurnIT {
  private static final Duration CHURN = Duration.ofSeconds(10);
  private static final Duration RELEASED = Duration.ofSeconds(30);
  private static final int LEAVERS = 60;
  private static final int MANY = 10_000; // a slow machine has not let go of all that have left
  private static final int LONG_READERS = 8;
  private static final int SHORT_READERS = 8;
  private static final int LINES_OF_A_SHORT_READER = 5;
  private static final List<String> FORMS = List.of("html", "text", "sse", "ndjson");

  @TempDir Path root;

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger read = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<String> cut = new ArrayList<>();

  @OnEveryServer
  void clientsThatLeaveHarmNobody(Server server) throws InterruptedException {
    try (LogWriter log = LogWriter.to(root.resolve("app.log"));
        Container container =
            server.container().root(root).set("comet.maxStreamsPerAddress", MANY).start()) {
      URI text = container.uri("tail?log=app.log&lines=0&format=text");
      long socketsBefore = container.footprint().sockets();
      URI whole = container.uri("tail?log=app.log&from=start&format=text");
      List<StreamClient> longReaders =
          Stream.generate(() -> StreamClient.get(whole)).limit(LONG_READERS).toList();
      long end = System.nanoTime() + CHURN.toNanos();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < LEAVERS; i++) {
        Random random = new Random(i);
        threads.add(thread(() -> comeAndGo(container, random, end)));
      }
      for (int i = 0; i < SHORT_READERS; i++) threads.add(thread(() -> readAndLeave(text, end)));
      Thread writer = thread(() -> write(log, threads));
      for (Thread thread : threads) thread.join();
      writer.join();

      if (failure.get() != null) throw new AssertionError("a client failed", failure.get());
      for (StreamClient reader : longReaders) {
        reader.awaitText(LogWriter.numbered(log.count()) + "\n");
        List<String> all =
            IntStream.rangeClosed(1, log.count()).mapToObj(LogWriter::numbered).toList();
        assertEquals(all, reader.lines());
        reader.close();
      }
      assertTrue(opened.get() > 500 && read.get() > 50, opened + " opened, " + read + " read");
      assertEquals(List.of(), cut, cut.size() + " of " + read + " healthy streams were cut");
      Await.until(
          RELEASED,
          () -> {
            log.lines(1); // a client that has gone is found when it is written to
            return container.footprint().sockets() <= socketsBefore;
          },
          () -> container.footprint().sockets() + " sockets, before: " + socketsBefore);
      Await.until(
          RELEASED,
          () -> {
            log.lines(1); // for those that the container accepts only now
            return container.reachable("comettail.web.Pump") == 0;
          },
          () -> container.reachable("comettail.web.Pump") + " streams are held");
      List<String> complaints = container.complaints();
      assertEquals(List.of(), complaints.stream().filter(line -> !isOfOneThatLeft(line)).toList());
    }
  }

  /**
   * NOTE: where a client leaves at a certain moment Tomcat finds its request in a state that it did
   * not expect, and says so. Nobody else notices.
   */
  private static boolean isOfOneThatLeft(String complaint) {
    return complaint.contains("ConnectionHandler.process Error reading request, ignored")
        || complaint.contains("[asyncPostProcess()] is not valid for a request with Async state");
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "churn");
    thread.setUncaughtExceptionHandler((t, e) -> failure.compareAndSet(null, e));
    thread.start();
    return thread;
  }

  /** Appends a line every few milliseconds for as long as there are clients that come and go. */
  private static void write(LogWriter log, List<Thread> clients) {
    while (clients.stream().anyMatch(Thread::isAlive)) {
      log.lines(1);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  /**
   * Connects, reads for up to 60 ms, and leaves by RST, by half-close or by FIN, again and again.
   */
  private void comeAndGo(Container container, Random random, long end) {
    while (System.nanoTime() < end) {
      String form = FORMS.get(random.nextInt(FORMS.size()));
      String target = container.uri("tail?log=app.log&format=" + form).getRawSchemeSpecificPart();
      try (Socket socket = new Socket("127.0.0.1", container.port())) {
        String path = target.substring(target.indexOf('/', 2));
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        opened.incrementAndGet();
        readFor(socket, random.nextInt(60));
        int way = random.nextInt(3);
        if (way == 0) socket.setSoLinger(true, 0);
        if (way == 1) {
          socket.shutdownOutput();
          readFor(socket, random.nextInt(60));
        }
      } catch (IOException e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  private static void readFor(Socket socket, int millis) throws IOException {
    long end = System.nanoTime() + millis * 1_000_000L;
    byte[] bytes = new byte[4096];
    for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      socket.setSoTimeout((int) left);
      try {
        if (socket.getInputStream().read(bytes) < 0) return;
      } catch (SocketTimeoutException longEnough) {
        return;
      }
    }
  }

  /** Reads a few lines as they are written, which nobody may cut, and leaves; again and again. */
  private void readAndLeave(URI text, long end) {
    while (System.nanoTime() < end) {
      try (StreamClient client = StreamClient.start(text.getPort(), "GET " + path(text))) {
        client.await(
            Await.SOON,
            c -> c.end() != null || c.lines().size() >= LINES_OF_A_SHORT_READER,
            "a few lines");
        read.incrementAndGet();
        if (client.end() != null) {
          synchronized (cut) {
            cut.add(client.toString());
          }
        }
      }
    }
  }

  private static String path(URI uri) {
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }
}
