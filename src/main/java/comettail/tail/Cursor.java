package comettail.tail;

import comettail.file.LentBuffer;
import comettail.file.ReadBuffers;
import comettail.file.SegmentBytes;
import comettail.line.Block;
import comettail.line.Fingerprint;
import comettail.line.LineFramer;
import comettail.line.LogCharset;
import comettail.line.Position;
import comettail.line.SegmentId;
import comettail.line.TailEvent;
import comettail.line.TailEvent.Kind;
import comettail.tail.Archive.LostException;
import comettail.tail.Journal.Notice;
import comettail.tail.Journal.Snapshot;
import comettail.tail.Journal.Stretch;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/**
 * A reader's place in a log: one number, and nothing buffered. It reads from memory while it keeps
 * up, else from the file, and where the file is gone it says so in a gap event.
 *
 * <p>Used by one thread at a time. {@link #next} never waits; {@link #nextFromFile} waits for the
 * disk and must not be called by a thread that may be interrupted.
 */
public final class Cursor {
  /** What a step of the cursor came to. */
  public enum Outcome {
    /** Something went to the sink, or the next step will tell; ask again. */
    MORE,
    /** What comes next is not in memory: ask {@link Cursor#nextFromFile}. */
    ON_DISK,
    /** The reader has all there is; it will be woken. */
    CAUGHT_UP,
    /** The reader has all that it asked for. */
    FINISHED
  }

  private static final Logger LOG = System.getLogger(Cursor.class.getName());
  private static final int CHUNK_BYTES = 64 * 1024;

  /** How far is read alone where reading ahead failed, before it is tried again. */
  private static final int ALONE_BYTES = 4 << 20; // 4 MiB

  // Final configuration.
  private final Journal journal;
  private final LineFramer framer;
  private final SegmentReader reader;
  private final Wanted wanted;
  private final LentBuffer buffer;
  private final boolean wholeLines;

  // Written by the follower's thread, once.
  private volatile Snapshot joined;

  // Written by the reader's thread, read by the follower's.
  private volatile long at = Long.MIN_VALUE; // stream offset

  // Owned by the reader's thread.
  private Locator locator; // while the first place is looked for, or the last
  private boolean located;
  private long linesAhead; // how many there were from the first place on, if they were counted
  private Position here; // the position at `at`, or null where it is not known
  private long began; // the stream offset of its first place
  private NewestFirst newest; // if it goes back, and its first place is found
  private ReadAhead ahead; // what is read on several threads, or null
  private long aloneUntil = Long.MIN_VALUE; // stream offset up to which that is of no use
  private boolean looked; // whether it is text
  private long until = Long.MAX_VALUE; // stream offset at which the reader has all it asked for

  /**
   * @param buffers with room for a {@link Position#WINDOW} as well
   */
  Cursor(
      Journal journal,
      SegmentReader reader,
      LineFramer framer,
      Wanted wanted,
      ReadBuffers buffers) {
    this.journal = journal;
    this.reader = reader;
    this.framer = framer;
    this.wanted = wanted;
    this.buffer = new LentBuffer(buffers);
    this.wholeLines = wanted.wholeLines();
  }

  /** Says what there was to read when the reader joined. Call from the follower's thread, once. */
  void joined(Snapshot snapshot) {
    joined = snapshot;
  }

  /** Returns the lowest stream offset that is still to be read. Any thread. */
  long at() {
    return at;
  }

  /**
   * Returns whether the reader has its place, so that it will get every line that is written from
   * now on.
   */
  public boolean isPlaced() {
    return located;
  }

  /**
   * Returns the position of the reader's place, or null where it is not known. Call from the
   * reader's thread.
   */
  public Position position() {
    return here;
  }

  /**
   * Returns how many lines were found from the reader's first place on, if it asked for the last
   * ones; else 0. Call from the reader's thread.
   */
  long linesAhead() {
    return linesAhead;
  }

