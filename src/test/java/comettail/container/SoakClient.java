package comettail.container;

import comettail.harness.PulledStream;
import comettail.harness.StreamParts;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;

/**
 * A reader of a {@link SoakLog} over HTTP, until it has the last line. One that stays only reads;
 * one that roams stalls, leaves by FIN, by half-close or by RST, comes back where it was, and
 * begins anew, at random. Run by one thread.
 */
final class SoakClient implements Runnable {
  private static final int RECEIVE_BYTES = 16 * 1024;
  private static final int MOST_LINES_BACK = 3_000;
  private static final Duration LONGEST_READING = Duration.ofSeconds(6);
  private static final Duration LONGEST_STALL = Duration.ofSeconds(10);
  private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(2);

  private final SoakLog log;
  private final String form;
  private final boolean stays;
  private final Function<String, URI> uri; // of a target that is relative to the application
  private final Random random;
  private final StringBuilder story = new StringBuilder();

  private SoakReader reader;
  private boolean mayBeCut; // of the present stream, by its container
  private int stalls;
  private int cuts;
  private int streams;

  SoakClient(SoakLog log, String form, boolean stays, Function<String, URI> uri, Random random) {
    this.log = log;
    this.form = form;
    this.stays = stays;
    this.uri = uri;
    this.random = random;
  }

  @Override
  public void run() {
    try {
      beginAnew();
      while (!hasAll()) {
        log.awaitWritten(upTo(LONGEST_ABSENCE));
        if (reader.place() != null && random.nextInt(4) > 0) comeBack();
        else beginAnew();
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(this + " failed", e);
    }
  }

  private boolean hasAll() {
    return reader.last() >= log.last();
  }

  private void beginAnew() throws IOException {
    reader = new SoakReader();
    int lines = 1 + random.nextInt(MOST_LINES_BACK);
    tell("anew from the last " + lines);
    follow("tail?log=" + log.name() + "&lines=" + lines + "&format=" + form);
  }

  private void comeBack() throws IOException {
    reader.goesOnFromPlace();
    tell("back after " + reader.last());
    String target = "tail?log=" + log.name() + "&format=" + form;
    if (form.equals("sse")) follow(target, "Last-Event-ID: " + reader.place());
    else follow(target + "&from=" + reader.place());
  }

  /** Reads a stream until it leaves, or until the container cuts it off for having stalled. */
  private void follow(String target, String... fields) throws IOException {
    streams++;
    mayBeCut = false;
    try (PulledStream stream = PulledStream.get(uri.apply(target), RECEIVE_BYTES, fields)) {
      if (stream.head().status() != 200) throw new AssertionError("answered " + stream.head());
      StreamParts parts = StreamParts.of(form, reader);
      do {
        read(stream, parts);
      } while (!hasAll() && (stays || staysOn()));
      leave(stream, parts);
    } catch (SocketTimeoutException silent) {
      throw silent; // not even a heartbeat has come
    } catch (IOException cut) {
      if (!mayBeCut) throw cut;
      cuts++;
      tell("cut off after " + reader.last());
    }
  }

  private void read(PulledStream stream, StreamParts parts) throws IOException {
    long end = System.nanoTime() + upTo(LONGEST_READING).toNanos();
    while (!hasAll() && System.nanoTime() < end) {
      byte[] bytes = stream.next();
      if (bytes == null) throw new AssertionError("the stream has ended");
      parts.add(bytes);
    }
  }

  /** Returns whether it goes on with its stream, perhaps after it has stalled. */
  private boolean staysOn() {
    switch (random.nextInt(4)) {
      case 0 -> {
        return true;
      }
      case 1, 2 -> {
        tell("stalls after " + reader.last());
        mayBeCut = true;
        stalls++;
        log.awaitWritten(upTo(LONGEST_STALL));
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private void leave(PulledStream stream, StreamParts parts) throws IOException {
    switch (random.nextInt(3)) {
      case 0 -> stream.reset();
      case 1 -> {
        stream.halfClose();
        mayBeCut = true;
        read(stream, parts);
      }
      default -> stream.close();
    }
    tell("leaves after " + reader.last());
  }

  /** How often it has stalled. */
  int stalls() {
    return stalls;
  }

  /** How often its container has cut it off for that. */
  int cuts() {
    return cuts;
  }

  /** How many streams it has had. */
  int streams() {
    return streams;
  }

  private Duration upTo(Duration most) {
    return Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
  }

  private void tell(String what) {
    story.append(", ").append(what);
  }

  /** Who it is, and what it has done. */
  @Override
  public String toString() {
    return (stays ? "a reader that stays, " : "a reader that roams, ") + form + story;
  }
}
