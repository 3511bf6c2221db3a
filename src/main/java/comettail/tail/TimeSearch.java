package comettail.tail;

import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.LineText;
import comettail.line.Position;
import comettail.tail.Archive.LostException;
import comettail.tail.Journal.Entry;
import comettail.tail.Journal.Snapshot;
import comettail.tail.Journal.Stretch;
import comettail.time.LogZone;
import comettail.time.TimeForm;
import java.io.IOException;

/**
 * Finds the first line of a time or a later one. The segments are gone through from the newest to
 * the first that begins earlier; that is searched by halving if it is plain, and read from its
 * start if it is compressed. Lines without a time belong to the line above them.
 *
 * <p>Lines may be somewhat out of order: none that is in time and stands in the same segment, less
 * than {@link #DISORDER_BYTES} before the place, is passed over. Used by one thread at a time,
 * which may wait for the disk.
 */
final class TimeSearch {
  /** How far before the place that halving finds another line may be that is in time. */
  static final int DISORDER_BYTES = 64 * 1024;

  /** How far a line with a time is looked for, in bytes. */
  private static final int MAX_TIMELESS_BYTES = 1 << 20; // 1 MiB

  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int STEP_BYTES = 4 << 20; // 4 MiB

  private final Snapshot snapshot;
  private final Start.AtTime wanted;
  private final LineFramer framer;
  private final SegmentReader reader;

  private int entry; // what comes next is before this entry
  private long place;
  private boolean timeless = true;

  // The stretch that is read line by line, if there is one.
  private Stretch stretch;
  private TimeForm form;
  private long offset;

  TimeSearch(Snapshot snapshot, Start.AtTime wanted, LineFramer framer, SegmentReader reader) {
    this.snapshot = snapshot;
    this.wanted = wanted;
    this.framer = framer;
    this.reader = reader;
    this.entry = snapshot.entries().length;
    this.place = snapshot.endAt();
  }

  /** Returns the stream offset of the line, as far as it is known. */
  long place() {
    return place;
  }

  /** Returns whether no line was found that has a time. */
  boolean isTimeless() {
    return timeless;
  }

  /** Goes on some way, and returns whether there may be more to do. */
  boolean step() throws IOException {
    try {
      if (stretch != null) return readOn();
      if (entry == 0) return false;
      Entry earlier = snapshot.entries()[--entry];
      if (earlier instanceof Stretch next) look(next);
      return true;
    } catch (LostException gone) {
      return false; // what is older is not read without what lies between
    }
  }

  /** Takes a stretch that begins at that time or later as found, and searches another one. */
  private void look(Stretch next) throws IOException, LostException {
    form = formOf(next);
    if (form == null) return;
    long first = firstTime(next, next.offset(), next.endOffset());
    if (first == TimeForm.NONE) return;
    timeless = false;
    if (first >= wanted.millis()) {
      place = next.at();
      return;
    }
    stretch = next;
    offset = next.segment().isOpenEnded() ? next.offset() : halve(next);
  }

  private TimeForm formOf(Stretch of) throws IOException, LostException {
    TimeForm found = formOf(read(of, of.offset()));
    boolean both = found != null || of.segment().isOpenEnded();
    return both ? found : formOf(read(of, Math.max(of.offset(), of.endOffset() - CHUNK_BYTES)));
  }

  private static TimeForm formOf(Block block) {
    TimeForm.Finder finder = new TimeForm.Finder();
    LineText text = new LineText(block);
    for (int i = 0; i < block.lines(); i++) {
      if (block.continued(i)) continue;
      text.read(i);
      finder.add(text.bytes(), text.start(), text.end());
    }
    return finder.form();
  }

  /** Returns an offset before which no line is in time, but for those out of order. */
  private long halve(Stretch in) throws IOException, LostException {
    long low = in.offset();
    long high = in.endOffset();
    while (high - low > CHUNK_BYTES) {
      long middle = (low + high) / 2;
      long time = firstTime(in, middle, high);
      if (time == TimeForm.NONE || time >= wanted.millis()) high = middle;
      else low = middle;
    }
    return Math.max(in.offset(), low - DISORDER_BYTES);
  }

  /** Returns the time of the first line in {@code [from, to)} that has one, if it is not far. */
  private long firstTime(Stretch in, long from, long to) throws IOException, LostException {
    long limit = Math.min(to, from + MAX_TIMELESS_BYTES);
    for (long at = from; at < limit; ) {
      Block block = read(in, at);
      for (int i = 0; i < block.lines(); i++) {
        long time = timeOf(block, i, in);
        if (time != TimeForm.NONE) return time;
      }
      if (after(block) <= at) break;
      at = after(block);
    }
    return TimeForm.NONE;
  }

  /** Reads on line by line, for a while, and returns whether there may be more to read. */
  private boolean readOn() throws IOException, LostException {
    for (long from = offset; offset - from < STEP_BYTES; ) {
      Block block = read(stretch, offset);
      for (int i = 0; i < block.lines(); i++) {
        if (timeOf(block, i, stretch) < wanted.millis()) continue;
        place = block.at() + block.lineStart(i) - block.start();
        return false;
      }
      if (after(block) <= offset) return false; // and it is where the next stretch begins
      offset = after(block);
    }
    return true;
  }

  /** Returns the offset of what comes after the lines of {@code block}. */
  private static long after(Block block) {
    int whole = block.whole() > block.start() ? block.whole() : block.end();
    return block.offset() + whole - block.start();
  }

  /** Returns the time of a line, or {@link TimeForm#NONE}, which is before any other. */
  private long timeOf(Block block, int line, Stretch in) {
    if (block.continued(line)) return TimeForm.NONE;
    LineText text = new LineText(block);
    text.read(line);
    return form.millis(text.bytes(), text.start(), text.end(), zoneOf(in));
  }

  private LogZone zoneOf(Stretch in) {
    long written =
        in.segment() instanceof OlderSegment older
            ? older.modified().toMillis()
            : System.currentTimeMillis();
    return new LogZone(wanted.zone(), written);
  }

  /** Returns how many bytes a line begins at a multiple of. */
  private int unitBytes(Stretch in) {
    return framer.charset(in.segment().id().mark()).framing().unitBytes();
  }

  /** Returns a chunk of {@code from}, from the offset {@code offset} on, or its end. */
  private Block read(Stretch from, long offset) throws IOException, LostException {
    long whole = offset - offset % unitBytes(from);
    int window = (int) Math.min(whole, Position.WINDOW);
    int length = (int) Math.min(CHUNK_BYTES, from.endOffset() - whole);
    byte[] bytes = new byte[window + length];
    int n = reader.use(from.segment(), in -> in.read(whole - window, bytes, 0, bytes.length));
    long at = from.at() + whole - from.offset();
    int end = Math.max(n, window);
    Block block = Block.of(from.segment().id(), whole, at, bytes, window, end, framer);
    return whole + end - window == from.endOffset() || n < bytes.length ? block.sealed() : block;
  }
}