  /** Returns how many bytes of files have been read, once {@link #isPlaced}. */
  public long readBytes() {
    long from = newest == null ? began : newest.high();
    return Extent.bytes(joined, from, newest == null ? at : until, false);
  }

  /** Returns how many bytes of files there are to read, for a reader that ends. */
  public long allBytes() {
    return Extent.bytes(joined, began, until, true);
  }

  /**
   * Returns a way through what there was when the reader joined, in any order, or null before it
   * has. Whoever goes that way does not call {@link #next}; the lease holds for both.
   */
  public Survey survey() {
    return joined == null ? null : new Survey(joined, framer, reader);
  }

  /** Takes the next step that needs no disk. */
  public Outcome next(Sink sink) {
    if (joined == null) return Outcome.CAUGHT_UP;
    if (!located) return Outcome.ON_DISK;
    if (newest != null) return newest.isOver() ? Outcome.FINISHED : Outcome.ON_DISK;
    if (at >= until) return Outcome.FINISHED;
    Snapshot s = journal.now();
    if (at >= readable(s)) return Outcome.CAUGHT_UP;
    if (at < s.firstAt()) return lost(s.firstAt(), "too much has happened since", sink);
    if (s.entryAt(at) instanceof Notice notice) {
      at++;
      if (notice.next() != null) here = notice.next();
      sink.event(notice.event(), notice.next());
      return Outcome.MORE;
    }
    Block block = s.runAt(at);
    if (block == null || reader.isHolding()) return Outcome.ON_DISK;
    letGo();
    deliver(block, sink);
    return Outcome.MORE;
  }

  /** Returns the stream offset up to which this reader may read. */
  private long readable(Snapshot s) {
    boolean follows = wanted.end() instanceof End.Never;
    return wholeLines && follows ? s.wholeAt() : Math.min(s.endAt(), until);
  }

  private void deliver(Block block, Sink sink) {
    int length = block.end() - block.start();
    if (!looked) look(ByteBuffer.wrap(block.bytes(), block.start(), length), block.charset(), sink);
    Block bounded = until <= block.endAt() ? block.sealedAt(until) : block;
    sink.lines(bounded);
    here = bounded.position(wholeLines ? bounded.whole() : bounded.end());
    at = wholeLines ? bounded.wholeAt() : bounded.endAt();
  }

  private void look(ByteBuffer bytes, LogCharset charset, Sink sink) {
    looked = true;
    if (!BinaryBytes.are(bytes, charset)) return;
    sink.event(new TailEvent(Kind.BINARY, "This log does not look like text."), null);
  }

  /** Goes on at {@code nextAt}; what lies before can't be had, for the reason {@code why}. */
  private Outcome lost(long nextAt, String why, Sink sink) {
    long bytes = nextAt - at;
    String what = bytes >= Journal.UNKNOWN_LENGTH / 2 ? "Bytes" : bytes + " bytes";
    at = nextAt;
    here = null;
    long known = bytes >= Journal.UNKNOWN_LENGTH / 2 ? -1 : bytes;
    sink.event(new TailEvent(Kind.GAP, what + " can't be delivered: " + why + ".", known), null);
    return Outcome.MORE;
  }

  /**
   * Says that the bytes of what went to the sink last are not needed any more, so that the next
   * ones may take their place. Call from the reader's thread.
   */
  public void giveBack() {
    buffer.giveBack();
  }

  /** Lets go of what was read that is not delivered. Call from the reader's thread. */
  public void letGo() {
    buffer.letGo();
    ahead = null;
    if (newest != null) newest.letGo();
  }

  /** Takes the next step, reading the file. */
  public Outcome nextFromFile(Sink sink) throws IOException {
    if (!located) {
      locate(sink);
      return Outcome.MORE;
    }
    if (newest != null) {
      newest.step(sink);
      return Outcome.MORE;
    }
    Snapshot s = journal.now();
    if (at < s.firstAt() || !(s.entryAt(at) instanceof Stretch stretch)) return Outcome.MORE;
    if (s.runAt(at) != null) {
      reader.letGo();
      return Outcome.MORE;
    }
    long limit = Math.min(Math.min(stretch.endAt(), until), readable(s));
    try {
      if (!readOn(stretch, limit, sink)) at = stretch.endAt();
      return Outcome.MORE;
    } catch (LostException lost) {
      return lost(stretch.endAt(), lost.getMessage(), sink);
    }
  }

