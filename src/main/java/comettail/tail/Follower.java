package comettail.tail;

import comettail.file.FileId;
import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.NotRegularFileException;
import comettail.file.SegmentFile;
import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.TailEvent;
import comettail.line.TailEvent.Kind;
import comettail.tail.Generation.TruncatedException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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

  // Final configuration.
  private final LogSource source;
  private final LineFramer framer;
  private final TailLimits limits;
  private final Journal journal;

  // Messages to the follower's thread. Any thread adds.
  private final Queue<Lease> joining = new ConcurrentLinkedQueue<>();

  // Owned by the follower's thread.
  private final List<Lease> leases = new ArrayList<>();
  private final List<Lease> beginning = new ArrayList<>(); // those of them that join at this look
  private final Generations generations;
  private final Recovery recovery;
  private FileId lastFile; // of the last current generation, closed perhaps; null before the first
  private Generation newest; // the one that the journal's last bytes are from; or null
  private Kind trouble; // VANISHED, UNREADABLE or WAITING if readers were told so and it lasts
  private long troubledNanos; // since when the name stands for nothing to be read, or 0
  private FileState seen; // the current file at the last look
  private boolean settled; // at the last look it was as at the one before
  private boolean opened; // the first look is done
  private String lastFailure = ""; // of look, so that it is logged once

  // Written by the follower's thread, read by any.
  private volatile long activeNanos; // when something last happened
  private volatile long readNanos; // when somebody last read

  /**
   * A generation that is not open any more, and what its file was: the name may come back to it.
   */
  private record ClosedGeneration(FileId id, Generation generation) {}

  Follower(LogSource source, LineFramer framer, TailLimits limits) {
    this.source = source;
    this.framer = framer;
    this.limits = limits;
    this.journal = new Journal(limits.maxRecentBytes());
    this.generations = new Generations(limits);
    this.recovery = new Recovery(source);
    this.activeNanos = System.nanoTime();
    this.readNanos = activeNanos;
  }

  LogSource source() {
    return source;
  }

  LineFramer framer() {
    return framer;
  }

  Journal journal() {
    return journal;
  }

  /**
   * Returns when something last happened to the log, in {@link System#nanoTime}'s count. Any
   * thread.
   */
  long activeNanos() {
    return activeNanos;
  }

  /** Returns when the log last had a reader, in {@link System#nanoTime}'s count. Any thread. */
  long readNanos() {
    return readNanos;
  }

  /** Lets {@code lease} join at the next look. Any thread; the caller asks for a look. */
  void join(Lease lease) {
    joining.add(lease);
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
    journal.trim(neededAt());
    Journal.Snapshot published = journal.now();
    boolean grew = published.endAt() != before || published.wholeAt() != wholeBefore;
    if (grew) activeNanos = now;
    if (opened) {
      for (Lease lease : beginning) lease.begin(published);
      for (Lease lease : grew ? leases : beginning) lease.wake();
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
      why = opened ? "The log has vanished; waiting for it to come back." : "Waiting for the log.";
    } catch (NotRegularFileException other) {
      missing = Kind.VANISHED;
      why = "The log's name stands for something that is not a regular file; waiting for the log.";
    } catch (AccessDeniedException denied) {
      missing = Kind.UNREADABLE;
      why = "The server may not look at the log now; waiting until it may.";
    }

    boolean more = false;
    if (state == null || !state.isAsIn(seen) || !settled || generations.hasOld()) {
      more = readAll(now);
    }
    settled = !more && state != null && state.isAsIn(seen);
    seen = state;

    if (state != null && !generations.isCurrent(state.id())) more |= switchTo(now);
    if (missing != null) tellTrouble(missing, why, now);
    else if (generations.isCurrent(state.id())) tellReturned();

    retireQuietGenerations(now, state != null);
    sealQuietLine(now);
    opened = true;
    return more;
  }

  /** Reads every generation, and returns whether one has more than a look takes. */
  private boolean readAll(long now) throws IOException {
    List<Generation> oldestFirst = generations.oldestFirst();
    long[] sizes = new long[oldestFirst.size()];
    for (int i = sizes.length - 1; i >= 0; i--) sizes[i] = oldestFirst.get(i).file().size();
    boolean more = false;
    for (int i = 0; i < sizes.length; i++) more |= readOrGiveUp(oldestFirst.get(i), sizes[i], now);
    return more;
  }

  /** Reads {@code generation}; if that fails the others go on, and an old one is given up. */
  private boolean readOrGiveUp(Generation generation, long limit, long now) {
    try {
      return read(generation, limit, now);
    } catch (IOException diskFailed) {
      logOnce(diskFailed);
      if (generation != generations.current()) retire(generation);
      return false;
    }
  }

  /**
   * Reads {@code generation} as far as {@code limit}, and returns whether a look's bound came
   * first.
   */
  private boolean read(Generation generation, long limit, long now) throws IOException {
    try {
      for (long bytes = 0; bytes < limits.maxLookBytes(); bytes += Generation.CHUNK_BYTES) {
        Journal.Snapshot s = journal.now();
        long lineAt = generation == newest ? s.wholeAt() : s.endAt();
        Block block = generation.next(lineAt, limit, framer, now);
        if (block == null) return false;
        if (block.start() == block.end()) continue; // a hole
        if (generation != newest) sealNewest();
        journal.add(generation, block);
        newest = generation;
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
   * Goes on with the file of {@code old}, the current generation, which was cut short or written
   * over, from its first byte; before that with its unread end, if somebody made a copy before it
   * was cut.
   */
  private void startAnew(Generation old, long now) {
    SegmentFile copy = copyOf(old);
    SegmentFile file = old.release();
    Generation anew = Generation.fromStart(file, old.segment().epoch() + 1, now);
    if (copy == null) {
      generations.replace(old, anew);
    } else {
      old.goOnIn(copy, now);
      generations.makeCurrent(anew);
      readToEnd(old, now);
    }
    sealNewest();
    tell(Kind.TRUNCATED, "The log was truncated; it goes on from its new start.", anew);
    begin(anew, 0, 0);
  }

  private SegmentFile copyOf(Generation truncated) {
    try {
      return recovery.copyOf(truncated);
    } catch (IOException noCopies) {
      logOnce(noCopies);
      return null;
    }
  }

  private void readToEnd(Generation old, long now) {
    while (readOrGiveUp(old, Long.MAX_VALUE, now) && old.file() != null) {}
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
      tellTrouble(Kind.VANISHED, "The log has vanished; waiting for it to come back.", now);
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
    } catch (IOException diskFailed) {
      Generations.close(file);
      throw diskFailed;
    }
    // Once more, for what was written to the old file before it was to the new one.
    return readAll(now);
  }

  /** Makes {@code file}, which is new or was closed, the log's current one. */
  private void goOnIn(SegmentFile file, long now) throws IOException {
    Generation before = generations.current();
    if (before != null) {
      readOrGiveUp(before, before.file().size(), now);
      generations.current().retiresFrom(now);
    }
    if (lastFile != null) readMissed(lastFile, file.id(), now);
    Generation next = generations.reopen(file, now);
    long unread = 0;
    if (next == null && !opened) {
      next = Generation.fromLastLine(file, framer, now);
      unread = next.end();
    } else if (next == null) {
      next = Generation.fromStart(file, 0, now);
    }
    generations.makeCurrent(next);
    lastFile = file.id();
    recovery.know(lastFile);
    if (trouble != null) tellReturned();
    else if (before != null) tellRotated(next);
    troubledNanos = 0;
    begin(next, next.end() - unread, unread);
  }

  /** Reads the files that the log's name stood for between two looks. */
  private void readMissed(FileId before, FileId after, long now) {
    for (Generation missed : missed(before, after, now)) {
      generations.addOld(missed);
      tellRotated(missed);
      begin(missed, 0, 0);
      readToEnd(missed, now);
    }
  }

  private List<Generation> missed(FileId before, FileId after, long now) {
    try {
      return recovery.between(before, after, generations.known(), now);
    } catch (IOException noSiblings) {
      logOnce(noSiblings); // a directory that can't be listed, perhaps
      return List.of();
    }
  }

  private void begin(Generation generation, long offset, long unread) {
    sealNewest();
    journal.begin(generation, offset, unread);
    newest = generation;
  }

  private void tellRotated(Generation next) {
    sealNewest();
    tell(Kind.ROTATED, "The log was rotated; a new file goes on.", next);
  }

  /** Tells the readers of a trouble that has lasted; one that a rotation makes passes sooner. */
  private void tellTrouble(Kind kind, String sentence, long now) {
    if (troubledNanos == 0) {
      troubledNanos = now;
      if (generations.current() != null) generations.current().retiresFrom(now);
    }
    boolean lasts =
        generations.current() == null || now - troubledNanos >= limits.vanishedAfterNanos();
    if (!lasts || trouble == kind || trouble == Kind.WAITING) return;
    trouble = kind;
    sealNewest();
    tell(kind, sentence, null);
  }

  private void tellReturned() {
    troubledNanos = 0;
    if (trouble == null) return;
    trouble = null;
    sealNewest();
    tell(Kind.APPEARED, "The log is there; following it.", generations.current());
  }

  /**
   * Adds an event after which a reader goes on at {@code next}'s end, or, if that is null, where it
   * is.
   */
  private void tell(Kind kind, String sentence, Generation next) {
    Generation place = next != null ? next : newest;
    journal.add(new TailEvent(kind, sentence), place == null ? null : place.endPosition());
  }

  private void sealNewest() {
    if (newest != null && newest.hasUnfinishedLine()) journal.seal(newest.seal());
  }

  /**
   * Delivers the whole characters of an unfinished line as a partial one when nothing has come for
   * a while.
   */
  private void sealQuietLine(long now) {
    if (newest == null || !newest.hasUnfinishedLine()) return;
    if (now - newest.grownNanos() < limits.partialAfterNanos()) return;
    if (newest.sealCharacters()) journal.seal(newest.last());
  }

  /**
   * Returns whether a look is due soon although nothing may change. Call from the follower's
   * thread.
   */
  boolean hasUnfinishedLine() {
    return newest != null && newest.hasUnfinishedLine();
  }

  private void retireQuietGenerations(long now, boolean named) {
    long needed = neededAt();
    generations.retirable(now, named, old -> needed < lastAt(old)).forEach(this::retire);
  }

  private void retire(Generation generation) {
    if (generation == newest) sealNewest();
    generations.close(generation);
  }

  /** Returns the stream offset after the generation's last bytes. */
  private long lastAt(Generation generation) {
    Journal.Entry[] entries = journal.now().entries();
    for (int i = entries.length - 1; i >= 0; i--) {
      if (entries[i] instanceof Journal.Stretch s && s.generation() == generation) return s.endAt();
    }
    return 0;
  }
}
