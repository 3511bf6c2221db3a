package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Container;
import comettail.harness.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Readers that join, leave, stall and come back at random, in every form, while their log is
 * written, rotated, compressed and truncated: each has every line once and in order, and in the end
 * the server holds what it held at the start.
 *
 * <p>It takes two minutes on both containers together, or so many seconds as {@code
 * -Dcomet.soakSeconds=600} says; {@code -Dcomet.soakSeed=N} makes the same choices again.
 */
class SoakIT {
  private static final int ROUNDS = 3;
  private static final Duration A_ROUND =
      Duration.ofSeconds(Integer.getInteger("comet.soakSeconds", 120)).dividedBy(2 * ROUNDS);
  private static final Duration WRITE_TIME_OUT = Duration.ofSeconds(5);
  private static final Duration TO_CATCH_UP = Duration.ofMinutes(3);

  private static final List<String> FORMS = List.of("html", "text", "sse", "ndjson");
  private static final int CLIENTS = 100;
  private static final int CLIENTS_TO_ONE_THAT_STAYS = 5; // so each form has some that stay

  @TempDir Path root;

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"JETTY", "TOMCAT11"})
  void everyReaderHasEveryLineOnceAndNothingIsHeldAtTheEnd(Server server) {
    long seed = Long.getLong("comet.soakSeed", System.nanoTime());
    System.out.println("soak seed " + seed + ", " + server);
    try (Container container = server.container().root(root).set("comet.heartbeatSeconds", 1)) {
      // Jetty's own: else the kernel holds megabytes for a reader that has stopped, and hides it;
      // and those that stop for longer are to be cut off.
      container.set("jetty.http.acceptedSendBufferSize", 64 * 1024);
      container.set("jetty.http.idleTimeout", WRITE_TIME_OUT.toMillis()).start();
      Random random = new Random(seed);
      SoakLog log = new SoakLog(root, "app.log", new Random(random.nextLong()));
      Held atFirst = null;
      for (int round = 1; round <= ROUNDS; round++) {
        play(container, log, random);
        Held held = Held.atRest(container, log);
        System.out.println("  round " + round + ": " + held);
        if (atFirst == null) atFirst = held;
        else held.assertNoMoreThan(atFirst);
      }
      assertEquals(List.of(), container.complaints(), () -> "seed " + seed);
    } catch (AssertionError failed) {
      throw new AssertionError("with -Dcomet.soakSeed=" + seed + " on " + server, failed);
    }
  }

  /** Has the log written and read, until every reader has its last line. */
  private static void play(Container container, SoakLog log, Random random) {
    log.begin();
    List<SoakClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String form = FORMS.get(i % FORMS.size());
      boolean stays = i % CLIENTS_TO_ONE_THAT_STAYS == 0;
      Random own = new Random(random.nextLong());
      clients.add(new SoakClient(log, form, stays, container::uri, own));
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> ends = new ArrayList<>();
      ends.add(threads.submit(() -> log.write(A_ROUND)));
      for (SoakClient client : clients) ends.add(threads.submit(client));
      for (Future<?> end : ends) {
        end.get(A_ROUND.plus(TO_CATCH_UP).toSeconds(), TimeUnit.SECONDS);
      }
    } catch (ExecutionException failed) {
      throw new AssertionError("of " + log, failed.getCause());
    } catch (InterruptedException | TimeoutException late) {
      throw new AssertionError("not every reader has the last line of " + log, late);
    } finally {
      threads.shutdownNow();
    }
    int streams = clients.stream().mapToInt(SoakClient::streams).sum();
    int stalls = clients.stream().mapToInt(SoakClient::stalls).sum();
    int cuts = clients.stream().mapToInt(SoakClient::cuts).sum();
    System.out.printf(
        "  %d lines, %d streams, %d stalls, %d of them cut off%n",
        log.last(), streams, stalls, cuts);
    assertTrue(streams > CLIENTS && stalls > 0, "nobody came back, or nobody stalled");
  }
}
