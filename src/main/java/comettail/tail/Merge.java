package comettail.tail;

import comettail.line.Block;
import comettail.line.Mark;
import comettail.line.Place;
import comettail.line.Places;
import comettail.line.Position;
import comettail.line.TailEvent;
import comettail.tail.Cursor.Outcome;
import comettail.time.TimeForm;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Several logs as one, in the order of time, for one reader: each line is marked with its log, and
 * the reader has one place for all. The lines of each log keep their order. A line without a time
 * belongs to the line above it in its own log and goes out with that; the lines of a log without
 * times have the time at which the reader came to them.
 *
 * <p>It holds at most one block of each log. Used by one thread at a time, but for {@link #close}.
 */
public final class Merge implements Feed {
  /*
   *   a.log   caught up                                    <- it may still get a line of 10:15:01
   *   b.log   | 10:15:02 | 10:15:07 |   at exception ... |
   *   c.log   | 10:15:04 |
   *
   * The first line of the log whose first line is the earliest goes out, and with it what comes
   * before the first line of any other log. A log that has been read to its end does not hold the
   * others back, but for a while: a line waits for earlier ones until it is as old as `delay`, by
   * its own time, or by that of its reading if its own lies in the future.
   */

  /** How many runs of lines one step gives at most. */
  private static final int MAX_RUNS = 256;

  /**
   * How soon the reader is woken at the earliest for lines that waited, so that more go out then.
   */
  private static final long MIN_WAIT_MILLIS = 10;

  /** The time of lines that come before all that have one. */
  private static final long EARLIEST = TimeForm.NONE + 1;

  /**
   * A log among those that are merged.
   *
   * @param name its name
   * @param follow gives a reader of whole lines its lease on it
   */
  public record Log(String name, Function<Reader, Lease> follow) {}

  /** Wakes readers later. */
  public interface Alarm {
    /** Wakes {@code reader} after so many milliseconds. Returns at once. */
    void wakeIn(long millis, Reader reader);
  }

  // Final configuration.
  private final List<Strand> strands = new ArrayList<>();
  private final Start start;
  private final long delayMillis;
  private final InstantSource clock;
  private final Alarm alarm;
  private final Reader reader;

  // Owned by the reader's thread.
  private Places places;
  private boolean counted; // `unwanted` is known
  private long unwanted; // lines that are passed over before it begins
  private boolean begun; // the reader knows its first place
  private Strand last; // whose lines were given last, if its place may be before them; or null
  private Strand onDisk; // who has to read its file before it goes on; or null
  private Sink sink; // in a step
  private boolean given; // something was, in this step
  private long wokenMillis = Long.MIN_VALUE; // when the alarm wakes the reader

  /**
   * Begins to follow {@code logs}.
   *
   * @param start where the reader begins, as the leases say it of each log
   * @param zone the zone of times that name none
   * @param delay how long a line waits for earlier ones of other logs at most
   * @throws Followers.FullException if one of them can't be followed
   */
  public Merge(
      List<Log> logs,
      Start start,
      ZoneId zone,
      Duration delay,
      InstantSource clock,
      Alarm alarm,
      Reader reader) {
    this.start = start;
    this.delayMillis = delay.toMillis();
    this.clock = clock;
    this.alarm = alarm;
    this.reader = reader;
    this.places = Places.in(logs.stream().map(Log::name).toList());
    try {
      for (Log log : logs) {
        strands.add(new Strand(strands.size(), log.name, log.follow.apply(reader), zone));
      }
    } catch (RuntimeException full) {
      close();
      throw full;
    }
  }

  /** One of the logs: its lease, and which of its lines come next. */
  private final class Strand implements Sink {
    private final int index;
    private final String name;
    private final Mark mark;
    private final Lease lease;
    private final LineTimes times;

    private Block block; // what comes next, or null
    private int line; // of the block
    private long[] millis; // of its lines, as LineTimes tells them
    private long above = TimeForm.NONE; // the time of the line that was given last
    private Outcome outcome = Outcome.CAUGHT_UP; // of its last step
    private boolean caughtUp = true; // it has been, since the block before
    private long readMillis; // when the block was read
    private long sinceMillis; // when the first block after it was caught up was

    Strand(int index, String name, Lease lease, ZoneId zone) {
      this.index = index;
      this.name = name;
      this.mark = new Mark(name, index, () -> places);
      this.lease = lease;
      this.times = new LineTimes(zone);
    }

    /** Takes steps that need no disk until a line is at hand. */
    void fill() {
      while (block == null) {
        outcome = lease.next(this);
        if (outcome == Outcome.CAUGHT_UP) caughtUp = true;
        if (outcome != Outcome.MORE) return;
      }
    }

    @Override
    public void begin(Place place) {
      learnPlace();
    }

    @Override
    public void lines(Block next) {
      if (next.lines() == 0) return;
      readMillis = clock.millis();
      if (caughtUp) sinceMillis = readMillis;
      caughtUp = false;
      block = next;
      line = 0;
      millis = times.of(next, sinceMillis);
      if (above == TimeForm.NONE) beginLines();
    }

    /**
     * Decides where the first lines go if they have no time: what they belong to was not read. They
     * go on at once where a reader comes back, and else stand above the first line with a time.
     */
    private void beginLines() {
      boolean goesOn = start instanceof Start.AtEach;
      if (goesOn && !times.areKnown()) Arrays.fill(millis, TimeForm.NONE);
      LongStream known = Arrays.stream(millis).filter(time -> time != TimeForm.NONE);
      above = goesOn ? EARLIEST : known.findFirst().orElse(EARLIEST);
    }

    @Override
    public void event(TailEvent event, Place next) {
      if (next != null) learnPlace();
      given = true;
      sink.event(event.in(name), next == null || !begun ? null : places);
    }

    private void learnPlace() {
      places = places.with(index, lease.place());
    }

    boolean hasLine() {
      return block != null;
    }

    /** Returns the time of its next line, which is that of the line above if it has none. */
    long time() {
      return millis[line] == TimeForm.NONE ? above : millis[line];
    }

    /** Returns whether a line of {@code time} comes before the next one of {@code other}. */
    boolean isBefore(long time, Strand other) {
      return time < other.time() || time == other.time() && index < other.index;
    }

    /** Returns when a line of the block is old enough to go out, whatever may still come. */
    long dueMillis(long time) {
      return (time <= readMillis ? time : sinceMillis) + delayMillis;
    }

    /** Goes on to the line {@code next}. */
    void advance(int next) {
      places = places.with(index, block.after(next - 1));
      for (; line < next; line++) {
        if (millis[line] != TimeForm.NONE) above = millis[line];
      }
      if (line == block.lines()) block = null;
    }
  }

  @Override
  public boolean isPlaced() {
    return strands.stream().allMatch(strand -> strand.lease.isPlaced());
  }

  @Override
  public Place place() {
    settle();
    return begun && !places.isEmpty() ? places : null;
  }

  @Override
  public Outcome next(Sink to) {
    sink = to;
    given = false;
    if (!counted && !isPlaced()) return findPlace();
    if (!counted) count();
    Outcome outcome = step();
    for (int n = 1; n < MAX_RUNS && outcome == Outcome.MORE && !sink.isFull(); n++) {
      outcome = step();
    }
    return given ? Outcome.MORE : outcome; // what was given is sent before anybody waits
  }

  /** Returns whether a log has to read its file to find its first place, or all wait for a look. */
  private Outcome findPlace() {
    for (Strand strand : strands) {
      if (strand.lease.isPlaced() || strand.lease.next(strand) != Outcome.ON_DISK) continue;
      onDisk = strand;
      return Outcome.ON_DISK;
    }
    return Outcome.CAUGHT_UP;
  }

  /** Each log begins with its own last lines; of all together only the last ones are wanted. */
  private void count() {
    counted = true;
    if (start instanceof Start.LastLines lastLines) {
      long lines = strands.stream().mapToLong(strand -> strand.lease.cursor().linesAhead()).sum();
      unwanted = Math.max(0, lines - lastLines.lines());
    }
    if (unwanted == 0) begin();
  }

  @Override
  public Outcome nextFromFile(Sink to) throws IOException {
    sink = to;
    Strand reading = onDisk;
    onDisk = null;
    if (reading != null) reading.lease.nextFromFile(reading);
    return Outcome.MORE;
  }

  private Outcome step() {
    settle();
    for (Strand strand : strands) {
      strand.fill();
      if (strand.hasLine() || strand.outcome != Outcome.ON_DISK) continue;
      onDisk = strand;
      return Outcome.ON_DISK;
    }
    Strand first = first();
    if (first == null) return atEnd();
    int end = runEnd(first);
    if (end == first.line) return Outcome.CAUGHT_UP;
    int wanted = begun ? first.line : passOver(first, end);
    if (wanted < end) give(first, end);
    return Outcome.MORE;
  }

  private void begin() {
    begun = true;
    if (places.isEmpty()) return;
    given = true;
    sink.begin(places);
  }

  private Outcome atEnd() {
    if (!begun) { // fewer lines could be had than were counted
      begin();
      return Outcome.MORE;
    }
    boolean all = strands.stream().allMatch(strand -> strand.outcome == Outcome.FINISHED);
    return all ? Outcome.FINISHED : Outcome.CAUGHT_UP;
  }

  /** Returns whose line comes next, or null if there is none at hand. */
  private Strand first() {
    Strand first = null;
    for (Strand strand : strands) {
      if (strand.hasLine() && (first == null || strand.isBefore(strand.time(), first))) {
        first = strand;
      }
    }
    return first;
  }

  /** Returns before which line of its block the run of {@code first} ends that goes out now. */
  private int runEnd(Strand first) {
    Strand second = null;
    boolean open = false; // another log may still get an earlier line
    for (Strand strand : strands) {
      if (strand == first) continue;
      open |= !strand.hasLine() && strand.outcome == Outcome.CAUGHT_UP;
      if (!strand.hasLine()) continue;
      if (second == null || strand.isBefore(strand.time(), second)) second = strand;
    }
    long now = open && begun ? clock.millis() : Long.MAX_VALUE;
    int i = first.line;
    for (; i < first.millis.length; i++) {
      long time = first.millis[i];
      if (time == TimeForm.NONE) continue; // it goes with the line above
      if (second != null && !first.isBefore(time, second)) break;
      if (isHeld(first.dueMillis(time), now)) break;
    }
    return i;
  }

  /** Returns whether a line that is due then waits, and if so has the reader woken when it is. */
  private boolean isHeld(long due, long now) {
    boolean held = due > now && due - now <= delayMillis; // it would be more if the clock went back
    if (!held) return false;
    long wake = now + Math.max(MIN_WAIT_MILLIS, due - now);
    if (wokenMillis > now && wokenMillis <= wake) return true;
    wokenMillis = wake;
    alarm.wakeIn(wake - now, reader);
    return true;
  }

  /** Goes on to the first line that is wanted, if it is before {@code end}, and returns it. */
  private int passOver(Strand first, int end) {
    for (int i = first.line; i < end; i++) {
      if (first.block.continued(i)) continue;
      if (unwanted == 0) {
        if (i > first.line) first.advance(i);
        begin();
        return i;
      }
      unwanted--;
    }
    first.advance(end);
    return end;
  }

  private void give(Strand first, int end) {
    Block run = first.block.marked(first.mark, first.line, end);
    first.advance(end);
    last = first;
    given = true;
    sink.lines(run);
  }

  /**
   * What the reader was given last it may still hold back, until it knows what becomes of an event:
   * then it comes back before that.
   */
  private void settle() {
    Position held = last == null ? null : sink.held();
    if (held != null) places = places.with(last.index, held);
    last = null;
  }

  /** There is nothing to give back: each log's lines are kept until they have been given. */
  @Override
  public void giveBack() {}

  @Override
  public long readBytes() {
    return strands.stream().mapToLong(strand -> strand.lease.readBytes()).sum();
  }

  @Override
  public long allBytes() {
    return strands.stream().mapToLong(strand -> strand.lease.allBytes()).sum();
  }

  @Override
  public void letGo() {
    for (Strand strand : strands) strand.lease.letGo();
  }

  @Override
  public void close() {
    for (Strand strand : strands) strand.lease.close();
  }
}
