package comettail.tail;

import comettail.file.FileId;
import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.NotRegularFileException;
import comettail.file.SegmentFile;
import comettail.line.LineFramer;
import comettail.line.TailEvent.Kind;
import comettail.tail.Beginning.Older;
import comettail.tail.Beside.Found;
import comettail.tail.Recovery.UnfinishedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Goes from file to file as a log's name does, and puts what they hold into the journal. Call from
 * the follower's thread.
 */
final class Succession {
  /*
   * One look:
   *
   *   what does the name stand for? ──► sizes of all generations, newest first
   *         │                                   │
   *         │                                   ▼
   *         │                 read all generations, oldest first, each up to its size
   *         ▼
   *   another file?  ── open it, read the old one once more, say "rotated", read the new one
   *   no file?       ── say "vanished", keep the old one open
   *         │
   *         ▼
   *   close old generations that are quiet, seal an unfinished line that is quiet, wake the readers
   *
   * Where the watch says that the file has grown, and no other is open, it is read and its lines are
   * handed out before all that.
   *
   * The sizes are taken newest first and read oldest first, so that a line of the new file is never
   * delivered before a line that was written to the old one earlier. What happened between two
   * looks is for Recovery to find out.
   */
  private static final String ROTATED = "The log was rotated; a new file goes on.";
  private static final String VANISHED = "The log has vanished; waiting for it to come back.";

  // Final configuration.
  private final LogSource source;
  private final LineFramer framer;
  private final TailLimits limits;
  private final Journal journal;
  private final LongSupplier needed;

  // Owned by the follower's thread.
  private final Generations generations;
  private final Recovery recovery;
  private final JournalWriter writer;
  private final GenerationReader reader;
  private final Trouble trouble;
  private final FailureLog failures;
  private FileId lastFile; // of the last current generation, closed perhaps; null before the first
  private FileState seen; // the current file at the last look
  private boolean settled; // at the last look it was as at the one before
  private boolean opened; // what there was at first is in the journal
  private long rotatingNanos; // since when a rotation goes on that is to be waited for, or 0

  /**
   * @param journal where everything goes that is read
   * @param needed tells the lowest stream offset that somebody still has to read
   */
  Succession(
      LogSource source,
      LineFramer framer,
      TailLimits limits,
      Journal journal,
      Archive archive,
      LongSupplier needed,
      FailureLog failures) {
    this.source = source;
    this.framer = framer;
    this.limits = limits;
    this.journal = journal;
    this.needed = needed;
    this.failures = failures;
    this.generations = new Generations(limits);
    this.recovery = new Recovery(source, archive);
    this.writer = new JournalWriter(journal);
    this.reader =
        new GenerationReader(source, framer, limits, generations, recovery, writer, failures);
    this.trouble = new Trouble(writer, limits.vanishedAfterNanos());
  }

  /** Returns whether what there was at first is in the journal, so that readers can begin. */
  boolean hasBegun() {
    return opened;
  }

  /** Returns whether a look is due soon although nothing may change. */
  boolean isUnsettled() {
    return writer.hasUnfinishedLine() || rotatingNanos != 0 || !opened;
  }

  /** Returns how many blocks were read so far. */
  long blocks() {
    return writer.blocks();
  }

  /** Closes every file; nothing may be called after it. */
  void close() {
    generations.closeAll();
  }

  /**
   * Reads on in the current file if no other is open, and knows nothing yet of what its name stands
   * for; {@link #look} has to follow. Returns whether it has.
   */
  boolean readOn(long now) {
    Generation current = generations.current();
    if (!opened || current == null || generations.hasOld()) return false;
    reader.readOrGiveUp(current, reader.sizeOf(current), now);
    return true;
  }

  /**
   * Looks once, and returns whether there is more to read than one look takes.
   *
   * @param hasReadOn whether the current file has just been read on in
   */
  boolean look(long now, boolean hasReadOn) throws IOException {
    FileState state = null;
    Kind missing = null;
    String why = "";
    try {
      state = source.look();
    } catch (NoSuchFileException gone) {
      missing = opened ? Kind.VANISHED : Kind.WAITING;
      why = opened ? VANISHED : "Waiting for the log.";
    } catch (NotRegularFileException other) {
      missing = Kind.VANISHED;
      why = "The log's name stands for something that is not a regular file; waiting for the log.";
    } catch (AccessDeniedException denied) {
      missing = Kind.UNREADABLE;
      why = "The server may not look at the log now; waiting until it may.";
    } catch (IOException untold) {
      missing = Kind.VANISHED;
      why = "The log's name can't be resolved; waiting for the log.";
    }

    boolean more = false;
    boolean same = state != null && state.isAsIn(seen) && generations.isCurrent(state.id());
    boolean changed = !same || !settled || generations.hasOld();
    if (changed && !(hasReadOn && isAllRead(state))) more = reader.readAll(now);
    settled = !more && state != null && state.isAsIn(seen);
    seen = state;

    if (state != null && !generations.isCurrent(state.id())) more |= switchTo(now);
    if (missing != null) tellTrouble(missing, why, now);
    else if (generations.isCurrent(state.id())) trouble.isOver(generations.current());

    retireQuietGenerations(now, state != null);
    writer.sealIfQuiet(now, limits.partialAfterNanos());
    return more;
  }

