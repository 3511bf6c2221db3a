package comettail.tail;

import comettail.file.FileId;
import comettail.file.SegmentFile;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The files of one log that are held open: the one that its name stands for, and old ones that may
 * still grow; and what closed ones were, should the name come back to one. Call from the follower's
 * thread.
 */
final class Generations {
  private static final Logger LOG = System.getLogger(Generations.class.getName());

  private final TailLimits limits;
  private final List<Generation> open = new ArrayList<>(); // oldest first
  private final Deque<Closed> closed = new ArrayDeque<>(); // newest first
  private Generation current; // one of those open, or null

  /** A generation that is not open any more, and what its file was. */
  private record Closed(FileId id, Generation generation) {}

  Generations(TailLimits limits) {
    this.limits = limits;
  }

  /** Returns the generation that the log's name stood for when it last stood for one, or null. */
  Generation current() {
    return current;
  }

  /** Returns whether {@code id} is the current generation's file. */
  boolean isCurrent(FileId id) {
    return current != null && current.openFile().id().isSameOpenFileAs(id);
  }

  /** Returns the open ones, oldest first. */
  List<Generation> oldestFirst() {
    return List.copyOf(open);
  }

  /** Returns the open ones and the closed ones that are remembered. */
  List<Generation> known() {
    List<Generation> known = new ArrayList<>(open);
    closed.forEach(former -> known.add(former.generation()));
    return known;
  }

  /** Returns whether there are others than the current one. */
  boolean hasOld() {
    return open.size() > 1;
  }

  /** Makes {@code generation} the current one; it may be an open one. */
  void makeCurrent(Generation generation) {
    if (!open.contains(generation)) open.add(generation);
    current = generation;
  }

  /** Adds an old one, which nobody saw when it was the current one. */
  void addOld(Generation generation) {
    open.add(current == null ? open.size() : open.indexOf(current), generation);
  }

  /** Puts {@code anew}, which goes on with the same file, in the place of {@code old}. */
  void replace(Generation old, Generation anew) {
    open.set(open.indexOf(old), anew);
    if (old == current) current = anew;
  }

  /** Returns the open generation whose file this is, or null. */
  Generation openOf(FileId id) {
    for (Generation generation : open) {
      if (generation.openFile().id().isSameOpenFileAs(id)) return generation;
    }
    return null;
  }

  /** Returns the closed generation whose file this is, open again where it was, or null. */
  Generation reopen(SegmentFile file, long now) {
    for (Closed candidate : closed) {
      if (!candidate.id().equals(file.id())) continue;
      closed.removeIf(other -> other == candidate);
      candidate.generation().goOnIn(file, now);
      return candidate.generation();
    }
    return null;
  }

  /**
   * Returns those that nobody has written to for a while and nobody needs, those that have waited
   * for a reader for too long, and the oldest of too many.
   *
   * @param named whether the log's name stands for the current one
   * @param needed whether a reader still has to read of a generation
   */
  List<Generation> retirable(long now, boolean named, Predicate<Generation> needed) {
    List<Generation> retirable = new ArrayList<>();
    for (Generation generation : open) {
      if (generation == current && named) continue;
      long quiet = now - generation.grownNanos();
      boolean tooMany = open.size() - retirable.size() > limits.maxOldGenerations() + 1;
      boolean waited = quiet >= limits.maxRetiringNanos();
      boolean done = quiet >= limits.retireAfterNanos() && !needed.test(generation);
      if (tooMany || waited || done) retirable.add(generation);
    }
    return retirable;
  }

  /** Closes {@code generation}, and remembers what its file was. */
  void close(Generation generation) {
    closed.addFirst(new Closed(generation.openFile().id(), generation));
    if (closed.size() > limits.maxOldGenerations()) closed.removeLast();
    open.remove(generation);
    if (generation == current) current = null;
    closeFile(generation);
  }

  /** Closes all; nothing may be called after it. */
  void closeAll() {
    open.forEach(Generations::closeFile);
    open.clear();
    current = null;
  }

  private static void closeFile(Generation generation) {
    SegmentFile file = generation.release();
    if (file != null) close(file);
  }

  /** Closes {@code file}; there is nothing to lose. */
  static void close(SegmentFile file) {
    try {
      file.close();
    } catch (IOException nothingToLose) {
      LOG.log(Level.DEBUG, "closing a log file failed", nothingToLose);
    }
  }
}