  /**
   * Gives {@code sink} what comes next of {@code stretch}, and returns false at the end of a
   * segment whose length nobody knew.
   */
  private boolean readOn(Stretch stretch, long limit, Sink sink) throws IOException, LostException {
    if (!wholeLines) return readBytes(stretch, limit, sink);
    Block block = readAhead(stretch, limit);
    if (block == null) block = readLines(stretch, limit);
    if (block != null) deliver(block, sink);
    return block != null;
  }

  /** Does so for a reader of bytes, who gets them not cut into lines. */
  private boolean readBytes(Stretch stretch, long limit, Sink sink)
      throws IOException, LostException {
    long offset = stretch.offsetOf(at);
    int window = (int) Math.min(offset, Position.WINDOW);
    ByteBuffer room = buffer.room();
    int length = (int) Math.min(limit - at, room.remaining() - Position.WINDOW);
    int n = fill(stretch.segment(), offset, window, room.limit(window + length));
    if (n == window) return false;
    SegmentId segment = stretch.segment().id(); // its head is known now
    int read = n - window;
    ByteBuffer bytes = room.slice(window, read);
    if (!looked) look(bytes, framer.charset(segment.mark()), sink);
    buffer.lend();
    sink.bytes(bytes);
    byte[] last = new byte[Math.min(n, Position.WINDOW)];
    room.get(n - last.length, last);
    here = segment.position(offset + read, last, last.length);
    at += read;
    return true;
  }

  /** Returns a block of what was read on several threads, or null if it is to be read alone. */
  private Block readAhead(Stretch stretch, long limit) throws IOException, LostException {
    if (ahead == null || !ahead.reads(stretch.segment())) ahead = begin(stretch, limit);
    if (ahead == null) return null;
    Block block = ahead.next();
    if (block != null && block.at() == at && isRight(block)) return block;
    ahead = null;
    aloneUntil = at + ALONE_BYTES;
    return null;
  }

  private ReadAhead begin(Stretch stretch, long limit) throws IOException, LostException {
    int slice = wanted.cutter().sliceBytes();
    if (slice == 0 || stretch.segment().isOpenEnded()) return null;
    if (at < aloneUntil || limit - at < 2 * slice) return null;
    SegmentBytes bytes = reader.shared(stretch.segment());
    boolean utf8 = framer.charset(stretch.segment().id().mark()) == LogCharset.UTF_8;
    return utf8 ? new ReadAhead(stretch, bytes, at, limit, framer, wanted) : null;
  }

  private boolean isRight(Block block) {
    SegmentId segment = block.segment();
    if (here == null || here.file() != segment.file() || here.offset() != block.offset()) {
      return true;
    }
    return block.offset() == 0 || here.marker() == block.position(block.start()).marker();
  }

  /**
   * Returns lines of {@code stretch} from here on, up to {@code limit}, or null at the end of a
   * segment whose length nobody knew.
   */
  private Block readLines(Stretch stretch, long limit) throws IOException, LostException {
    Segment segment = stretch.segment();
    for (int most = CHUNK_BYTES; ; most = framer.maxLineBytes() + Position.WINDOW) {
      long offset = stretch.offsetOf(at);
      int window = (int) Math.min(offset, Position.WINDOW);
      int length = (int) Math.min(limit - at, most);
      byte[] bytes = new byte[window + length];
      int n = fill(segment, offset, window, ByteBuffer.wrap(bytes));
      if (n == window) return null;
      Block block = wanted.cutter().cut(segment.id(), offset, at, bytes, window, n, framer);
      if (n < bytes.length || at + length == limit) return block.sealed();
      if (block.lines() > 0) return block;
    }
  }

