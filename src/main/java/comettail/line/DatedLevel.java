package comettail.line;

import comettail.line.Level.Found;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A level right after the date with which a line begins, as most programs write their lines: {@code
 * 2026-11-22T10:15:42.123Z INFO …}. It is the one that would be found step by step, too.
 */
final class DatedLevel {
  /*
   * Step by step: a line that begins with a date is no object and has no sign of a level at its
   * start, and what containerd puts before a message has no level there. The date says nothing but
   * the time, and a level in capitals between blanks is one when no word has stood before it.
   */

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // The levels that are written most, each with the blank after it, in the lowest bytes of eight.
  private static final long FIVE_BYTES = 0xFF_FFFF_FFFFL;
  private static final long INFO = lowest("INFO ");
  private static final long WARN = lowest("WARN ");
  private static final long SIX_BYTES = 0xFFFF_FFFF_FFFFL;
  private static final long DEBUG = lowest("DEBUG ");
  private static final long ERROR = lowest("ERROR ");
  private static final long TRACE = lowest("TRACE ");

  private DatedLevel() {}

  private static long lowest(String text) {
    byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), Long.BYTES);
    return (long) EIGHT.get(bytes, 0);
  }

  /** Returns the level of the line {@code bytes[from, to)}, or null if it is to be searched for. */
  static Found find(byte[] bytes, int from, int to) {
    int limit = Math.min(to, from + LevelHead.SEARCHED_BYTES);
    int dated = IsoDate.afterFraction(bytes, from + IsoDate.LENGTH, limit);
    int start = dated;
    while (start < limit && bytes[start] == ' ') start++;
    if (start == dated || start > limit - Long.BYTES) return null;
    // Where there is no level, that is known sooner than whether there is a date.
    Found found = levelAt(start, (long) EIGHT.get(bytes, start));
    return found != null && IsoDate.isAt(bytes, from) ? found : null;
  }

  private static Found levelAt(int start, long eight) {
    long five = eight & FIVE_BYTES;
    if (five == INFO) return new Found(Level.INFO, start, start + 4);
    if (five == WARN) return new Found(Level.WARN, start, start + 4);
    long six = eight & SIX_BYTES;
    if (six == DEBUG) return new Found(Level.DEBUG, start, start + 5);
    if (six == ERROR) return new Found(Level.ERROR, start, start + 5);
    if (six == TRACE) return new Found(Level.TRACE, start, start + 5);
    return null;
  }
}
