package comettail.browser;

import comettail.harness.LogWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Logs as a shop's servers might write them, the same each time but for the hour. */
final class DemoLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS").withZone(ZoneOffset.UTC);

  private static final List<String> LINES =
      List.of(
          "INFO  [http-4] shop.web.Access - GET /api/catalog/items?page=7 200 in 12 ms",
          "DEBUG [pool-2] shop.stock.Reservations - reserved 2 of SKU-5966 in Porto",
          "INFO  [http-1] shop.orders.Orders - order 451389 placed by customer 4199 in 70 ms",
          "TRACE [pool-3] shop.cache.Items - hit ratio 0.97 over 4,096 items",
          "INFO  [timer-1] shop.mail.Outbox - 3 messages sent, 0 waiting",
          "INFO  [http-2] shop.web.Access - POST /api/orders 201 in 84 ms",
          "DEBUG [pool-1] shop.stock.Reservations - reserved 1 of SKU-1182 in Leipzig",
          "WARN  [http-7] shop.pay.Gateway - the provider answered in 1,128 ms, the limit is 800 ms;"
              + " order 560011 goes to the second provider in the list",
          "INFO  [http-7] shop.pay.Gateway - order 560011 paid by the second provider in 212 ms",
          "INFO  [http-3] shop.web.Access - GET /api/catalog/items/5966 200 in 6 ms",
          "DEBUG [pool-2] shop.prices.Rates - 31 rates fresh, next look in 60 s");

  private static final List<String> ERROR =
      List.of(
          "ERROR [pool-1] shop.stock.Warehouse - cannot reserve SKU-1182 in Lyon",
          "java.net.SocketTimeoutException: Read timed out",
          "\tat shop.stock.WarehouseClient.reserve(WarehouseClient.java:117)",
          "\tat shop.stock.Reservations.reserve(Reservations.java:64)");

  private DemoLog() {}

  /** Appends this many lines, the last of them about now. */
  static void write(LogWriter log, int lines) {
    Instant now = Instant.now();
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < lines; n++) {
      int trouble = (n + 14) % 40;
      boolean first = trouble == 0;
      if (trouble < ERROR.size()) {
        text.append(first ? stamp(now, lines - n) : "").append(ERROR.get(trouble));
      } else {
        text.append(stamp(now, lines - n)).append(LINES.get(n % LINES.size()));
      }
      text.append('\n');
    }
    log.text(text.toString());
  }

  /** Writes the logs that stand beside it in the list, each older than the one before. */
  static void others(Path root) {
    List<String> names =
        List.of(
            "nginx/access.log",
            "payments/production/payment-service.log",
            "nginx/error.log",
            "postgresql/postgresql-15-main.log",
            "orders/staging/order-service.log",
            "haproxy.log",
            "syslog",
            "auth.log",
            "search/indexer-0.log",
            "mail/outbox.log",
            "batch/nightly/reconcile-ledger.log",
            "kern.log");
    long seconds = 2;
    int lines = 9_000;
    for (String name : names) {
      Path path = root.resolve(name);
      try (LogWriter log = LogWriter.to(path)) {
        write(log, lines);
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(seconds)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      seconds = seconds * 3 + 5;
      lines = lines * 5 / 7;
    }
  }

  private static String stamp(Instant now, int linesLeft) {
    return TIME.format(now.minusMillis(linesLeft * 731L)) + " ";
  }
}
