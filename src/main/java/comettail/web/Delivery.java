package comettail.web;

import comettail.filter.Sieve;
import comettail.format.Chunk;
import comettail.format.Encoder;
import comettail.line.Block;
import comettail.line.Lines;
import comettail.line.Place;
import comettail.line.Position;
import comettail.line.TailEvent;
import comettail.tail.Feed;
import comettail.tail.Sink;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What one client gets of what its feed gives: the lines that pass, as many as it wants, in its
 * form, and where it is in the log. It adds them to the client's outlet. Used by the pump's turn.
 */
final class Delivery implements Sink {
  /** How many bytes one step gives, if it can give more than one run of lines. */
  private static final int STEP_BYTES = 32 * 1024;

  /**
   * Which lines a client wants.
   *
   * @param sifting makes a sieve for a log
   * @param limit how many lines it gets at most
   * @param searches whether it is told how far its reader has got
   */
  record Wanted(Supplier<Sieve> sifting, long limit, boolean searches) {}

  private final Wanted wanted;
  private final Feed feed;
  private final Encoder encoder;
  private final Outlet outlet;
  private final BooleanSupplier mayTakeLong;
  private final SearchProgress progress; // null unless it searches

  private final Map<String, Sieve> sieves = new HashMap<>(); // of each of several logs
  private Sieve sieve; // of the log whose lines came last
  private Block slow; // what a slow filter is still to look at, on a scan thread; or null
  private long left; // how many lines may still be sent
  private boolean unsaid; // the client does not know the place, since lines did not pass

  /**
   * @param mayTakeLong whether this thread may do now what takes long
   */
  Delivery(Wanted wanted, Feed feed, Encoder encoder, Outlet outlet, BooleanSupplier mayTakeLong) {
    this.wanted = wanted;
    this.feed = feed;
    this.encoder = encoder;
    this.outlet = outlet;
    this.mayTakeLong = mayTakeLong;
    this.progress = wanted.searches ? new SearchProgress(feed, encoder) : null;
    this.sieve = wanted.sifting.get();
    this.left = wanted.limit;
  }

  /** Returns whether the client has got as many lines as it wants. */
  boolean isDone() {
    return left == 0;
  }

  /** Returns whether lines wait to be looked at on a scan thread, before what comes after them. */
  boolean isWaiting() {
    return slow != null;
  }

  /** Looks at the lines that wait. */
  void goOn() {
    Block searched = slow;
    slow = null;
    lines(searched);
  }

  @Override
  public void begin(Place place) {
    outlet.add(encoder.begin(place));
  }

  @Override
  public void lines(Block block) {
    if (block.mark() != null) sieve = sieveOf(block.mark().log());
    if (sieve.isSlow(block) && !mayTakeLong.getAsBoolean()) {
      slow = block;
      return;
    }
    if (left == 0) return; // what a step has found after the last line
    List<Lines> given = sieve.of(block);
    unsaid = given.isEmpty();
    for (Lines some : given) add(some);
  }

  @Override
  public void bytes(ByteBuffer bytes) {
    unsaid = false;
    outlet.add(Chunk.of(bytes));
  }

  private Sieve sieveOf(String log) {
    return sieves.computeIfAbsent(log, name -> wanted.sifting.get());
  }

  private void add(Lines lines) {
    if (left == 0) return;
    Lines some = lines.first(left);
    left -= some.count();
    if (progress != null) progress.add(some);
    outlet.add(encoder.lines(some));
  }

  @Override
  public Position held() {
    return sieve.held();
  }

  @Override
  public boolean isFull() {
    return slow != null || left == 0 || outlet.pendingBytes() >= STEP_BYTES;
  }

  @Override
  public void event(TailEvent event, Place next) {
    sieve.rest().forEach(this::add);
    if (next != null) unsaid = false;
    outlet.add(encoder.event(event, next));
  }

  /** Adds a heartbeat, after the place if the client does not know it. */
  void beat() {
    outlet.add(place());
    outlet.add(encoder.heartbeat());
  }

  /** Tells how far the search has got, if there is one and it has not been told for a while. */
  void tellProgress() {
    if (progress == null || !progress.isDue()) return;
    outlet.add(place());
    outlet.add(progress.tell());
  }

  /**
   * Adds the last words.
   *
   * @param finished whether the client has got all that it asked for; else the application ends
   */
  void end(boolean finished) {
    if (finished) sieve.rest().forEach(this::add);
    outlet.add(place());
    if (finished && progress != null) outlet.add(progress.tell());
    if (!finished) {
      String sentence = "The server ends this stream; come back for the rest.";
      outlet.add(encoder.event(new TailEvent(TailEvent.Kind.CLOSING, sentence), null));
    }
    outlet.add(encoder.end(finished));
  }

  /** Returns what says where the client is, if the lines that it got last do not. */
  private Chunk place() {
    if (slow != null) return Chunk.EMPTY; // the cursor is after what is still to be looked at
    Place place = unsaid ? feed.place() : null;
    unsaid = false;
    if (place instanceof Position && held() != null) place = held(); // of several logs it is known
    return place == null ? Chunk.EMPTY : encoder.begin(place);
  }
}
