package comettail.volume;

import comettail.file.LogSource;
import comettail.tail.Archive.LostException;
import comettail.tail.End;
import comettail.tail.Followers;
import comettail.tail.Lease;
import comettail.tail.Reader;
import comettail.tail.Start;
import comettail.tail.StretchReader;
import comettail.tail.Wanted;
import comettail.time.TimeForm;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The answer to one question in the making, for all who ask it at a time: it surveys the log, takes
 * samples, and counts. It goes on in turns of some milliseconds on a scan thread, as long as
 * somebody waits for it.
 */
final class Count implements Reader, Runnable {
  private static final Logger LOG = System.getLogger(Count.class.getName());

  /** How long it has a scan thread before others have their turn. */
  private static final long SLICE_NANOS = 10_000_000; // 10 ms

  /** How many samples are taken of a log, about, and for how long at most. */
  private static final int SAMPLES = 256;

  private static final long SAMPLING_NANOS = 300_000_000; // 300 ms

  /** What is counted so soon that it needs no samples, in bytes. */
  static final long QUICK_BYTES = 8L << 20; // 8 MiB

  // What comes next.
  private enum Phase {
    LOOK, // at the times of one stretch after the other
    PREPARE,
    SAMPLE,
    COUNT,
    DONE
  }

  // Final configuration.
  private final Volumes home;
  private final LogSource source;
  private final Volumes.Key key;
  private final Question question;
  private final String log; // what tells the log and its charset

  // Written by many: the first turn comes when there is a lease and that has joined.
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean joined;
  private volatile Lease lease;

  // Any thread adds; the turn takes out.
  private final Queue<Asker> askers = new ConcurrentLinkedQueue<>();

  // Owned by the turn.
  private Phase phase = Phase.LOOK;
  private List<StretchReader> stretches; // null before the first turn
  private final List<Part> parts = new ArrayList<>(); // oldest first
  private int next; // of the stretches or parts
  private final Queue<Part> sampling = new ArrayDeque<>(); // those with more samples to take
  private long first = Long.MAX_VALUE; // the earliest time with which a stretch begins
  private long last = TimeForm.NONE; // the latest time in the log, about
  private Grid grid;
  private long sampledNanos; // since when samples are taken
  private String failure; // why there is no answer, or null

  Count(Volumes home, LogSource source, Volumes.Key key) {
    this.home = home;
    this.source = source;
    this.key = key;
    this.question = key.question();
    this.log = source.name() + '\n' + question.charset(); // no name has a newline
  }

  Volumes.Key key() {
    return key;
  }

  /** Adds somebody who waits for the answer. Call within the home's map only. */
  void add(Asker asker) {
    askers.add(asker);
  }

  boolean hasAskers() {
    return !askers.isEmpty();
  }

  /** Begins as soon as the follower knows what there is. Call once. */
  void begin(Followers followers) {
    try {
      Wanted all = new Wanted(new Start.FirstByte(), new End.Now(), true);
      lease = followers.follow(source, question.charset(), all, this);
      goOn();
    } catch (Followers.FullException full) {
      fail(full.getMessage());
      home.submit(this); // which ends it
    }
  }

  /** Hears that the follower knows what there is; what is written later does not count. */
  @Override
  public void wake() {
    joined = true;
    goOn();
  }

  private void goOn() {
    if (joined && lease != null && begun.compareAndSet(false, true)) home.submit(this);
  }

  @Override
  public void run() {
    try {
      long end = System.nanoTime() + SLICE_NANOS;
      while (phase != Phase.DONE && System.nanoTime() < end) step();
      answer();
    } catch (IOException diskFailed) {
      LOG.log(Level.WARNING, "counting the lines of " + source.name() + " failed", diskFailed);
      fail("The server can't read this log now.");
    } catch (RuntimeException | Error bug) {
      LOG.log(Level.ERROR, "a count failed and was ended; the others go on", bug);
      fail("The server can't read this log now.");
    }
    if (!home.endIfUnwanted(this)) home.submit(this);
  }

  /** Lets go of everything, and keeps what was counted. Call from the turn. */
  void end() {
    for (Part part : parts) part.giveTo(home.cache());
    if (lease != null) lease.close();
  }

  private void fail(String why) {
    phase = Phase.DONE;
    failure = why;
    for (Asker asker; (asker = askers.poll()) != null; ) asker.fail(why);
  }

  private void answer() {
    boolean nothing = phase == Phase.LOOK || phase == Phase.PREPARE;
    if (nothing && home.isClosing()) fail("The server is closing; come back in a moment.");
    if (failure != null) fail(failure); // for those who came meanwhile
    boolean all = phase == Phase.DONE || home.isClosing();
    long now = System.nanoTime();
    Volume volume = null;
    for (Iterator<Asker> i = askers.iterator(); i.hasNext(); ) {
      Asker asker = i.next();
      if (nothing || !all && now - asker.deadlineNanos() < 0) {
        if (!asker.waits()) i.remove();
        continue;
      }
      if (volume == null) volume = volume();
      asker.answer(volume);
      i.remove();
    }
  }

