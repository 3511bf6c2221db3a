package comettail.micro;

import comettail.line.Block;
import comettail.line.Cutter;
import comettail.line.LineFramer;
import comettail.line.Position;
import comettail.line.SegmentId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Lines as a server writes them, the same in each run: 64 KiB of them. */
final class SampleLog {
  /** How much a cursor reads at a time. */
  static final int BYTES = 64 * 1024;

  private static final LineFramer FRAMER = new LineFramer(1 << 20);

  // As in most logs: nearly all is well, and a few lines have what a form must escape.
  private static final String[] LEVELS = {
    "INFO ", "INFO ", "INFO ", "INFO ", "INFO ", "DEBUG", "DEBUG", "DEBUG", "WARN ", "ERROR"
  };
  private static final String[] SENTENCES = {
    "order {} accepted for customer {} in {} ms, 3 items in stock, payment is authorised",
    "request {} took {} ms and returned {} bytes from the cache, 2 hits, nothing to evict",
    "session {} of user {} is {} s old and was renewed; the next renewal is due in an hour",
    "could not parse \"{}\" as <amount>, took {} & went on with {}; see the manual for why",
  };

  private SampleLog() {}

  /** Returns whole lines of about this length, their newlines included. */
  static byte[] lines(int lineBytes) {
    Random random = new Random(lineBytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES);
    while (true) {
      byte[] line = line(random, lineBytes).getBytes(StandardCharsets.US_ASCII);
      if (out.size() + line.length > BYTES) return out.toByteArray();
      out.writeBytes(line);
    }
  }

  private static String line(Random random, int bytes) {
    StringBuilder line = new StringBuilder("2026-11-22 08:00:00,");
    if (bytes < 40) line.setLength(0);
    else line.append("%03d ".formatted(random.nextInt(1000)));
    line.append(LEVELS[random.nextInt(LEVELS.length)]).append(' ');
    if (bytes >= 40) line.append("[worker-%02d] ".formatted(random.nextInt(32)));
    int sentence = random.nextInt(20);
    String text = SENTENCES[sentence == 0 ? 3 : sentence % 3];
    for (char c : text.toCharArray()) {
      if (c == '{') line.append(random.nextInt(100_000));
      else if (c != '}') line.append(c);
    }
    while (line.length() < bytes - 1) line.append('.');
    line.setLength(bytes - 1);
    return line.append('\n').toString();
  }

  /** Returns these lines as a follower or a cursor cuts them. */
  static Block block(byte[] lines) {
    return cut(lines, Cutter.ALL);
  }

  /** Returns what {@code cutter} makes of these lines. */
  static Block cut(byte[] lines, Cutter cutter) {
    SegmentId segment = new SegmentId(1, 1, Arrays.copyOf(lines, Position.WINDOW));
    return cutter.cut(segment, 0, 0, lines, 0, lines.length, FRAMER);
  }
}