  /** Returns whether what has been read is all that there is, in the only file that is open. */
  private boolean isAllRead(FileState state) {
    return state != null
        && generations.isCurrent(state.id())
        && !generations.hasOld()
        && generations.current().end() == state.size();
  }

  /**
   * Opens what the name stands for now and goes on there; returns whether there is more than a look
   * takes.
   */
  private boolean switchTo(long now) throws IOException {
    SegmentFile file;
    try {
      file = source.open();
    } catch (NoSuchFileException | NotRegularFileException notToBeRead) {
      tellTrouble(Kind.VANISHED, VANISHED, now);
      return false;
    } catch (AccessDeniedException denied) {
      String why = "The server may not read the log now; waiting until it may.";
      tellTrouble(Kind.UNREADABLE, why, now);
      return false;
    }
    Generation known = generations.openOf(file.id());
    if (known != null) { // it was renamed back
      Generations.close(file);
      generations.makeCurrent(known);
      return reader.readAll(now);
    }
    try {
      goOnIn(file, now);
      rotatingNanos = 0;
    } catch (IOException diskFailed) {
      Generations.close(file);
      throw diskFailed;
    } catch (UnfinishedException goesOn) {
      Generations.close(file);
      if (rotatingNanos == 0) rotatingNanos = now;
      return false; // and the next look comes soon
    }
    // Once more, for what was written to the old file before it was to the new one.
    return reader.readAll(now);
  }

  /** Makes {@code file}, which is new or was closed, the log's current one. */
  private void goOnIn(SegmentFile file, long now) throws IOException, UnfinishedException {
    boolean first = !opened;
    if (first) beginWith(olderThan(file, now), now);
    Generation before = generations.current();
    if (before != null) {
      reader.readOrGiveUp(before, reader.sizeOf(before), now);
      before.retiresFrom(now);
    }
    if (!first) readMissedBefore(file, now);
    Generation next = generations.reopen(file, now);
    boolean again = next != null;
    long unread = 0;
    if (next == null && first) {
      next = Generation.fromLastLine(file, reader.epoch(), framer, now);
      unread = next.end();
    } else if (next == null) {
      next = Generation.fromStart(file, reader.epoch(), now);
    }
    generations.makeCurrent(next);
    lastFile = file.id();
    reader.copiesAreOf(lastFile);
    recovery.know(lastFile);
    if (first) reader.readCopiesOf(next, now); // made since the older ones were listed
    if (!trouble.isOver(next) && before != null) tellRotated(next);
    if (!again || before != null) writer.begin(next, unread);
  }

  /**
   * Puts {@code older}, what there was of the log before, first. The newest of it is followed on
   * for a while: a rotation may just have taken place.
   */
  private void beginWith(Older older, long now) {
    opened = true;
    writer.beginBefore(older.segments());
    Generation newest = older.newest() == null ? null : followed(older.newest(), now);
    int last = older.segments().size() - 1;
    for (int i = 0; i <= last; i++) {
      if (i == last && newest != null) {
        generations.addOld(newest);
        writer.begin(newest, newest.end());
        lastFile = newest.fileId();
      } else {
        writer.begin(older.segments().get(i), 0);
      }
    }
  }

  private Older olderThan(SegmentFile current, long now) throws UnfinishedException {
    try {
      return recovery.beginning().olderThan(current, waits(now));
    } catch (IOException noSiblings) {
      failures.log(noSiblings); // a directory that can't be listed, perhaps
      return Older.NONE;
    }
  }

  private Older allOlder() {
    try {
      return recovery.beginning().all();
    } catch (IOException noSiblings) {
      failures.log(noSiblings);
      return Older.NONE;
    }
  }

  private Generation followed(SegmentFile file, long now) {
    try {
      return Generation.fromEnd(file, reader.epoch(), framer, now);
    } catch (IOException diskFailed) {
      Generations.close(file);
      return null;
    }
  }

  /** Reads the files that the log's name stood for between two looks. */
  private void readMissedBefore(SegmentFile next, long now) throws UnfinishedException {
    try {
      List<Found> missed = recovery.between(lastFile, next, generations.known(), waits(now));
      reader.readMissed(missed, Kind.ROTATED, ROTATED, now);
    } catch (IOException noSiblings) {
      failures.log(noSiblings); // a directory that can't be listed, perhaps
    }
  }

  private boolean waits(long now) {
    return rotatingNanos == 0 || now - rotatingNanos < limits.rotatedAfterNanos();
  }

  private void tellRotated(Generation next) {
    writer.tell(Kind.ROTATED, ROTATED, next);
  }

  private void tellTrouble(Kind kind, String sentence, long now) {
    if (!opened) beginWith(allOlder(), now);
    if (!source.grows()) return;
    Generation current = generations.current();
    if (trouble.isNew() && current != null) current.retiresFrom(now);
    trouble.lasts(kind, sentence, current != null, now);
  }

  private void retireQuietGenerations(long now, boolean named) {
    if (named && !generations.hasOld()) return;
    long neededAt = needed.getAsLong();
    generations.retirable(now, named, old -> neededAt < lastAt(old)).forEach(reader::retire);
  }

  /** Returns the stream offset after the generation's last bytes. */
  private long lastAt(Generation generation) {
    Journal.Entry[] entries = journal.now().entries();
    for (int i = entries.length - 1; i >= 0; i--) {
      if (entries[i] instanceof Journal.Stretch s && s.segment() == generation) return s.endAt();
    }
    return 0;
  }
}
