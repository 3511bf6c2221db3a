package comettail.tail;

import comettail.file.FileId;
import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.NotRegularFileException;
import comettail.file.SegmentFile;
import comettail.line.Block;
import comettail.line.TailEvent;
import comettail.line.TailEvent.Kind;
import comettail.tail.Generation.TruncatedException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads one log once for all its readers: looks at what the log's name stands for, reads what is
 * new, publishes it in the {@link Journal} and wakes the readers. It knows nothing of who they are.
 *
 * <p>{@link #look} is called by one thread at a time, "the follower's thread"; {@link
 * FollowerSchedule} sees to that.
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
   * The sizes are taken newest first and read oldest first, so that a line of the new file is never delivered before a line
   * that was written to the old one earlier.
   */
  private static final Logger LOG = System.getLogger(Follower.class.getName());

  // Final configuration.
  private final LogSource source;
  private final TailLimits limits;
  private final Journal journal;

  // Messages to the follower's thread. Any thread adds.
  private final Queue<Lease> joining = new ConcurrentLinkedQueue<>();

  // Owned by the follower's thread.
  private final List<Lease> leases = new ArrayList<>();
  private final List<Lease> beginning = new ArrayList<>(); // those of them that join at this look
  private final Deque<Generation> generations = new ArrayDeque<>(); // oldest first
  private final Deque<ClosedGeneration> closed = new ArrayDeque<>(); // newest first
  private Generation
      current; // one of generations: what the name stood for at the last look; or null
  private Generation newest; // the one that the journal's last bytes are from; or null
  private Kind
      trouble; // what the readers were told that is still so: VANISHED, UNREADABLE, WAITING or null
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

  Follower(LogSource source, TailLimits limits) {
    this.source = source;
    this.limits = limits;
    this.journal = new Journal(limits.maxRecentBytes());
    this.activeNanos = System.nanoTime();
    this.readNanos = activeNanos;
  }

  LogSource source() {
    return source;
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
      lastFailure = "";
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
    for (Generation generation : generations) closeFile(generation);
    generations.clear();
    current = null;
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
    if (state == null || !state.equals(seen) || !settled || generations.size() > 1) {
      more = readAll(now);
    }
    settled = !more && state != null && state.equals(seen);
    seen = state;

    if (state != null && !isCurrent(state.id())) more |= switchTo(now);
    if (missing != null) tellTrouble(missing, why, now);
    else if (trouble != null && isCurrent(state.id())) tellReturned();

    retireQuietGenerations(now, state != null);
    sealQuietLine(now);
    opened = true;
    return more;
  }

  private boolean isCurrent(FileId id) {
    return current != null && current.file().id().isSameOpenFileAs(id);
  }

  /** Reads every generation, and returns whether one has more than a look takes. */
  private boolean readAll(long now) throws IOException {
    List<Generation> oldestFirst = List.copyOf(generations);
    long[] sizes = new long[oldestFirst.size()];
    for (int i = sizes.length - 1; i >= 0; i--) sizes[i] = oldestFirst.get(i).file().size();
    boolean more = false;
    for (int i = 0; i < sizes.length; i++) more |= read(oldestFirst.get(i), sizes[i], now);
    return more;
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
        Block block = generation.next(lineAt, limit, limits.framer(), now);
        if (block == null) return false;
        if (generation != newest) sealNewest();
        journal.add(generation, block);
        newest = generation;
      }
      return true;
    } catch (TruncatedException truncated) {
      startAnew(generation, now);
      return true;
    }
  }

  /**
   * Goes on with the file of {@code old}, which was cut short or written over, from its first byte.
   */
  private void startAnew(Generation old, long now) {
    sealNewest();
    SegmentFile file = old.release();
    generations.remove(old);
    Generation anew = Generation.fromStart(file, now);
    generations.add(anew);
    if (old == current) current = anew;
    tell(Kind.TRUNCATED, "The log was truncated; it goes on from its new start.", anew);
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
    Generation known = openGenerationOf(file.id());
    if (known != null) { // it was renamed back
      file.close();
      current = known;
      return read(known, Long.MAX_VALUE, now);
    }
    if (current != null) {
      read(current, current.file().size(), now);
      current.retiresFrom(now);
    }
    Generation next = reopened(file, now);
    boolean first = next == null && !opened;
    if (first) next = Generation.fromLastLine(file, limits.maxLineBytes(), now);
    if (next == null) next = Generation.fromStart(file, now);
    Generation before = current;
    generations.add(next);
    current = next;
    if (first) {
      journal.addUnread(next, next.end());
      newest = next;
    } else if (trouble != null) {
      tellReturned();
    } else if (before != null) {
      sealNewest();
      tell(Kind.ROTATED, "The log was rotated; a new file goes on.", next);
    }
    return read(next, Long.MAX_VALUE, now);
  }

  private Generation openGenerationOf(FileId id) {
    for (Generation generation : generations) {
      if (generation.file().id().isSameOpenFileAs(id)) return generation;
    }
    return null;
  }

  /** Returns the closed generation whose file this is, open again where it was; or null. */
  private Generation reopened(SegmentFile file, long now) {
    for (ClosedGeneration candidate : closed) {
      if (!candidate.id().equals(file.id())) continue;
      closed.remove(candidate);
      candidate.generation().reopen(file, now);
      return candidate.generation();
    }
    return null;
  }

  private void tellTrouble(Kind kind, String sentence, long now) {
    if (trouble == kind || trouble == Kind.WAITING) return;
    trouble = kind;
    if (current != null) current.retiresFrom(now);
    sealNewest();
    tell(kind, sentence, null);
  }

  private void tellReturned() {
    trouble = null;
    sealNewest();
    tell(Kind.APPEARED, "The log is there; following it.", current);
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

  /** Delivers an unfinished line as a partial one when nothing has come for a while. */
  private void sealQuietLine(long now) {
    if (newest == null || !newest.hasUnfinishedLine()) return;
    if (now - newest.grownNanos() >= limits.partialAfterNanos()) sealNewest();
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
    for (Generation generation : List.copyOf(generations)) {
      if (generation == current && named) continue;
      long quiet = now - generation.grownNanos();
      boolean tooMany = generations.size() > limits.maxOldGenerations() + 1;
      if (quiet < limits.retireAfterNanos() && !tooMany) continue;
      boolean needs = needed < lastAt(generation) && quiet < limits.maxRetiringNanos();
      if (!needs || tooMany) retire(generation);
    }
  }

  private void retire(Generation generation) {
    if (generation == newest) sealNewest();
    FileId id = generation.file().id();
    closeFile(generation);
    generations.remove(generation);
    if (generation == current) current = null;
    closed.addFirst(new ClosedGeneration(id, generation));
    if (closed.size() > limits.maxOldGenerations()) closed.removeLast();
  }

  /** Returns the stream offset after the generation's last bytes. */
  private long lastAt(Generation generation) {
    Journal.Entry[] entries = journal.now().entries();
    for (int i = entries.length - 1; i >= 0; i--) {
      if (entries[i] instanceof Journal.Stretch s && s.generation() == generation) return s.endAt();
    }
    return 0;
  }

  private static void closeFile(Generation generation) {
    SegmentFile file = generation.release();
    if (file == null) return;
    try {
      file.close();
    } catch (IOException nothingToLose) {
      LOG.log(Level.DEBUG, "closing a log file failed", nothingToLose);
    }
  }
}
