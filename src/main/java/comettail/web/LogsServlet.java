package comettail.web;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import comettail.catalog.Listing;
import comettail.catalog.LogEntry;
import comettail.catalog.LogFile;
import comettail.catalog.LogName;
import comettail.catalog.SharedListing;
import comettail.format.Format;
import comettail.format.HtmlText;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** {@code logs}: what there is to read, as JSON or as a page that needs no script. Any thread. */
final class LogsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final DateTimeFormatter SHOWN_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final transient SharedListing listing;

  LogsServlet(SharedListing listing) {
    this.listing = listing;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean page =
        Accept.best(request.getHeader("Accept"), List.of("text/html", "application/json"))
            .filter("text/html"::equals)
            .isPresent();
    try {
      String method = request.getMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) throw BadRequest.method(method);
      page = wantsPage(request.getQueryString(), page);
      Listing found = listing.list();
      Answer.setLive(response);
      if (page) Answer.write(response, "text/html; charset=UTF-8", page(found));
      else Answer.write(response, "application/json", json(found));
    } catch (BadRequest refusal) {
      Answer.refuse(refusal, page ? Format.HTML : Format.NDJSON, response);
    }
  }

  private static boolean wantsPage(String query, boolean otherwise) {
    boolean page = otherwise;
    for (Query.Part part : Query.parse(query)) {
      if (!part.name().equals("format")) {
        throw BadRequest.malformed(
            "There is no parameter \"" + Parameters.shown(part.name()) + "\"; there is format.");
      }
      page =
          switch (part.value().orElse("")) {
            case "html" -> true;
            case "json" -> false;
            default -> throw Parameters.refused("format", part.value().orElse("?"), "html or json");
          };
    }
    return page;
  }

  private static String json(Listing listing) {
    JsonStringWriter json = JsonWriter.string().object().array("logs");
    for (LogEntry log : listing.logs()) {
      json.object()
          .value("name", log.name().text())
          .value("size", log.size())
          .value("modified", time(log.modified()))
          .value("file", log.file().map(file -> file.name().text()).orElse(null))
          .value("totalSize", log.totalSize())
          .array("segments");
      for (LogFile segment : log.segments()) {
        json.object()
            .value("name", segment.name().text())
            .value("size", segment.size())
            .value("modified", time(segment.modified()))
            .end();
      }
      json.end().end();
    }
    return json.end().value("truncated", listing.truncated()).end().done() + "\n";
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String page(Listing listing) {
    StringBuilder page = new StringBuilder(Answer.pageStart("Logs"));
    page.append("<main class=\"logs\"><h1>Logs</h1><table><thead><tr><th>Name</th>")
        .append("<th>Bytes</th><th>Last change</th></tr></thead><tbody>");
    for (LogEntry log : listing.logs()) {
      appendRow(link(log.name()), log.size(), log.modified(), page);
      if (!log.segments().isEmpty()) appendSegments(log, page);
    }
    page.append("</tbody></table>");
    if (listing.logs().isEmpty()) page.append("<p>There are no logs below the root.</p>");
    if (listing.truncated()) page.append("<p>There are more logs than are listed here.</p>");
    return page.append("</main></body></html>\n").toString();
  }

  private static void appendRow(String name, long size, Instant modified, StringBuilder page) {
    page.append("<tr><td>")
        .append(name)
        .append("</td><td>")
        .append(size)
        .append("</td><td>")
        .append(SHOWN_TIME.format(modified))
        .append("</td></tr>");
  }

  /** Appends the log's older segments, folded until somebody wants to see them. */
  private static void appendSegments(LogEntry log, StringBuilder page) {
    int older = log.segments().size();
    page.append("<tr class=\"older\"><td colspan=\"3\"><details><summary>")
        .append(older == 1 ? "1 older segment" : older + " older segments")
        .append(", ")
        .append(log.totalSize())
        .append(" bytes in all</summary><table><tbody>");
    for (LogFile segment : log.segments()) {
      appendRow(link(segment.name()), segment.size(), segment.modified(), page);
    }
    page.append("</tbody></table></details></td></tr>");
  }

  private static String link(LogName name) {
    return "<a href=\"tail?log="
        + URLEncoder.encode(name.text(), StandardCharsets.UTF_8)
        + "&amp;format=html\">"
        + HtmlText.of(name.text())
        + "</a>";
  }
}
