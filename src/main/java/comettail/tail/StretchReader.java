package comettail.tail;

import comettail.file.FileId;
import comettail.line.Block;
import comettail.line.LineFramer;
import comettail.line.LineText;
import comettail.line.Position;
import comettail.tail.Archive.LostException;
import comettail.tail.Journal.Stretch;
import comettail.time.LogZone;
import comettail.time.TimeForm;
import java.io.IOException;
import java.time.ZoneId;

/**
 * Reads one stretch of a log, all in one segment, from anywhere in it, and finds times in it. A
 * compressed one is quick to read in rising order only. Used by one thread at a time, which may
 * wait for the disk.
 */
public final class StretchReader {
  /** How far before a time's place another line may be that is as late. */
  public static final int DISORDER_BYTES = 64 * 1024;

  /** How many bytes are read in one go, if no line is longer. */
  public static final int CHUNK_BYTES = 64 * 1024;

  /** How far a line with a time is looked for, in bytes. */
  private static final int MAX_TIMELESS_BYTES = 1 << 20; // 1 MiB

  private final Stretch stretch;
  private final boolean grows;
  private final ZoneId zone;
  private final LineFramer framer;
  private final SegmentReader reader;

  private TimeForm form; // once it is known
  private boolean learned;

  StretchReader(
      Stretch stretch, boolean grows, ZoneId zone, LineFramer framer, SegmentReader reader) {
    this.stretch = stretch;
    this.grows = grows;
    this.zone = zone;
    this.framer = framer;
    this.reader = reader;
  }

  /**
   * What tells a file that nobody writes to any more from all others, as long as it is not changed.
   */
  public record Stamp(FileId file, long size, long modifiedMillis) {}

  /** Returns the file that its segment was when it was seen first. */
  public FileId fileId() {
    return stretch.segment().fileId();
  }

  /** Returns its segment's stamp, or null if that is still followed. */
  public Stamp stamp() {
    if (!(stretch.segment() instanceof OlderSegment older)) return null;
    return new Stamp(older.fileId(), older.size(), older.modified().toMillis());
  }

  /** Returns where it begins in its segment, in bytes. */
  public long offset() {
    return stretch.offset();
  }

  /** Returns where it ends in its segment, in bytes; beyond any end if it {@link #isCompressed}. */
  public long endOffset() {
    return stretch.endOffset();
  }

  /** Returns whether it is compressed, so that its length is not known before it is read. */
  public boolean isCompressed() {
    return stretch.segment().isOpenEnded();
  }

  /** Returns how many bytes it takes on the disk. */
  public long diskBytes() {
    boolean packed = isCompressed() && stretch.segment() instanceof OlderSegment;
    return packed ? ((OlderSegment) stretch.segment()).size() : endOffset() - offset();
  }

  /** Returns when its last line was written, about, in milliseconds since 1970. */
  public long writtenMillis() {
    return stretch.segment() instanceof OlderSegment older
        ? older.modified().toMillis()
        : System.currentTimeMillis();
  }

  /** Returns the zone of its times, and their year. */
  public LogZone zone() {
    return new LogZone(zone, writtenMillis());
  }

  /** Returns the form of its lines' times, or null if none has one that is known. */
  public TimeForm form() throws IOException, LostException {
    if (learned) return form;
    form = formOf(lines(offset()));
    if (form == null && !isCompressed()) {
      form = formOf(chunk(Math.max(offset(), endOffset() - CHUNK_BYTES)));
    }
    learned = true;
    return form;
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

  /**
   * Returns the time of the first line in {@code [from, to)} that has one, if it is not far, else
   * {@link TimeForm#NONE}.
   */
  public long firstTime(long from, long to) throws IOException, LostException {
    if (form() == null) return TimeForm.NONE;
    long limit = Math.min(to, from + MAX_TIMELESS_BYTES);
    for (long at = from; at < limit; ) {
      Block block = lines(at);
      for (int i = 0; i < block.lines(); i++) {
        long time = timeOf(block, i);
        if (time != TimeForm.NONE) return time;
      }
      if (after(block) <= at) break;
      at = after(block);
    }
    return TimeForm.NONE;
  }

  /** Returns the latest time in its last lines, else {@link TimeForm#NONE}. */
  public long lastTime() throws IOException, LostException {
    long last = TimeForm.NONE;
    if (form() == null || isCompressed()) return last;
    Block block = chunk(Math.max(offset(), endOffset() - CHUNK_BYTES));
    for (int i = 0; i < block.lines(); i++) last = Math.max(last, timeOf(block, i));
    return last;
  }

  /**
   * Returns an offset before the first line of the time {@code millis}, or of a later one, and at
   * most {@link #CHUNK_BYTES} away from it; it is found by halving, so the stretch must not be
   * compressed. Lines may be out of order.
   */
  public long placeOf(long millis) throws IOException, LostException {
    long low = offset();
    long high = endOffset();
    while (high - low > CHUNK_BYTES) {
      long middle = (low + high) / 2;
      long time = firstTime(middle, high);
      if (time == TimeForm.NONE || time >= millis) high = middle;
      else low = middle;
    }
    return low;
  }

  /** Returns the time of a line, or {@link TimeForm#NONE}, which is before any other. */
  long timeOf(Block block, int line) {
    if (block.continued(line)) return TimeForm.NONE;
    LineText text = new LineText(block);
    text.read(line);
    return form.millis(text.bytes(), text.start(), text.end(), zone());
  }

  /** Returns whether the bytes before {@code position} are those that were read before it. */
  public boolean holds(Position position) throws IOException, LostException {
    return reader.use(stretch.segment(), bytes -> OlderSegment.holds(bytes, position));
  }

  /**
   * Returns lines from {@code offset} on, one at least but at the end; what is unfinished there is
   * a line unless the segment may still grow.
   */
  public Block lines(long offset) throws IOException, LostException {
    for (int wanted = CHUNK_BYTES; ; wanted = framer.maxLineBytes() + Position.WINDOW) {
      Block block = read(offset, wanted, !grows);
      boolean last = block.end() - block.start() < wanted;
      if (block.lines() > 0 || last) return block;
      if (wanted > framer.maxLineBytes()) return block;
    }
  }

  /** Returns a chunk from {@code offset} on, or its end. */
  Block chunk(long offset) throws IOException, LostException {
    return read(offset, CHUNK_BYTES, true);
  }

  /** Returns the offset of what comes after the lines of {@code block}. */
  static long after(Block block) {
    int whole = block.whole() > block.start() ? block.whole() : block.end();
    return block.offset() + whole - block.start();
  }

  private Block read(long offset, int wanted, boolean seals) throws IOException, LostException {
    long whole = offset - offset % unitBytes();
    int window = (int) Math.min(whole, Position.WINDOW);
    int length = (int) Math.min(wanted, endOffset() - whole);
    byte[] bytes = new byte[window + length];
    int n = reader.use(stretch.segment(), in -> in.read(whole - window, bytes, 0, bytes.length));
    long at = stretch.at() + whole - stretch.offset();
    int end = Math.max(n, window);
    Block block = Block.of(stretch.segment().id(), whole, at, bytes, window, end, framer);
    boolean last = whole + end - window == endOffset() || n < bytes.length;
    return last && seals ? block.sealed() : block;
  }

  /** Returns how many bytes a line begins at a multiple of. */
  private int unitBytes() {
    return framer.charset(stretch.segment().id().mark()).framing().unitBytes();
  }
}
