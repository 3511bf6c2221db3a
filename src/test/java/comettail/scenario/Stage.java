package comettail.scenario;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;

/**
 * Where a scenario plays: a directory of its own with the log in it, and the ledger of what was
 * written. The log has a first line, so that everybody can be seen to follow it before the scenario
 * begins. Used by one thread at a time, but for the ledger.
 */
final class Stage {
  private static final Duration MOST_PATIENCE = Duration.ofMillis(2_500);

  private final Path log;
  private final Path workshop;
  private final int lines;
  private final Random random;
  private final Ledger ledger;
  private Delivery delivery;

  /**
   * Makes the log with its first line.
   *
   * @param log the log's first file
   * @param workshop a directory for what is not the log's
   * @param lines about how many lines to write
   */
  Stage(Path log, Path workshop, Wording wording, int lines, Random random) throws IOException {
    this.log = log;
    this.workshop = Files.createDirectories(workshop);
    this.lines = lines;
    this.random = random;
    this.ledger = new Ledger(wording);
    Files.createDirectories(log.getParent());
    try (LogHandle handle = open()) {
      handle.lines(1);
    }
  }

  /** Says that somebody follows the log. */
  void isFollowedBy(Delivery delivery) {
    this.delivery = delivery;
  }

  /**
   * Leaves the log alone until everybody has looked, and for a while longer if not all that was
   * written is delivered by then: the machine may be busy.
   */
  void letAllLook() throws InterruptedException {
    int written = ledger.count();
    Pause.FOR_ALL_TO_LOOK.take();
    delivery.reaches(written, MOST_PATIENCE);
  }

  Ledger ledger() {
    return ledger;
  }

  /** About how many lines the scenario is to write. */
  int lines() {
    return lines;
  }

  /** The log's first file. */
  Path log() {
    return log;
  }

  /** A file or directory beside the log's. */
  Path beside(String name) {
    return log.resolveSibling(name);
  }

  /** A directory for what is not the log's, out of sight of who follows it. */
  Path workshop() {
    return workshop;
  }

  /** Opens the log to append to it, and makes it if need be. */
  LogHandle open() throws IOException {
    return open(log);
  }

  /** Opens another file than the log's to append to it, and makes it if need be. */
  LogHandle open(Path path) throws IOException {
    return LogHandle.appending(path, ledger, random);
  }

  /** Opens the log, which is there, to append to it. */
  LogHandle openExisting() throws IOException {
    return LogHandle.appendingToExisting(log, ledger, random);
  }

  /** Opens the log to go on at its end, wherever that is later on. */
  LogHandle openAtFixedPlace() throws IOException {
    return LogHandle.atFixedPlace(log, ledger, random);
  }

  /** Renames the log to {@code app.log.1}, and the older files to the numbers after theirs. */
  void rename() throws IOException {
    shift(1);
    Files.move(log, numbered(1));
  }

  /** Copies the log to {@code app.log.1}, and truncates it. */
  void copyAndTruncate() throws IOException {
    shift(1);
    Files.copy(log, numbered(1));
    truncate();
  }

  /** Cuts the log to nothing, through a handle that is not the program's. */
  void truncate() throws IOException {
    try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
      file.truncate(0);
    }
  }

  /** Lets the log's name stand for another file, or link, in one step. */
  void replaceBy(Path replacement) throws IOException {
    Files.move(replacement, log, StandardCopyOption.ATOMIC_MOVE);
  }

  private void shift(int number) throws IOException {
    if (!Files.exists(numbered(number))) return;
    shift(number + 1);
    Files.move(numbered(number), numbered(number + 1));
  }

  private Path numbered(int number) {
    return beside(log.getFileName() + "." + number);
  }
}
