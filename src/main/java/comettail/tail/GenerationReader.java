package comettail.tail;

import comettail.file.FileId;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.Position;
import comettail.line.TailEvent.Kind;
import comettail.tail.Beside.Found;
import comettail.tail.Generation.TruncatedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads a log's generations and publishes what is new in them; one whose file was cut short goes on
 * anew, after what it had that was not read. Call from the follower's thread.
 */
final class GenerationReader {
  private static final String COPIED = "The log was truncated; a copy of what it held goes on.";
  private static final String ANEW = "The log was truncated; it goes on from its new start.";

  private final LogSource source;
  private final LineFramer framer;
  private final TailLimits limits;
  private final Generations generations;
  private final Recovery recovery;
  private final JournalWriter writer;
  private final FailureLog failures;

  private int
      epoch; // of what is opened next; begins anywhere, so that no two servers' are the same
  private FileId copiesAfter; // later copies may hold what was never read; null for none
  private FileTime directoryChanged; // the log's directory at the last look, or null
  private long directoryChangedNanos; // since when it has been like that

  GenerationReader(
      LogSource source,
      LineFramer framer,
      TailLimits limits,
      Generations generations,
      Recovery recovery,
      JournalWriter writer,
      FailureLog failures) {
    this.source = source;
    this.framer = framer;
    this.limits = limits;
    this.generations = generations;
    this.recovery = recovery;
    this.writer = writer;
    this.failures = failures;
    this.epoch = ThreadLocalRandom.current().nextInt(Position.MAX_EPOCH);
  }

  /** Returns the epoch of what is opened next. */
  int epoch() {
    return epoch;
  }

  /** Says that copies of the log are those of the file {@code current} from now on. */
  void copiesAreOf(FileId current) {
    copiesAfter = current;
  }

  /** Reads every generation, and returns whether one has more than a look takes. */
  boolean readAll(long now) throws IOException {
    List<Generation> oldestFirst = generations.oldestFirst();
    long[] sizes = new long[oldestFirst.size()];
    for (int i = sizes.length - 1; i >= 0; i--) sizes[i] = sizeOf(oldestFirst.get(i));
    boolean more = false;
    for (int i = 0; i < sizes.length; i++) more |= readOrGiveUp(oldestFirst.get(i), sizes[i], now);
    return more;
  }

  long sizeOf(Generation generation) {
    try {
      return generation.openFile().size();
    } catch (IOException diskFailed) {
      return Long.MAX_VALUE; // reading it fails as well, and is dealt with there
    }
  }

  /**
   * Reads {@code generation}; if that fails the others go on, and its file is closed. The current
   * one is opened anew at the next look.
   */
  boolean readOrGiveUp(Generation generation, long limit, long now) {
    try {
      return read(generation, limit, now);
    } catch (IOException diskFailed) {
      failures.log(diskFailed);
      retire(generation);
      return false;
    }
  }

  /**
   * Reads {@code generation} as far as {@code limit}, and returns whether a look's bound came
   * first.
   */
  private boolean read(Generation generation, long limit, long now) throws IOException {
    try {
      boolean current = generation == generations.current();
      generation.checkHead();
      if (current && hasLongerCopy(generation, now)) throw new TruncatedException();
      for (long bytes = 0; bytes < limits.maxLookBytes(); bytes += Generation.CHUNK_BYTES) {
        boolean unread = generation.end() == 0;
        long lineAt = writer.lineAt(generation);
        Block block = generation.next(lineAt, limit, framer, now);
        if (block == null) return false;
        if (current && unread && readCopiesBefore(generation, now)) continue;
        if (block.start() != block.end()) writer.add(generation, block); // else it is a hole
        if (generation.end() >= limit) return false;
      }
      return true;
    } catch (TruncatedException truncated) {
      // An old file that is cut short has nothing more for the log.
      if (generation == generations.current()) startAnew(generation, now);
      else retire(generation);
      return true;
    }
  }