  /** Takes one step: a read, mostly. */
  private void step() throws IOException {
    if (stretches == null) {
      stretches = lease.cursor().survey().stretches(question.zone());
    }
    switch (phase) {
      case LOOK -> look();
      case PREPARE -> prepare();
      case SAMPLE -> sample();
      case COUNT -> count();
      case DONE -> {}
    }
  }

  private void look() throws IOException {
    if (next == stretches.size()) {
      findLast();
      grid = gridOf();
      next = 0;
      phase = grid == null ? Phase.DONE : Phase.PREPARE;
      return;
    }
    StretchReader stretch = stretches.get(next++);
    Part part = new Part(stretch, TimeForm.NONE);
    try {
      long time = home.firstTime(log, stretch);
      part = new Part(stretch, time);
      if (time != TimeForm.NONE) first = Math.min(first, time);
      last = Math.max(last, time);
    } catch (LostException gone) {
      part.lose();
    }
    parts.add(part);
  }

  /** Asks the newest stretch that has times when it ends. */
  private void findLast() throws IOException {
    int newest = parts.size() - 1;
    while (newest >= 0 && parts.get(newest).firstTime() == TimeForm.NONE) newest--;
    if (newest < 0) return;
    StretchReader stretch = parts.get(newest).stretch();
    try {
      boolean packed = stretch.isCompressed();
      last = Math.max(last, packed ? stretch.writtenMillis() : stretch.lastTime());
    } catch (LostException gone) {
      parts.get(newest).lose();
    }
  }

  /** Returns the buckets, or null if no line has a time. */
  private Grid gridOf() {
    if (last == TimeForm.NONE) return null;
    long from = question.from().orElse(first);
    long to = question.to().orElse(last + 1);
    if (from >= to && question.from().isEmpty()) from = to - 1;
    return Grid.of(
        from, Math.max(to, from + 1), question.least(), question.most(), question.zone());
  }

  private void prepare() throws IOException {
    if (next == parts.size()) {
      prepareSamples();
      return;
    }
    int i = next++;
    Part part = parts.get(i);
    if (part.isCounted()) return; // it is lost
    try {
      part.prepare(grid, since(i), until(i), log, question.filter(), question.zone(), home.cache());
    } catch (LostException gone) {
      part.lose();
    }
  }

  /** Returns when part {@code i} begins: as late as the one above it if its lines have no time. */
  private long since(int i) {
    for (int above = i; above >= 0; above--) {
      if (parts.get(above).firstTime() != TimeForm.NONE) return parts.get(above).firstTime();
    }
    return first;
  }

  /** Returns when part {@code i} ends: where the next one begins whose lines have a time. */
  private long until(int i) {
    for (int below = i + 1; below < parts.size(); below++) {
      if (parts.get(below).firstTime() != TimeForm.NONE) return parts.get(below).firstTime();
    }
    return last;
  }

  private void prepareSamples() {
    long left = 0;
    for (Part part : parts) left += part.isCounted() ? 0 : part.leftBytes();
    next = parts.size();
    phase = left <= QUICK_BYTES ? Phase.COUNT : Phase.SAMPLE;
    if (phase == Phase.COUNT) return;
    for (Part part : parts) {
      if (part.isCounted()) continue;
      int samples = (int) Math.max(1, SAMPLES * part.leftBytes() / left);
      part.estimateFrom(samples, question.filter(), question.zone());
      sampling.add(part);
    }
    sampledNanos = System.nanoTime();
  }

  /** Takes one sample of one part after the other, so that there are some of each. */
  private void sample() throws IOException {
    Part part = sampling.poll();
    if (part == null || System.nanoTime() - sampledNanos > SAMPLING_NANOS) {
      phase = Phase.COUNT;
      return;
    }
    try {
      if (part.sample()) sampling.add(part);
    } catch (LostException gone) {
      part.lose();
    }
  }

  /** Counts the newest part first. */
  private void count() throws IOException {
    if (next == 0) {
      phase = Phase.DONE;
      return;
    }
    Part part = parts.get(next - 1);
    if (part.isCounted()) {
      next--;
      return;
    }
    try {
      home.counted(part.count());
    } catch (LostException gone) {
      part.lose();
    }
  }

  private Volume volume() {
    if (grid == null) {
      long lostBytes = parts.stream().mapToLong(Part::lostBytes).sum();
      return new Volume(null, List.of(), new Volume.Progress(0, 0, lostBytes, true, false));
    }
    Counts[] counts = new Counts[grid.buckets()];
    Arrays.setAll(counts, i -> new Counts());
    Part.Above above = Part.Above.NOTHING;
    long bytes = 0;
    long ofBytes = 0;
    long lostBytes = 0;
    boolean sampled = false;
    for (Part part : parts) {
      above = part.addTo(counts, above);
      bytes += part.bytes();
      ofBytes += part.ofBytes();
      lostBytes += part.lostBytes();
      sampled |= part.isEstimated();
    }
    Volume.Progress progress =
        new Volume.Progress(bytes, ofBytes, lostBytes, phase == Phase.DONE, sampled);
    return new Volume(grid, List.of(counts), progress);
  }
}
