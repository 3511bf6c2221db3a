package comettail.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import comettail.harness.Await;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many who ask cost one walk, and nobody gets an old listing for long. */
final class SharedListingTest {
  private final AtomicInteger walks = new AtomicInteger();

  @Test
  void thoseWhoAskWhileOneIsMadeGetThatOne() throws Exception {
    CountDownLatch asked = new CountDownLatch(8);
    SharedListing shared =
        new SharedListing(
            () -> {
              asked.await();
              return listing();
            });
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try {
      List<Future<Listing>> answers =
          Stream.generate(
                  () ->
                      clients.submit(
                          () -> {
                            asked.countDown();
                            return shared.list();
                          }))
              .limit(8)
              .toList();
      Listing first = answers.get(0).get();
      for (Future<Listing> answer : answers) assertSame(first, answer.get());
      assertEquals(1, walks.get());
    } finally {
      clients.shutdown();
    }
  }

  @Test
  void aListingIsMadeAnewWhenItIsOld() throws IOException {
    SharedListing shared = new SharedListing(this::listing);
    Listing first = shared.list();
    Await.until(Await.SOON, () -> shared.list() != first, "another listing");
  }

  @Test
  void aFailureIsNotKept() throws IOException {
    SharedListing shared =
        new SharedListing(
            () -> {
              if (walks.getAndIncrement() == 0) throw new IOException("a disk error");
              return listing();
            });
    assertThrows(IOException.class, shared::list);
    Await.until(Await.SOON, () -> succeeds(shared), "a listing after a failure");
  }

  private static boolean succeeds(SharedListing shared) {
    try {
      return shared.list() != null;
    } catch (IOException stillFailing) {
      return false;
    }
  }

  private Listing listing() {
    walks.incrementAndGet();
    return new Listing(List.of(), false);
  }
}
