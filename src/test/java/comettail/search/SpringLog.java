package comettail.search;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/**
 * A log such as a Spring Boot application writes, the same whenever it is written. Immutable.
 *
 * @param bytes how long it is
 * @param middle a line half-way, the first of its time
 */
record SpringLog(long bytes, Place middle) {
  /** Stands some forty times in a log, whatever its size. */
  static final String RARE = "Ledger drift";

  /**
   * A line of a log.
   *
   * @param time when it was written
   * @param end how many bytes the log has up to its end
   */
  record Place(String time, long end) {}

  /** Writes a log of so many bytes, and a few more. */
  static SpringLog write(Path path, long bytes) throws IOException {
    try (OutputStream out = Files.newOutputStream(path)) {
      return new Writer(out, bytes).write();
    }
  }

  private static final class Writer {
    private static final int CHUNK = 1 << 18; // characters
    private static final int SEED = 2009;
    private static final int RARE_LINES = 40;

    // Lines of 1,000, in this order; the rest are INFO.
    private static final int ERRORS = 10;
    private static final int WARNINGS = 60;
    private static final int DEBUGS = 80;

    private static final String[] THREADS = {
      "nio-8080-exec-1", "nio-8080-exec-2", "nio-8080-exec-9", "   scheduling-1"
    };
    private static final String[] LOGGERS = {
      "c.acme.orders.OrderService   ",
      "c.acme.orders.OrderController",
      "c.acme.stock.StockClient     ",
      "c.acme.billing.PaymentGateway",
      "o.s.web.servlet.PageNotFound "
    };

    private final OutputStream out;
    private final long wanted;
    private final Random random = new Random(SEED);
    private final StringBuilder text = new StringBuilder(2 * CHUNK);
    private long millis = Instant.parse("2026-11-22T00:00:00Z").toEpochMilli();
    private long written;
    private String time;

    Writer(OutputStream out, long wanted) {
      this.out = out;
      this.wanted = wanted;
    }

    SpringLog write() throws IOException {
      Place middle = null;
      long nextRare = wanted / RARE_LINES;
      while (written < wanted) {
        if (middle == null && written >= wanted / 2) middle = firstOfItsTime();
        if (written >= nextRare) {
          rare();
          nextRare += wanted / RARE_LINES;
        }
        while (text.length() < CHUNK) line();
        flush();
      }
      return new SpringLog(written, middle);
    }

    private void flush() throws IOException {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      out.write(bytes);
      written += bytes.length;
      text.setLength(0);
    }

    private Place firstOfItsTime() throws IOException {
      millis++;
      info();
      text.append('\n');
      flush();
      return new Place(time, written);
    }

    private void rare() {
      begin("WARN").append(RARE).append(" of ").append(below(900)).append(" cents in account ");
      text.append(below(1_000_000)).append('\n');
    }

    private void line() {
      millis += below(11); // two gigabytes are about a day
      int kind = below(1_000);
      if (kind < ERRORS) error();
      else if (kind < ERRORS + WARNINGS) warning();
      else if (kind < ERRORS + WARNINGS + DEBUGS) debug();
      else info();
      text.append('\n');
    }

    private void error() {
      begin("ERROR").append("Payment ").append(below(10_000_000));
      switch (below(10)) {
        case 0, 1, 2 ->
            text.append(" failed: gateway timeout after ").append(below(4_000)).append("ms");
        case 3 -> trace();
        default -> text.append(" failed: account ").append(below(1_000_000)).append(" is closed");
      }
    }

    private void trace() {
      text.append(" failed\njava.net.SocketTimeoutException: Read timed out");
      for (int depth = 4 + below(20); depth > 0; depth--) {
        text.append("\n\tat com.acme.billing.Step").append(depth).append(".call(Step");
        text.append(depth).append(".java:").append(below(500)).append(')');
      }
    }

    private void warning() {
      begin("WARN");
      switch (below(20)) {
        case 0 ->
            text.append(below(2) == 0 ? "Connection reset by peer" : "CONNECTION RESET BY PEER");
        // A pattern of nested repeats that goes back would try 2 to the power of 40 ways here.
        case 1 -> text.append("Bad token ").append("a".repeat(40)).append('!');
        case 2 -> text.append("Breaker of client ").append(below(20)).append(" is open");
        default -> text.append("Payment ").append(below(10_000_000)).append(" is tried once more");
      }
    }

    private void debug() {
      begin("DEBUG");
      switch (below(400)) {
        case 0 -> text.append("Session moved to node EU").append(100 + below(900)).append("west");
        case 1 -> text.append("Session moved to replica a");
        default -> text.append("Cache has ").append(below(100_000)).append(" entries of ");
      }
      text.append(below(400) == 0 ? "a" : Integer.toString(1_000 + below(9_000)));
    }

    private void info() {
      begin("INFO");
      switch (below(5)) {
        case 0 -> text.append("GET /api/orders/").append(below(10_000_000)).append(" 200");
        case 1 ->
            text.append("Reserved ").append(below(90)).append(" of article ").append(below(90_000));
        case 2 ->
            text.append("Parcel for ").append(below(50) == 0 ? "Łódź" : "Hamburg").append(" left");
        default -> text.append("Order ").append(below(10_000_000)).append(" was accepted");
      }
      text.append(" in ").append(below(900)).append(" ms");
    }

    /** Begins a line, up to its message. */
    private StringBuilder begin(String level) {
      time = Instant.ofEpochMilli(millis).toString();
      // Instant leaves out a fraction of zero.
      if (time.length() == "2026-11-22T00:00:00Z".length()) time = time.replace("Z", ".000Z");
      text.append(time).append(level.length() == 4 ? "  " : " ").append(level);
      text.append(" 4711 --- [").append(THREADS[below(THREADS.length)]).append("] ");
      return text.append(LOGGERS[below(LOGGERS.length)]).append(" : ");
    }

    private int below(int bound) {
      return random.nextInt(bound);
    }
  }
}