  /**
   * Reads as many bytes as {@code bytes} may have, the first {@code window} of which are before
   * {@code offset}, and returns how many there were.
   */
  private int fill(Segment segment, long offset, int window, ByteBuffer bytes)
      throws IOException, LostException {
    SegmentReader.Use<Integer> use = from -> from.read(offset - window, bytes.position(0));
    int n = reader.use(segment, use);
    if (isRight(n, segment, offset, window, bytes)) return n;
    // The file was cut short or written over, just now perhaps; a copy may have what was there.
    n = reader.useFound(segment, use);
    if (isRight(n, segment, offset, window, bytes)) return n;
    throw new LostException("the file that held them is not what it was");
  }

  /**
   * Returns whether all was read that was asked for, and the bytes before this place are those that
   * were delivered last, as far as that is known.
   */
  private boolean isRight(int n, Segment segment, long offset, int window, ByteBuffer bytes) {
    if (n < window || n < bytes.limit() && !segment.isOpenEnded()) return false;
    if (here == null || here.file() != segment.id().file() || here.offset() != offset) return true;
    return offset == 0 || here.marker() == Fingerprint.of(bytes.slice(0, window));
  }

  /** Takes a step to find the last place, and then the first, which may depend on that. */
  private void locate(Sink sink) throws IOException {
    if (wanted.end() instanceof End.Before before && until == Long.MAX_VALUE) {
      if (!find(before.start(), joined, sink)) return;
      until = Math.min(locator.place(), joined.endAt());
      locator = null;
      return;
    }
    if (wanted.end() instanceof End.Now) until = joined.endAt();
    Start start = wanted.start();
    // What is counted from the end is counted from the reader's own.
    Snapshot all = start instanceof Start.LastLines ? joined.before(until) : joined;
    if (!find(start, all, sink)) return;
    at = locator.place();
    linesAhead = locator.lines();
    began = at;
    locator = null;
    if (wanted.newestFirst()) {
      newest = new NewestFirst(joined, at, until, framer, reader, wanted);
    } else {
      here = positionHere();
      if (here != null) sink.begin(here);
    }
    located = true;
  }

  private boolean find(Start place, Snapshot in, Sink sink) throws IOException {
    if (locator == null) locator = new Locator(in, place, framer, reader);
    if (!locator.find()) return false;
    if (locator.isLost()) {
      String sentence =
          "The place to go on from is not in this log any more;"
              + " going on from the start of the first file that may have more.";
      sink.event(new TailEvent(Kind.GAP, sentence), null);
    }
    if (locator.isTimeless()) {
      String sentence = "No line of this log has a time that Comet Tail can read.";
      sink.event(new TailEvent(Kind.TIMELESS, sentence), null);
    }
    return true;
  }

  /** Returns the position of the place that was found, or null where no bytes are. */
  private Position positionHere() throws IOException {
    if (at < joined.endAt() && joined.entryAt(at) instanceof Stretch stretch) {
      return position(stretch.segment(), stretch.offsetOf(at));
    }
    for (int i = joined.entries().length - 1; i >= 0; i--) {
      if (joined.entries()[i] instanceof Stretch stretch && stretch.endAt() <= at) {
        Segment segment = stretch.segment();
        return segment.isOpenEnded() ? null : position(segment, stretch.endOffset());
      }
    }
    return null;
  }

  private Position position(Segment segment, long offset) throws IOException {
    byte[] window = new byte[(int) Math.min(offset, Position.WINDOW)];
    try {
      long from = offset - window.length;
      int n = reader.use(segment, bytes -> bytes.read(from, window, 0, window.length));
      return n < window.length ? null : segment.id().position(offset, window, n);
    } catch (LostException gone) {
      return null;
    }
  }

  /** Lets go of what the reader holds open. Any thread; no step may be begun after it. */
  void close() {
    try {
      reader.close();
    } catch (IOException nothingToLose) {
      LOG.log(Level.DEBUG, "closing a log file failed", nothingToLose);
    }
  }
}
