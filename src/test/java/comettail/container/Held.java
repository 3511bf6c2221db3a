package comettail.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.Container;
import comettail.harness.Footprint;
import java.time.Duration;
import java.util.List;

/** What a server holds when nobody reads. Immutable. */
record Held(List<String> cometThreads, int handles, long heapBytes) {
  private static final Duration TO_REST = Duration.ofSeconds(60);
  private static final int MOST_FILES = 1 + 8; // the current one, and those that may get late lines

  /*
   * What may be held more: caches of the container and the JVM, and the log's newest blocks with
   * what each form made of them, which are larger after a burst. All of it has a bound; a stream
   * that is held is found by its class.
   */
  private static final int MORE_HANDLES = 12;
  private static final long MORE_HEAP_BYTES = 16 << 20;

  /**
   * Looks at a server that was read from, once all is over: no stream and no lease is left, of the
   * log only the current file is open and the few that may get late lines, and no thread of the
   * application is at work or waits within it.
   */
  static Held atRest(Container container, SoakLog log) {
    for (String held : List.of("comettail.web.Pump", "comettail.tail.Lease")) {
      Await.until(
          TO_REST,
          () -> {
            log.lines(1); // a reader of text who has gone is found when it is written to
            return container.reachable(held) == 0;
          },
          () -> container.reachable(held) + " are left of " + held);
    }
    Await.until(
        TO_REST,
        () -> filesOf(log, container).size() <= MOST_FILES,
        () -> "still held: " + filesOf(log, container));
    Await.until(
        TO_REST,
        () -> container.threadDump().stream().noneMatch(Held::isAtWork),
        () -> "at work: " + container.threadDump().stream().filter(Held::isAtWork).toList());
    Footprint footprint = container.footprint();
    return new Held(
        footprint.threads("comet"), footprint.files().size(), container.reachableBytes());
  }

  private static List<String> filesOf(SoakLog log, Container container) {
    return container.footprint().filesUnder(log.directory());
  }

  /** Returns whether a thread of ours, but for the one that waits for the watch, is in our code. */
  private static boolean isAtWork(String stack) {
    if (!stack.startsWith("\"comet-")) return false;
    boolean within = stack.contains("at comettail.") && !stack.startsWith("\"comet-watch");
    return within || stack.contains("State: BLOCKED");
  }

  /** Fails if it is more than at first, but for what containers and the JVM keep. */
  void assertNoMoreThan(Held atFirst) {
    assertEquals(atFirst.cometThreads, cometThreads);
    assertTrue(handles <= atFirst.handles + MORE_HANDLES, this + " after " + atFirst);
    assertTrue(heapBytes <= atFirst.heapBytes + MORE_HEAP_BYTES, this + " after " + atFirst);
  }
}
