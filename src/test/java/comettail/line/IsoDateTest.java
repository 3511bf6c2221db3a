package comettail.line;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Dates are known among all that differ from one in a byte or two. */
class IsoDateTest {
  private static final Pattern FORM =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}");
  private static final String DATE = "2026-11-22T10:15:42";

  @Test
  void everyByteCounts() {
    for (int i = 0; i < DATE.length(); i++) {
      for (int b = 0; b < 256; b++) assertKnown(changed(DATE.getBytes(US_ASCII), i, b));
    }
  }

  @Test
  void noByteMakesUpForAnother() {
    String odd = "\0\t /09:;-.T\u007F\u0080\u00B0\u00FF";
    for (int i = 0; i < DATE.length(); i++) {
      for (int k = 0; k < DATE.length(); k++) {
        for (int b : odd.toCharArray()) {
          for (int c : odd.toCharArray()) {
            assertKnown(changed(changed(DATE.getBytes(US_ASCII), i, b), k, c));
          }
        }
      }
    }
  }

  private static byte[] changed(byte[] date, int i, int b) {
    date[i] = (byte) b;
    return date;
  }

  private static void assertKnown(byte[] date) {
    byte[] bytes = new byte[date.length + 2]; // it need not begin where an array does
    System.arraycopy(date, 0, bytes, 1, date.length);
    String text = new String(date, ISO_8859_1);
    assertEquals(FORM.matcher(text).matches(), IsoDate.isAt(bytes, 1), text);
  }
}