  /**
   * Returns whether a copy beside the log proves that the current generation's file was truncated,
   * although it reads as it did. A copy changes the directory when it is begun, and it is whole
   * soon after; so a look at that is enough mostly. Of what nothing was read a copy is told when it
   * is read, and must not be taken for an earlier one's here.
   */
  private boolean hasLongerCopy(Generation current, long now) {
    if (current.end() == 0) return false;
    try {
      FileTime changed = Files.getLastModifiedTime(source.directory());
      if (!changed.equals(directoryChanged)) directoryChangedNanos = now;
      else if (now - directoryChangedNanos > limits.copiedAfterNanos()) return false;
      directoryChanged = changed;
      return recovery.hasLongerCopy(current);
    } catch (IOException noDirectory) {
      return false;
    }
  }

  /**
   * Goes on with the file of {@code old}, the current generation, which was cut short or written
   * over, from its first byte; before that with its unread end, if somebody made a copy before it
   * was cut.
   */
  private void startAnew(Generation old, long now) {
    Found copy = copyOf(old);
    SegmentFile file = old.release();
    Generation anew = Generation.fromNewStart(file, nextEpoch(), now);
    if (copy != null && copy.file() != null) {
      old.goOnIn(copy.file(), now);
      generations.makeCurrent(anew);
      readToEnd(old, now);
    } else {
      generations.replace(old, anew);
      if (copy != null) writer.begin(copy.compressed(), old.end());
    }
    copiesAfter = copy == null ? null : copy.sibling().state().id();
    readCopiesOf(anew, now);
    if (copy == null) copiesAfter = file.id(); // what is beside it now is known to be none
    writer.tell(Kind.TRUNCATED, ANEW, anew);
    writer.begin(anew, 0);
  }

  private int nextEpoch() {
    epoch = epoch == Position.MAX_EPOCH ? 0 : epoch + 1;
    return epoch;
  }

  private Found copyOf(Generation truncated) {
    try {
      return recovery.copyOf(truncated, generations.known());
    } catch (IOException noCopies) {
      failures.log(noCopies);
      return null;
    }
  }

  /**
   * Reads copies of what {@code current}'s file held before its first byte of now, of which nothing
   * was read.
   */
  void readCopiesOf(Generation current, long now) {
    readCopies(copiesSince(current), now);
  }

  /**
   * Does so before the first bytes of {@code current}, which were read but not published, and
   * returns whether there are any; these bytes are read again then. They are asked for only now,
   * since a truncation before these were read would have passed unnoticed.
   */
  private boolean readCopiesBefore(Generation current, long now) {
    List<Found> copies = copiesSince(current);
    if (copies.isEmpty()) return false;
    current.rewind();
    readCopies(copies, now);
    return true;
  }

  private List<Found> copiesSince(Generation current) {
    try {
      return recovery.copiesSince(copiesAfter, current, generations.known());
    } catch (IOException noCopies) {
      failures.log(noCopies);
      return List.of();
    }
  }

  private void readCopies(List<Found> copies, long now) {
    readMissed(copies, Kind.TRUNCATED, COPIED, now);
  }

  private void readToEnd(Generation old, long now) {
    while (readOrGiveUp(old, Long.MAX_VALUE, now) && old.openFile() != null) {}
  }

  /** Reads files that nobody saw when the log's name stood for them, telling each. */
  void readMissed(List<Found> missed, Kind kind, String sentence, long now) {
    for (Found found : missed) {
      if (found.file() == null) {
        writer.tell(kind, sentence, null);
        writer.begin(found.compressed(), 0);
        continue;
      }
      Generation generation = Generation.fromStart(found.file(), epoch, now);
      generations.addOld(generation);
      writer.tell(kind, sentence, generation);
      writer.begin(generation, 0);
      readToEnd(generation, now);
    }
  }

  /** Closes {@code generation}, after its unfinished line. */
  void retire(Generation generation) {
    writer.sealEndOf(generation);
    generations.close(generation);
  }
}
