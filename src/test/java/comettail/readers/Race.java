package comettail.readers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures each row with each contestant, in turn, some rounds. Used by one thread at a time. */
final class Race {
  private final LoadProgram program;
  private final Timing timing;
  private final Results results = new Results();

  Race(LoadProgram program, Timing timing) {
    this.program = program;
    this.timing = timing;
  }

  Results run(List<Row> rows, List<Contestant> contestants, int rounds) throws IOException {
    for (int round = 1; round <= rounds; round++) {
      for (Row row : rows) {
        System.err.printf("round %d of %d: %s%n", round, rounds, row.title());
        for (Contestant contestant : contestants) {
          if (!row.isCatchingUp() && contestant.takes(row)) measure(row, contestant, round);
        }
      }
    }
    return results;
  }

  private void measure(Row row, Contestant contestant, int round) throws IOException {
    String name = row.id() + "-" + round;
    try (Service service = contestant.serve(row, name)) {
      Sample sample = program.follow(service, name, row.load().orElseThrow(), timing);
      if (sample.get("refused") > 0) {
        results.note(row, contestant.id(), "refused: " + (int) sample.get("refusedStatus"));
      } else {
        results.add(row, contestant.id(), sample);
      }
      System.err.println("  " + contestant.id() + " " + sample.numbers());
      removeLogs(service.directory(), name);
    }
  }

  private static void removeLogs(Path directory, String name) throws IOException {
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, name + "-*.log")) {
      for (Path log : logs) Files.delete(log);
    }
  }
}
