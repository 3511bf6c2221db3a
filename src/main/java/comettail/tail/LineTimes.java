package comettail.tail;

import comettail.line.Block;
import comettail.line.LineText;
import comettail.line.SegmentId;
import comettail.time.LogZone;
import comettail.time.TimeForm;
import java.time.ZoneId;

/**
 * Tells when the lines of one log were written, block after block. The form of its times is found
 * anew in each segment, in the first block that has one. Used by one thread at a time.
 */
final class LineTimes {
  private final ZoneId zone;

  private TimeForm form; // null while none is known
  private SegmentId foundIn;

  /**
   * @param zone the zone of times that name none
   */
  LineTimes(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Returns the time of each line of {@code block}, in milliseconds since 1970, or {@link
   * TimeForm#NONE} for one that belongs to the line above it.
   *
   * @param readMillis when the block was read; if no time is known in this log, that is when its
   *     lines were written
   */
  long[] of(Block block, long readMillis) {
    LineText text = new LineText(block);
    if (form == null || !foundIn.isSameAs(block.segment())) find(block, text);
    LogZone log = new LogZone(zone, readMillis);
    long[] times = new long[block.lines()];
    for (int i = 0; i < times.length; i++) {
      times[i] = block.continued(i) ? TimeForm.NONE : readMillis;
      if (form == null || block.continued(i)) continue;
      text.read(i);
      times[i] = form.millis(text.bytes(), text.start(), text.end(), log);
    }
    return times;
  }

  /** Returns whether a line with a time has been seen. */
  boolean areKnown() {
    return form != null;
  }

  private void find(Block block, LineText text) {
    TimeForm.Finder finder = new TimeForm.Finder();
    for (int i = 0; i < block.lines(); i++) {
      if (block.continued(i)) continue;
      text.read(i);
      finder.add(text.bytes(), text.start(), text.end());
    }
    TimeForm found = finder.form();
    if (found == null) return;
    form = found;
    foundIn = block.segment();
  }
}
