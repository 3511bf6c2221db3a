package comettail.line;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** {@code 2026-11-22T10:15:42}, or with a blank for its T, known by eight bytes at a time. */
final class IsoDate {
  /** How many bytes it has. */
  static final int LENGTH = 19;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int TIME = 11; // where that begins

  // What each of eight bytes is, the first the lowest: 0 stands for any digit.
  private static final long YEAR_AND_MONTH = 0x2D_30_30_2D_30_30_30_30L; // 0000-00-
  private static final long TIME_OF_DAY = 0x30_30_3A_30_30_3A_30_30L; // 00:00:00
  private static final long ANY = 0x01_01_01_01_01_01_01_01L;

  private IsoDate() {}

  /** Returns whether it stands at {@code i}, where there are as many bytes. */
  static boolean isAt(byte[] bytes, int i) {
    int between = bytes[i + TIME - 1];
    return (between == 'T' || between == ' ')
        && isLike(YEAR_AND_MONTH, (long) EIGHT.get(bytes, i))
        && isDigit(bytes[i + 8])
        && isDigit(bytes[i + 9])
        && isLike(TIME_OF_DAY, (long) EIGHT.get(bytes, i + TIME));
  }

  /**
   * Returns the index after the fraction of a second and the zone at {@code from}, what there is of
   * them, but not after {@code limit}: {@code .123}, {@code ,123456+01:00}. A Z is passed over only
   * before a blank, so that it begins no word.
   */
  static int afterFraction(byte[] bytes, int from, int limit) {
    int i = from;
    while (i < limit && bytes[i] >= '+' && bytes[i] <= ':') i++; // digits, and +,-./ and the colon
    boolean zulu = i < limit - 1 && bytes[i] == 'Z' && bytes[i + 1] == ' ';
    return zulu ? i + 1 : i;
  }

  /** Returns whether {@code eight} has a digit wherever {@code form} has 0, and else the same. */
  private static boolean isLike(long form, long eight) {
    long rest = eight ^ form; // 0 to 9 for a digit, 0 for the same sign
    long digits = ~(form >>> 3) & ANY; // 1 for 0x30, and for neither of the signs
    long more = 0x7F * ANY - 9 * digits; // this brings up a byte's high bit if it is too much
    return ((rest | rest + more) & 0x80 * ANY) == 0;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
