package comettail.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Await;
import comettail.harness.LogWriter;
import comettail.line.Block;
import comettail.line.Cutter;
import comettail.line.LineFramer;
import comettail.line.SegmentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read on several threads is what one thread reads. */
final class ReadAheadTest {
  private static final int LOG_BYTES = 5 << 20; // 5 MiB

  @TempDir Path directory;
  private ExecutorService helpers;

  @BeforeEach
  void start() {
    helpers = Executors.newFixedThreadPool(3);
  }

  @AfterEach
  void stop() {
    helpers.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(ints = {Cutter.SLICE_BYTES, Cutter.SLICE_BYTES / 4, Cutter.SLICE_BYTES / 16})
  void allIsReadInOrderAndNoEventIsCutInTwo(int sliceBytes) throws IOException {
    long seed = System.nanoTime();
    String log = events(new Random(seed), 90, 2_000);
    Recorder recorder = new Recorder(sliceBytes);
    assertTrue(log.equals(read(log, recorder, helpers)), () -> "seed " + seed);
    assertTrue(recorder.threads.size() > 1, "threads: " + recorder.threads);
    assertTrue(recorder.blocks.stream().noneMatch(first -> first.startsWith(" ")));
  }

  @Test
  void whoHelpsLateOrNotAtAllIsNotWaitedFor() throws IOException {
    String log = events(new Random(7), 90, 2_000);
    assertTrue(log.equals(read(log, new Recorder(Cutter.SLICE_BYTES), late -> {})));
    Executor refusing =
        refused -> {
          throw new RejectedExecutionException();
        };
    assertTrue(log.equals(read(log, new Recorder(Cutter.SLICE_BYTES), refusing)));
  }

  @Test
  void whereEventsAreLongOneThreadReads() throws IOException {
    long seed = System.nanoTime();
    String log = events(new Random(seed), 40_000, 400_000);
    assertTrue(
        log.equals(read(log, new Recorder(Cutter.SLICE_BYTES), helpers)), () -> "seed " + seed);
  }

  @Test
  void oneLineAsLongAsTheLogIsRead() throws IOException {
    String log = "x".repeat(LOG_BYTES) + "\nlast\n";
    assertTrue(log.equals(read(log, new Recorder(Cutter.SLICE_BYTES), helpers)));
  }

  @Test
  void whatIsWrittenOverWhileItIsReadIsAGap() throws IOException {
    String log = events(new Random(7), 90, 2_000);
    Path path = directory.resolve("app.log");
    Files.writeString(path, log);
    Recorder recorder = new Recorder(Cutter.SLICE_BYTES);
    recorder.after(
        1 << 20,
        () -> Files.write(path, new byte[] {'!', '\n'}, StandardOpenOption.TRUNCATE_EXISTING));
    try (Tailing tailing = new Tailing(directory, true)) {
      CollectingReader reader = tailing.read("app.log", wanted(recorder, helpers));
      Await.until(Await.SOON, reader::isFinished, "the end");
      List<String> lines = reader.lines();
      assertEquals("(gap)", lines.get(lines.size() - 1));
      String read = String.join("\n", lines.subList(0, lines.size() - 1));
      assertTrue(log.startsWith(read), "something else was read");
      assertEquals(List.of("gap"), reader.events());
    }
  }

  private String read(String log, Cutter cutter, Executor executor) throws IOException {
    Files.writeString(directory.resolve("app.log"), log);
    try (Tailing tailing = new Tailing(directory, true)) {
      CollectingReader reader = tailing.read("app.log", wanted(cutter, executor));
      Await.until(Await.SOON, reader::isFinished, "the end");
      assertEquals(List.of(), reader.events());
      return text(reader);
    }
  }

  /** Returns the lines, with the pieces of each put together. */
  private static String text(CollectingReader reader) {
    return (String.join("\n", reader.lines()) + "\n").replace("~\n~", "");
  }

  private static Wanted wanted(Cutter cutter, Executor executor) {
    return new Wanted(new Start.FirstByte(), new End.Now(), false, true, cutter, executor);
  }

  /** Returns a log of events, each of some lines of which all but the first begin with a blank. */
  private static String events(Random random, int lineBytes, int eventBytes) {
    StringBuilder log = new StringBuilder();
    for (int n = 0; log.length() < LOG_BYTES; n++) {
      log.append(LogWriter.numbered(n)).append('\n');
      int length = random.nextInt(4) > 0 ? 0 : random.nextInt(eventBytes);
      for (int end = log.length() + length; log.length() < end; ) {
        log.append(' ').append("x".repeat(random.nextInt(lineBytes))).append('\n');
      }
    }
    return log.toString();
  }

  /** Cuts all lines, and remembers what it has cut and where. */
  private static final class Recorder implements Cutter {
    final Set<String> threads = ConcurrentHashMap.newKeySet();
    final Set<String> blocks = ConcurrentHashMap.newKeySet();
    private long trigger = Long.MAX_VALUE;
    private IoTask task = () -> {};
    private final int sliceBytes;

    Recorder(int sliceBytes) {
      this.sliceBytes = sliceBytes;
    }

    interface IoTask {
      void run() throws IOException;
    }

    void after(long offset, IoTask what) {
      trigger = offset;
      task = what;
    }

    @Override
    public Block cut(
        SegmentId segment,
        long offset,
        long at,
        byte[] bytes,
        int start,
        int end,
        LineFramer framer) {
      threads.add(Thread.currentThread().getName());
      if (end - start > sliceBytes / 2) blocks.add(new String(bytes, start, 1, UTF_8));
      if (offset >= trigger) meddle();
      return Block.of(segment, offset, at, bytes, start, end, framer);
    }

    private synchronized void meddle() {
      if (trigger == Long.MAX_VALUE) return;
      trigger = Long.MAX_VALUE;
      try {
        task.run();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public boolean goesOn(byte[] bytes, int start, int end) {
      return bytes[start] == ' ';
    }

    @Override
    public int sliceBytes() {
      return sliceBytes;
    }
  }
}
