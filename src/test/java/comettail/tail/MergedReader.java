package comettail.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.Await;
import comettail.line.Block;
import comettail.line.Place;
import comettail.line.Places;
import comettail.line.TailEvent;
import comettail.tail.Cursor.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads several logs as one and keeps everything, each line as {@code NAME: TEXT} and each event as
 * {@code (KIND NAME)}. Its clock stands still but for {@link #pass}. Used by one thread at a time.
 */
final class MergedReader implements Sink, Reader, AutoCloseable {
  /** How long a line waits for earlier ones. */
  static final Duration DELAY = Duration.ofMillis(500);

  final List<String> lines = new ArrayList<>();
  final List<String> places = new ArrayList<>(); // after each of the lines
  final List<Long> alarms = new ArrayList<>(); // after how many milliseconds it is to be woken
  String place; // the last that it was told
  int begun; // how often it was told where it begins

  private final Merge merge;
  private final Semaphore wakes = new Semaphore(0);
  private Instant now;

  MergedReader(Tailing tailing, List<String> names, Start start, End end, Instant now) {
    this.now = now;
    List<Merge.Log> logs = names.stream().map(name -> tailing.merged(name, start, end)).toList();
    InstantSource clock = () -> this.now;
    Merge.Alarm alarm = (millis, reader) -> alarms.add(millis);
    merge = new Merge(logs, start, ZoneOffset.UTC, DELAY, clock, alarm, this);
  }

  @Override
  public void wake() {
    wakes.release();
  }

  /** Lets time pass for it. */
  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Reads until it has all that it asked for. */
  MergedReader readsAll() {
    read(Outcome.FINISHED);
    return this;
  }

  /** Reads until it has all there is. */
  MergedReader catchesUp() {
    Await.until(Await.SOON, this::isBegun, "a first place of all logs");
    read(Outcome.CAUGHT_UP);
    return this;
  }

  private boolean isBegun() throws IOException {
    step();
    return merge.isPlaced();
  }

  /** Reads until this has come, and may go on for a while. */
  MergedReader awaits(String line) {
    Await.until(
        Await.SOON, () -> step() != null && lines.contains(line), () -> line + " in " + lines);
    return this;
  }

  private void read(Outcome last) {
    try {
      for (Outcome outcome; (outcome = step()) != last; ) {
        boolean waits = outcome == Outcome.CAUGHT_UP;
        if (waits && !wakes.tryAcquire(Await.SOON.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new AssertionError("not woken after " + lines);
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Outcome step() throws IOException {
    Outcome outcome = merge.next(this);
    return outcome == Outcome.ON_DISK ? merge.nextFromFile(this) : outcome;
  }

  @Override
  public boolean isFull() {
    return false;
  }

  @Override
  public void begin(Place start) {
    begun++;
    place = start.toString();
  }

  @Override
  public void lines(Block block) {
    for (int i = 0; i < block.lines(); i++) {
      int from = block.textStart(i);
      int length = block.textEnd(i) - from;
      String text = new String(block.bytes(), from, length, StandardCharsets.UTF_8);
      lines.add(block.mark().log() + ": " + text);
      place = block.placeAfter(i).toString();
      places.add(place);
    }
    assertEquals(place, merge.place().toString());
  }

  @Override
  public void event(TailEvent event, Place next) {
    lines.add("(" + event.kind().word() + " " + event.log() + ")");
    if (next != null) place = next.toString();
    places.add(place);
  }

  /** Returns where another reader goes on after the first {@code count} lines. */
  Start.AtEach after(int count) {
    return new Start.AtEach(Places.parse(places.get(count - 1)).orElseThrow());
  }

  @Override
  public void close() {
    merge.close();
  }
}
