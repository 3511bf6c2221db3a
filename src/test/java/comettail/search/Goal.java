package comettail.search;

import java.util.Optional;

/** What Comet Tail is to reach in a row. */
enum Goal {
  NONE("–"),
  AS_QUICK("≤ 1 × grep's time") {
    @Override
    Optional<Boolean> isReached(Cell ours, Cell grep, long bytes) {
      if (!ours.isMeasured() || !grep.isMeasured()) return Optional.empty();
      return Optional.of(ours.seconds() <= grep.seconds());
    }
  },
  A_CORE("≥ 100 MB/s a core") {
    @Override
    Optional<Boolean> isReached(Cell ours, Cell grep, long bytes) {
      if (!ours.isMeasured()) return Optional.empty();
      return Optional.of(bytes / ours.busySeconds() >= LEAST_A_CORE);
    }
  };

  private static final double LEAST_A_CORE = 100e6;

  private final String words;

  Goal(String words) {
    this.words = words;
  }

  /** Whether a cell of a row about so many bytes reaches it; empty if that can't be told. */
  Optional<Boolean> isReached(Cell ours, Cell grep, long bytes) {
    return Optional.empty();
  }

  @Override
  public String toString() {
    return words;
  }
}
