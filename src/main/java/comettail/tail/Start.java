package comettail.tail;

import comettail.line.Places;
import comettail.line.Position;
import java.time.ZoneId;
import java.util.Optional;

/** Where a reader begins. */
public sealed interface Start {
  /** Returns whether it is where the log ends now, so that no older file is needed. */
  default boolean isEnd() {
    return this instanceof LastLines last && last.lines == 0;
  }

  /** Returns where one begins in the log {@code name} who begins here in several. */
  default Start in(String name) {
    if (!(this instanceof AtEach each)) return this;
    Optional<Position> position = each.places.in(name);
    return position.isPresent() ? new At(position.get()) : new FirstByte();
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

  /** Where another reader of several logs, or this one earlier, was in each of them. */
  record AtEach(Places places) implements Start {}

  /**
   * At the first line of a time or a later one.
   *
   * @param millis the time, in milliseconds since 1970
   * @param zone the zone of lines that name none
   */
  record AtTime(long millis, ZoneId zone) implements Start {}
}
