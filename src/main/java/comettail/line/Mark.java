package comettail.line;

import java.util.function.Supplier;

/**
 * Which of several logs some lines are from. Immutable.
 *
 * @param log the log's name
 * @param index which of its reader's logs it is, from 0
 * @param places where the reader is in its logs when it gets these lines
 */
public record Mark(String log, int index, Supplier<Places> places) {
  /** Returns where the reader is once it has what lies before {@code position} in this log. */
  Places after(Position position) {
    return places.get().with(index, position);
  }
}
