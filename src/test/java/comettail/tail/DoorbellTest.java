package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.catalog.LogName;
import comettail.catalog.LogRoot;
import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.harness.Await;
import comettail.harness.LogWriter;
import comettail.line.LogCharset;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is rung at when something happens in a directory. No poll comes while a test runs. */
final class DoorbellTest {
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path directory;

  @Test
  void aLineInOneOfManyLogsMakesOnlyThatOneLook() throws IOException {
    try (Bells bells = new Bells(directory, 50)) {
      for (int line = 1; line <= 20; line++) {
        bells.write("log-07", 1);
        bells.awaitWakes(7, line);
      }
      List<Integer> others = bells.looks();
      others.remove(7);
      // Its first look, one when its directory was watched, and those for its own making.
      assertTrue(others.stream().allMatch(looks -> looks < 10), others::toString);
    }
  }

  @Test
  void aRotationOfOneOfManyLogsAndLateLinesInItsOldFileRing() throws IOException {
    try (Bells bells = new Bells(directory, 50);
        LogWriter log = LogWriter.to(directory.resolve("log-07"))) {
      LogWriter old = log.rotateKeeping("log-07.1");
      bells.awaitWakes(7, 1);
      old.lines(1);
      bells.awaitWakes(7, 2);
      old.close();
      log.lines(1);
      bells.awaitWakes(7, 3);
    }
  }

  /** Followed logs {@code log-00}, {@code log-01}, ... whose looks are counted. */
  private static final class Bells implements AutoCloseable {
    private final Path directory;
    private final Followers followers;
    private final List<AtomicInteger> looks = new ArrayList<>();
    private final List<AtomicInteger> wakes = new ArrayList<>();

    Bells(Path directory, int logs) throws IOException {
      this.directory = directory;
      this.followers = new Followers(new TailLimits(1 << 20, NEVER, Duration.ofMillis(2), true));
      LogRoot root = LogRoot.at(directory);
      for (int i = 0; i < logs; i++) {
        String name = "log-%02d".formatted(i);
        Files.createFile(directory.resolve(name));
        AtomicInteger looked = new AtomicInteger();
        AtomicInteger woken = new AtomicInteger();
        looks.add(looked);
        wakes.add(woken);
        LogSource source = counting(root.source(new LogName(name)), looked);
        followers.follow(
            source,
            LogCharset.UTF_8,
            new Start.FirstByte(),
            new End.Never(),
            true,
            woken::incrementAndGet);
      }
    }

    private static LogSource counting(LogSource source, AtomicInteger looks) {
      return (LogSource)
          Proxy.newProxyInstance(
              LogSource.class.getClassLoader(),
              new Class<?>[] {LogSource.class},
              (proxy, method, arguments) -> {
                if (method.getReturnType() == FileState.class) looks.incrementAndGet();
                try {
                  return method.invoke(source, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    List<Integer> looks() {
      return new ArrayList<>(looks.stream().map(AtomicInteger::get).toList());
    }

    void write(String name, int lines) throws IOException {
      try (LogWriter log = LogWriter.to(directory.resolve(name))) {
        log.lines(lines);
      }
    }

    void awaitWakes(int log, int count) {
      Await.until(Await.SOON, () -> wakes.get(log).get() >= count, "wake " + count);
    }

    @Override
    public void close() {
      followers.close();
    }
  }
}
