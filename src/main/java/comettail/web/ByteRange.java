package comettail.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes {@code [from, to)} of a body of which a client wants only those: a single range of RFC
 * 9110, section 14.1.2. Immutable.
 */
record ByteRange(long from, long to) {
  private static final Pattern SINGLE =
      Pattern.compile("bytes=[ \\t]*(\\d*)-(\\d*)[ \\t]*", Pattern.CASE_INSENSITIVE);

  /** More digits than this are more than any file has bytes. */
  private static final int MAX_DIGITS = 18;

  /**
   * Returns the range that a client wrote as {@code header}, or empty if that is to be ignored: it
   * is malformed, of several ranges, or of another unit.
   *
   * @param length how many bytes there are
   * @throws BadRequest if none of them is in the range
   */
  static Optional<ByteRange> parse(String header, long length) {
    Matcher range = SINGLE.matcher(header);
    if (!range.matches()) return Optional.empty();
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty()) return last.isEmpty() ? Optional.empty() : suffix(number(last), length);
    long from = number(first);
    long to = last.isEmpty() ? length : Math.min(number(last) + 1, length);
    if (!last.isEmpty() && number(last) < from) return Optional.empty();
    if (from >= length) throw BadRequest.outOfRange(length);
    return Optional.of(new ByteRange(from, to));
  }

  private static Optional<ByteRange> suffix(long count, long length) {
    if (count == 0) throw BadRequest.outOfRange(length);
    if (length == 0) return Optional.empty(); // satisfiable, and yet no Content-Range can say it
    return Optional.of(new ByteRange(Math.max(0, length - count), length));
  }

  private static long number(String digits) {
    return digits.length() > MAX_DIGITS ? Long.MAX_VALUE - 1 : Long.parseLong(digits);
  }

  /** Returns how many bytes these are. */
  long count() {
    return to - from;
  }

  /** Returns these bytes of {@code length} as a {@code Content-Range} says them. */
  String of(long length) {
    return "bytes " + from + "-" + (to - 1) + "/" + length;
  }
}
