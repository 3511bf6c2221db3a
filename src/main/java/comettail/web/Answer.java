package comettail.web;

import com.grack.nanojson.JsonWriter;
import comettail.format.Format;
import comettail.format.HtmlText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Answers that are written at once: refusals in the form that was asked for, and the headers that
 * every answer has.
 */
final class Answer {
  private static final int RETRY_AFTER_SECONDS = 5;

  /** What a page without scripts may do: show itself with our style. */
  static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'self'";

  private Answer() {}

  /** Forbids every cache and proxy to keep, change or hold back what follows. */
  static void setLive(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-cache, no-store, no-transform");
    response.setHeader("X-Accel-Buffering", "no"); // nginx
    setUncompressed(response);
    response.addHeader("Vary", "Accept");
    response.setHeader("Content-Security-Policy", PAGE_POLICY);
  }

  /**
   * Keeps Jetty's compression away. It holds a stream back until it has filled a buffer, whatever
   * is flushed, and a range of bytes would be one of others. Where it is at work it has said so,
   * and it spares what says how it is encoded.
   */
  static void setUncompressed(HttpServletResponse response) {
    boolean compresses = response.getHeaders("Vary").contains("Accept-Encoding");
    if (compresses) response.setHeader("Content-Encoding", "identity");
  }

  /** Writes a refusal: a page, a problem (RFC 9457) for programs, or its sentence alone. */
  static void refuse(BadRequest refusal, Format format, HttpServletResponse response)
      throws IOException {
    response.setStatus(refusal.status());
    setLive(response);
    if (refusal.status() == 405) response.setHeader("Allow", "GET, HEAD");
    boolean later = refusal.status() == 429 || refusal.status() == 503;
    if (later) response.setIntHeader("Retry-After", RETRY_AFTER_SECONDS);
    switch (format) {
      case HTML -> write(response, Format.HTML.contentType(), page(refusal));
      case TEXT -> write(response, Format.TEXT.contentType(), refusal.sentence() + "\n");
      case SSE, NDJSON -> write(response, "application/problem+json", problem(refusal));
    }
  }

  /** Writes {@code body} whole. */
  static void write(HttpServletResponse response, String contentType, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setContentType(contentType);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private static String title(int status) {
    return switch (status) {
      case 403 -> "Forbidden";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 412 -> "Precondition failed";
      case 416 -> "Range not satisfiable";
      case 429 -> "Too many streams";
      case 503 -> "Busy";
      default -> "Bad request";
    };
  }

  private static String problem(BadRequest refusal) {
    return JsonWriter.string()
            .object()
            .value("title", title(refusal.status()))
            .value("status", refusal.status())
            .value("detail", refusal.sentence())
            .end()
            .done()
        + "\n";
  }

  private static String page(BadRequest refusal) {
    String title = title(refusal.status());
    return pageStart(title)
        + ("<main class=\"refusal\"><h1>" + title + "</h1><p>")
        + HtmlText.of(refusal.sentence())
        + "</p><p><a href=\"./\" target=\"_top\">All logs</a></p></main></body></html>\n";
  }

  /** Returns the beginning of a page, up to its body. */
  static String pageStart(String title) {
    return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        + "<meta name=\"color-scheme\" content=\"light dark\">"
        + ("<title>" + title + " - Comet Tail</title>")
        + "<link rel=\"stylesheet\" href=\"assets/page.css\"></head><body>";
  }
}
