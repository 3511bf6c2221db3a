package comettail.search;

import java.io.IOException;
import java.util.List;

/** Has each row answered by each contestant, in turn, some rounds. Used by one thread at a time. */
final class Race {
  /** So often it is not faster than before, by so much: then it is warm. */
  private static final int NOT_FASTER = 3;

  private static final double FASTER = 0.97;
  private static final double LEAST_WARM_SECONDS = 3; // what takes a millisecond is compiled late
  private static final double MOST_WARM_SECONDS = 120;

  private final Logs logs;
  private final List<Contestant> contestants;
  private final SearchOptions options;
  private final Results results = new Results();

  Race(Logs logs, List<Contestant> contestants, SearchOptions options) {
    this.logs = logs;
    this.contestants = contestants;
    this.options = options;
  }

  Results run() throws IOException {
    for (Contestant contestant : contestants) {
      if (contestant.isOurs()) warmUp(contestant);
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (Row row : options.rows()) {
        System.err.printf("round %d of %d: %s%n", round, options.rounds(), row.title());
        for (Contestant contestant : contestants) take(row, contestant);
      }
    }
    return results;
  }

  private void warmUp(Contestant contestant) throws IOException {
    for (Row row : options.rows()) {
      System.err.println("warming up " + contestant.title() + ": " + row.title());
      warmUp(row, contestant);
    }
  }

  private void warmUp(Row row, Contestant contestant) throws IOException {
    double total = 0;
    double best = Double.MAX_VALUE;
    int notFaster = 0;
    while (total < MOST_WARM_SECONDS && (notFaster < NOT_FASTER || total < LEAST_WARM_SECONDS)) {
      Run run = contestant.run(row, logs);
      if (!run.fault().isEmpty()) return;
      results.addFirst(row, contestant, run.seconds());
      notFaster = run.seconds() < FASTER * best ? 0 : notFaster + 1;
      best = Math.min(best, run.seconds());
      total += run.seconds();
    }
  }

  private void take(Row row, Contestant contestant) throws IOException {
    if (!contestant.takes(row) || results.isNoted(row, contestant)) return;
    if (contestant.absence().isPresent()) {
      results.note(row, contestant, contestant.absence().get());
      return;
    }
    Run run = contestant.run(row, logs);
    System.err.println("  " + contestant.id() + " " + run);
    results.add(row, contestant, run);
  }
}
