package comettail.readers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Measures each row with each contestant, in turn, some rounds. Used by one thread at a time. */
final class Race {
  private static final int READS_TO_GET_WARM = 3;
  private static final Load BEFORE_REST = Load.of(200, 1_000);

  private final LoadProgram program;
  private final Timing timing;
  private final Path root;
  private final Results results = new Results();
  private Optional<BigLog> bigLog = Optional.empty();

  Race(LoadProgram program, Timing timing, Path root) {
    this.program = program;
    this.timing = timing;
    this.root = root;
  }

  Results run(List<Row> rows, List<Contestant> contestants, int rounds) throws IOException {
    for (Contestant contestant : contestants) {
      if (contestant.isOurs()) warmUp(rows, contestant);
    }
    for (int round = 1; round <= rounds; round++) {
      for (Row row : rows) {
        System.err.printf("round %d of %d: %s%n", round, rounds, row.title());
        for (Contestant contestant : contestants) take(row, contestant, round);
      }
    }
    return results;
  }

  /** Lets a JVM compile what the rows need, each kind of row once. */
  private void warmUp(List<Row> rows, Contestant contestant) throws IOException {
    System.err.println("warming up " + contestant.title());
    Set<String> kinds = new HashSet<>();
    for (Row row : rows) {
      if (!kinds.add(row.kind())) continue;
      if (row.isCatchingUp()) {
        for (int i = 0; i < READS_TO_GET_WARM; i++) readWhole(row, contestant);
      } else if (!row.isAtRest())
        follow(row, contestant, "warm-" + row.id(), row.toGetWarm(), row.timingToGetWarm());
    }
  }

  private void take(Row row, Contestant contestant, int round) throws IOException {
    if (!contestant.takes(row)) return;
    if (contestant.absence().isPresent()) {
      results.note(row, contestant.id(), contestant.absence().get());
      return;
    }
    boolean once = row.isAtRest() || row.isPoint(); // they take their time
    if (once && round > 1) return;
    Sample sample;
    try {
      sample = measure(row, contestant, row.id() + "-" + round);
    } catch (IOException failed) {
      if (contestant.isOurs()) throw failed;
      results.note(row, contestant.id(), "failed");
      return;
    }
    System.err.println("  " + contestant.id() + " " + sample.numbers());
    if (sample.get("refused") > 0) {
      results.note(row, contestant.id(), "refused: %.0f".formatted(sample.get("refusedStatus")));
    } else {
      results.add(row, contestant.id(), sample);
    }
  }

  private Sample measure(Row row, Contestant contestant, String name) throws IOException {
    if (row.isCatchingUp()) return readWhole(row, contestant);
    if (row.isAtRest()) return rest(row, contestant, name);
    Load load = row.load().orElseThrow();
    Timing longer = load.stalled() > 0 ? timing.ofStalled() : timing;
    return follow(row, contestant, name, load, row.isPoint() ? timing.ofPoint() : longer);
  }

  private Sample follow(Row row, Contestant contestant, String name, Load load, Timing timing)
      throws IOException {
    Path directory;
    Sample sample;
    try (Service service = contestant.serve(row, name)) {
      directory = service.directory();
      sample = program.follow(service, name, load, timing);
    }
    removeLogs(directory, name);
    return sample;
  }

  private Sample rest(Row row, Contestant contestant, String name) throws IOException {
    try (Service service = contestant.serve(row, name)) {
      program.follow(service, name + "-warm", BEFORE_REST, Timing.BEFORE_REST);
      Sample sample = program.rest(service, name, row.load().orElseThrow());
      removeLogs(service.directory(), name);
      return sample;
    }
  }

  private Sample readWhole(Row row, Contestant contestant) throws IOException {
    if (bigLog.isEmpty()) bigLog = Optional.of(BigLog.write(root.resolve("big.log")));
    boolean counts = !row.isPlain();
    try (Service service = contestant.serve(row, BigLog.NAME)) {
      bigLog.get().linkInto(service.directory());
      return bigLog.get().judged(program.readWhole(service, counts), counts);
    }
  }

  private static void removeLogs(Path directory, String name) throws IOException {
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, name + "-*.log")) {
      for (Path log : logs) Files.delete(log);
    }
  }
}
