package comettail.tail;

import comettail.file.FileId;
import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.NotRegularFileException;
import comettail.file.SegmentFile;
import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.Position;
import comettail.line.TailEvent.Kind;
import comettail.tail.Generation.TruncatedException;
import comettail.tail.Recovery.Found;
import comettail.tail.Recovery.Older;
import comettail.tail.Recovery.UnfinishedException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads one log once for all its readers: looks at what the log's name stands for, reads what is
 * new, publishes it in the {@link Journal} and wakes the readers. It knows nothing of who they are.
 *
 * <p>{@link #look} is called by one thread at a time, "the follower's thread"; {@link LookSchedule}
 * sees to that.
 */
final class Follower {
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
   * The sizes are taken newest first and read oldest first, so that a line of the new file is never
   * delivered before a line that was written to the old one earlier. What happened between two
   * looks is for Recovery to find out.
   */
  private static final Logger LOG = System.getLogger(Follower.class.getName());

  private static final String ROTATED = "The log was rotated; a new file goes on.";
  private static final String VANISHED = "The log has vanished; waiting for it to come back.";

  // Final configuration.
  private final LogSource source;
  private final LineFramer framer;
  private final TailLimits limits;
  private final Journal journal;
  private final Archive archive;
  private final AtomicInteger held;

  // Messages to the follower's thread. Any thread adds.
  private final Queue<Lease> joining = new ConcurrentLinkedQueue<>();

  // Owned by the follower's thread.
  private final List<Lease> leases = new ArrayList<>();
  private final List<Lease> beginning = new ArrayList<>(); // those of them that join at this look
  private final Generations generations;
  private final Recovery recovery;
  private final JournalWriter writer;
  private final Trouble trouble;
  private int
      epoch; // of what is opened next; begins anywhere, so that no two servers' are the same
  private FileId lastFile; // of the last current generation, closed perhaps; null before the first
  private FileId copiesAfter; // later copies may hold what was never read; null if none are made
  private FileTime directoryChanged; // the log's directory at the last look, or null
  private long directoryChangedNanos; // since when it has been like that
  private FileState seen; // the current file at the last look
  private boolean settled; // at the last look it was as at the one before
  private boolean opened; // what there was at first is in the journal
  private long rotatingNanos; // since when a rotation goes on that is to be waited for, or 0
  private String lastFailure = ""; // of look, so that it is logged once

  // Written by the follower's thread, read by any.
  private volatile long activeNanos; // when something last happened
  private volatile long readNanos; // when somebody last read
  private volatile int readers; // at the last look

  /**
   * @param held counts the files that single readers hold open
   */
  Follower(LogSource source, LineFramer framer, TailLimits limits, AtomicInteger held) {
    this.source = source;
    this.framer = framer;
    this.limits = limits;
    this.journal = new Journal(limits.maxRecentBytes());
    this.archive = new Archive(source);
    this.held = held;
    this.generations = new Generations(limits);
    this.recovery = new Recovery(source, archive);
    this.writer = new JournalWriter(journal);
    this.trouble = new Trouble(writer, limits.vanishedAfterNanos());
    this.epoch = ThreadLocalRandom.current().nextInt(Position.MAX_EPOCH);
    this.activeNanos = System.nanoTime();
    this.readNanos = activeNanos;
  }

  LogSource source() {
    return source;
  }

  LineFramer framer() {
    return framer;
  }

  /**
   * Returns when something last happened to the log, in {@link System#nanoTime}'s count. Any
   * thread.
   */
  long activeNanos() {
    return activeNanos;
  }

  /** Returns how many readers there were at the last look. Any thread. */
  int readers() {
    return readers;
  }

  /** Returns when the log last had a reader, in {@link System#nanoTime}'s count. Any thread. */
  long readNanos() {
    return readNanos;
  }

  /**
   * Lets {@code reader} read from {@code start} on; it joins at the next look, for which the caller
   * asks. Any thread.
   */
  Lease join(Start start, boolean wholeLines, boolean follows, Reader reader) {
    SegmentReader segments = new SegmentReader(archive, held);
    Cursor cursor = new Cursor(journal, segments, framer, start, wholeLines, follows);
    Lease lease = new Lease(cursor, reader);
    joining.add(lease);
    return lease;
  }

  /**
   * Looks once, and returns whether there was more to read than one look takes, so that the next
   * one should follow at once. Call from the follower's thread.
   */
  boolean look() {
    long now = System.nanoTime();
    takeJoining();
    if (!leases.isEmpty()) readNanos = now;
    long before = journal.now().endAt();
    long wholeBefore = journal.now().wholeAt();
    boolean more = false;
    try {
      more = follow(now);
    } catch (IOException | RuntimeException e) {
      logOnce(e); // this log's readers wait; the others are not touched
    }
    leases.removeIf(Lease::isClosed);
    readers = leases.size();
    if (journal.isTrimmable()) journal.trim(neededAt());
    Journal.Snapshot published = journal.now();
    boolean grew = published.endAt() != before || published.wholeAt() != wholeBefore;
    if (grew) activeNanos = now;
    if (opened) {
      for (Lease lease : beginning) lease.begin(published);
      if (grew && limits.isFew(leases.size())) leases.forEach(Lease::serve);
      else (grew ? leases : beginning).forEach(Lease::wake);
      beginning.clear();
    }
    return more;
  }

  private void takeJoining() {
    for (Lease lease; (lease = joining.poll()) != null; ) {
      leases.add(lease);
      beginning.add(lease);
    }
  }

  private void logOnce(Exception failure) {
    String text = failure.toString();
    if (text.equals(lastFailure)) return;
    lastFailure = text;
    LOG.log(Level.WARNING, "looking at log \"" + source.name() + "\" failed; it goes on", failure);
  }

  /** Returns the lowest stream offset that an open reader still has to read. */
  private long neededAt() {
    long needed = Long.MAX_VALUE;
    for (Lease lease : leases) needed = Math.min(needed, lease.neededAt());
    return needed;
  }

  /** Returns whether nobody reads any more. Call from the follower's thread. */
  boolean isIdle() {
    leases.removeIf(Lease::isClosed);
    return leases.isEmpty() && joining.isEmpty();
  }

  /**
   * Returns whether a look is due soon although nothing may change. Call from the follower's
   * thread.
   */
  boolean isUnsettled() {
    return writer.hasUnfinishedLine() || rotatingNanos != 0 || !opened;
  }

  /** Closes every file. Call from the follower's thread; nothing may be called after it. */
  void close() {
    generations.closeAll();
  }

  private boolean follow(long now) throws IOException {
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
    if (!same || !settled || generations.hasOld()) more = readAll(now);
    settled = !more && state != null && state.isAsIn(seen);
    seen = state;

    if (state != null && !generations.isCurrent(state.id())) more |= switchTo(now);
    if (missing != null) tellTrouble(missing, why, now);
    else if (generations.isCurrent(state.id())) trouble.isOver(generations.current());

    retireQuietGenerations(now, state != null);
    writer.sealIfQuiet(now, limits.partialAfterNanos());
    return more;
  }

  /** Reads every generation, and returns whether one has more than a look takes. */
  private boolean readAll(long now) throws IOException {
    List<Generation> oldestFirst = generations.oldestFirst();
    long[] sizes = new long[oldestFirst.size()];
    for (int i = sizes.length - 1; i >= 0; i--) sizes[i] = sizeOf(oldestFirst.get(i));
    boolean more = false;
    for (int i = 0; i < sizes.length; i++) more |= readOrGiveUp(oldestFirst.get(i), sizes[i], now);
    return more;
  }

  private long sizeOf(Generation generation) {
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
  private boolean readOrGiveUp(Generation generation, long limit, long now) {
    try {
      return read(generation, limit, now);
    } catch (IOException diskFailed) {
      logOnce(diskFailed);
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
    writer.tell(Kind.TRUNCATED, "The log was truncated; it goes on from its new start.", anew);
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
      logOnce(noCopies);
      return null;
    }
  }

  /**
   * Reads copies of what {@code current}'s file held before its first byte of now, of which nothing
   * was read.
   */
  private void readCopiesOf(Generation current, long now) {
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
      logOnce(noCopies);
      return List.of();
    }
  }

  private void readCopies(List<Found> copies, long now) {
    readMissed(
        copies, Kind.TRUNCATED, "The log was truncated; a copy of what it held goes on.", now);
  }

  private void readToEnd(Generation old, long now) {
    while (readOrGiveUp(old, Long.MAX_VALUE, now) && old.openFile() != null) {}
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
      return readAll(now);
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
    return readAll(now);
  }

  /** Makes {@code file}, which is new or was closed, the log's current one. */
  private void goOnIn(SegmentFile file, long now) throws IOException, UnfinishedException {
    boolean first = !opened;
    if (first) beginWith(olderThan(file, now), now);
    Generation before = generations.current();
    if (before != null) {
      readOrGiveUp(before, sizeOf(before), now);
      before.retiresFrom(now);
    }
    if (!first) readMissedBefore(file, now);
    Generation next = generations.reopen(file, now);
    boolean again = next != null;
    long unread = 0;
    if (next == null && first) {
      next = Generation.fromLastLine(file, epoch, framer, now);
      unread = next.end();
    } else if (next == null) {
      next = Generation.fromStart(file, epoch, now);
    }
    generations.makeCurrent(next);
    lastFile = file.id();
    copiesAfter = lastFile;
    recovery.know(lastFile);
    if (first) readCopiesOf(next, now); // made since the older ones were listed
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
      return recovery.olderThan(current, waits(now));
    } catch (IOException noSiblings) {
      logOnce(noSiblings); // a directory that can't be listed, perhaps
      return Older.NONE;
    }
  }

  private Older allOlder() {
    try {
      return recovery.allOlder();
    } catch (IOException noSiblings) {
      logOnce(noSiblings);
      return Older.NONE;
    }
  }

  private Generation followed(SegmentFile file, long now) {
    try {
      return Generation.fromEnd(file, epoch, framer, now);
    } catch (IOException diskFailed) {
      Generations.close(file);
      return null;
    }
  }

  /** Reads the files that the log's name stood for between two looks. */
  private void readMissedBefore(SegmentFile next, long now) throws UnfinishedException {
    try {
      List<Found> missed = recovery.between(lastFile, next, generations.known(), waits(now));
      readMissed(missed, Kind.ROTATED, ROTATED, now);
    } catch (IOException noSiblings) {
      logOnce(noSiblings); // a directory that can't be listed, perhaps
    }
  }

  private boolean waits(long now) {
    return rotatingNanos == 0 || now - rotatingNanos < limits.rotatedAfterNanos();
  }

  private void readMissed(List<Found> missed, Kind kind, String sentence, long now) {
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
    long needed = neededAt();
    generations.retirable(now, named, old -> needed < lastAt(old)).forEach(this::retire);
  }

  private void retire(Generation generation) {
    writer.sealEndOf(generation);
    generations.close(generation);
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
