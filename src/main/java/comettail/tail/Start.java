package comettail.tail;

import comettail.line.Position;
import java.time.ZoneId;

/** Where a reader begins. */
public sealed interface Start {
  /** Returns whether it is where the log ends now, so that no older file is needed. */
  default boolean isEnd() {
    return this instanceof LastLines last && last.lines == 0;
  }

  /** Before the last {@code lines} lines, 0 or more; an unfinished last line counts as one. */
  record LastLines(long lines) implements Start {
    public LastLines {
      if (lines < 0) throw new IllegalArgumentException("lines < 0: " + lines);
    }
  }

  /** At the first byte of the log's current file. */
  record FirstByte() implements Start {}

  /** Where another reader, or this one earlier, was. */
  record At(Position position) implements Start {}

  /**
   * At the first line of a time or a later one.
   *
   * @param millis the time, in milliseconds since 1970
   * @param zone the zone of lines that name none
   */
  record AtTime(long millis, ZoneId zone) implements Start {}
}
