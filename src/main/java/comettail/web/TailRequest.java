package comettail.web;

import static comettail.web.Parameters.flag;
import static comettail.web.Parameters.number;
import static comettail.web.Parameters.refused;
import static comettail.web.Parameters.repeated;
import static comettail.web.Parameters.unknown;

import comettail.catalog.LogName;
import comettail.filter.Context;
import comettail.filter.LineFilter;
import comettail.format.Format;
import comettail.line.LogCharset;
import comettail.line.Places;
import comettail.line.Position;
import comettail.tail.End;
import comettail.tail.Start;
import comettail.time.Moment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks of {@code tail}, proven to make sense. Immutable.
 *
 * @param logs the logs' names, as they were asked for: globs perhaps
 * @param start where to begin
 * @param end where to end; nowhere if the client follows the log
 * @param newestFirst whether to begin with the newest event and go back
 * @param limit how many lines to send at most
 * @param waits whether to wait for a log that is not there yet
 * @param format the form
 * @param charset the charset of what has no byte-order mark, if the client says it
 * @param events whether to tell what happens to the log
 * @param filter which lines to send
 * @param context how many lines around them
 * @param download whether the client is to keep it as a file
 */
record TailRequest(
    List<LogName> logs,
    Start start,
    End end,
    boolean newestFirst,
    long limit,
    boolean waits,
    Format format,
    Optional<LogCharset> charset,
    boolean events,
    LineFilter filter,
    Context context,
    boolean download) {
  private static final int DEFAULT_LINES = 10;
  private static final int MAX_LINES = 1_000_000;

  /** The parameters that there are, in the words of a refusal. */
  static final String ALLOWED =
      "log, lines, from, to, limit, follow, wait, format, charset, events, match, exclude,"
          + " level, multiline, context, before, after, order, download";

  private static final Map<String, Format> BY_MEDIA_TYPE =
      Map.of(
          "text/html", Format.HTML,
          "application/xhtml+xml", Format.HTML,
          "text/plain", Format.TEXT,
          "text/event-stream", Format.SSE,
          "application/x-ndjson", Format.NDJSON);

  /** Returns the form in which to answer, whatever else is wrong with the request. */
  static Format formatOf(String query, String accept) {
    boolean download = false;
    for (Query.Part part : Query.parse(query)) {
      if (part.name().equals("download")) download = part.value().equals(Optional.of("true"));
      if (!part.name().equals("format")) continue;
      var format = part.value().flatMap(Format::of);
      if (format.isPresent()) return format.get();
    }
    if (download) return Format.TEXT;
    return Accept.best(accept, List.copyOf(BY_MEDIA_TYPE.keySet()))
        .map(BY_MEDIA_TYPE::get)
        .orElse(Format.TEXT);
  }

  /**
   * Returns the request that a client wrote.
   *
   * @param lastEventId what an {@code EventSource} that was cut off received last, or null; it goes
   *     before {@code lines} and {@code from}, which are the same in each of its attempts
   * @param zone the zone of times that name none
   * @throws BadRequest naming what makes no sense and what would
   */
  static TailRequest parse(String query, String accept, String lastEventId, ZoneId zone) {
    Builder builder = new Builder(zone);
    Set<String> seen = new HashSet<>();
    for (Query.Part part : Query.parse(query)) {
      String name = part.name().isEmpty() ? "log" : part.name();
      if (!seen.add(name) && isKnown(name) && !isRepeatable(name)) {
        throw repeated(name);
      }
      builder.take(name, part);
    }
    if (lastEventId != null && !lastEventId.isEmpty()) builder.takeLastEventId(lastEventId);
    return builder.build(formatOf(query, accept));
  }

  private static boolean isRepeatable(String name) {
    return name.equals("log") || FilterParameters.REPEATABLE.contains(name);
  }

  private static boolean isKnown(String name) {
    return List.of(ALLOWED.split(", ")).contains(name);
  }

  /** Returns whether the client follows the log, and so has to be there for as long as it likes. */
  boolean follows() {
    return end instanceof End.Never;
  }

  /** Returns whether the client wants some lines of the log only, or each of its bytes. */
  boolean picksLines() {
    return !filter.isAll() || limit < Long.MAX_VALUE || newestFirst;
  }

  /** Returns whether the client looks for something in what there is. */
  boolean searches() {
    return !filter.isAll() && !follows();
  }

  private static final class Builder {
    private final ZoneId zone;
    private final List<LogName> logs = new ArrayList<>();
    private Start lines;
    private Start from;
    private Start resume;
    private Optional<Start> to = Optional.empty();
    private long limit = Long.MAX_VALUE;
    private Optional<Boolean> follow = Optional.empty();
    private boolean waits;
    private boolean download;
    private boolean newestFirst;
    private Optional<LogCharset> charset = Optional.empty();
    private Optional<Boolean> events = Optional.empty();
    private int context;
    private Optional<Integer> before = Optional.empty();
    private Optional<Integer> after = Optional.empty();
    private final FilterParameters filter = new FilterParameters();

    Builder(ZoneId zone) {
      this.zone = zone;
    }

    void take(String name, Query.Part part) {
      if (name.equals("log")) {
        if (logs.size() == Places.MAX_LOGS) throw tooManyLogs();
        // However a name is malformed, it is the name of no log.
        logs.add(part.value().flatMap(LogName::parse).orElseThrow(BadRequest::noSuchLog));
        return;
      }
      if (FilterParameters.NAMES.contains(name)) {
        filter.take(part);
        return;
      }
      String value = part.value().orElse("?");
      switch (name) {
        case "lines" -> lines = new Start.LastLines(number(name, value, 0, MAX_LINES));
        case "from" -> from = from(value);
        case "to" -> to = Optional.of(to(value));
        case "limit" -> limit = number(name, value, 1, MAX_LINES);
        case "follow" -> follow = Optional.of(flag(name, value));
        case "order" -> newestFirst = newestFirst(value);
        case "download" -> download = flag(name, value);
        case "wait" -> waits = flag(name, value);
        case "charset" -> charset = Optional.of(Parameters.charset(value));
        case "events" -> events = Optional.of(flag(name, value));
        case "context" -> context = number(name, value, 0, Context.MAX_LINES);
        case "before" -> before = Optional.of(number(name, value, 0, Context.MAX_LINES));
        case "after" -> after = Optional.of(number(name, value, 0, Context.MAX_LINES));
        case "format" -> {
          if (Format.of(value).isEmpty()) {
            throw refused(name, value, "html, text, sse or ndjson");
          }
        }
        default -> throw unknown(name, ALLOWED);
      }
    }

    void takeLastEventId(String value) {
      resume =
          position(value)
              .orElseThrow(() -> refused("Last-Event-ID", value, "an id that tail has sent"));
    }

    TailRequest build(Format format) {
      if (logs.isEmpty()) {
        throw BadRequest.malformed(
            "No log is named: write tail?NAME or tail?log=NAME; logs lists the names.");
      }
      if (lines != null && from != null) {
        throw BadRequest.malformed("Both lines and from are given; a stream has one beginning.");
      }
      boolean ends = to.isPresent() || download || newestFirst;
      String ended =
          to.isPresent()
              ? "to"
              : download ? "download=true" : newestFirst ? "order=newest" : "follow=false";
      boolean follows = follow.orElse(!ends);
      if (follows && ends) {
        throw BadRequest.malformed(ended + " and follow=true contradict each other.");
      }
      if (waits && !follows) {
        throw BadRequest.malformed("wait=true and " + ended + " contradict each other.");
      }
      Context around = new Context(before.orElse(context), after.orElse(context));
      boolean whole = download || newestFirst;
      Start start = whole ? new Start.FirstByte() : new Start.LastLines(DEFAULT_LINES);
      if (lines != null) start = lines;
      if (from != null) start = from;
      if (resume != null) start = resume;
      boolean tells = events.orElse(format.tellsEvents());
      End end = follows ? new End.Never() : to.<End>map(End.Before::new).orElse(new End.Now());
      return new TailRequest(
          List.copyOf(logs),
          start,
          end,
          newestFirst,
          limit,
          waits,
          format,
          charset,
          tells,
          filter.filter(),
          around,
          download);
    }

    private static boolean newestFirst(String value) {
      if (value.equals("newest")) return true;
      if (value.equals("oldest")) return false;
      throw refused("order", value, "newest or oldest");
    }

    private Start from(String value) {
      if (value.equals("start")) return new Start.FirstByte();
      if (value.equals("end")) return new Start.LastLines(0);
      return place(value)
          .orElseThrow(
              () ->
                  refused(
                      "from",
                      value,
                      "start, end, a position that tail has sent, or " + Moment.ALLOWED));
    }

    private Start to(String value) {
      return place(value)
          .orElseThrow(
              () -> refused("to", value, "a position that tail has sent, or " + Moment.ALLOWED));
    }

    private Optional<Start> place(String value) {
      Optional<Start> position = position(value);
      if (position.isPresent()) return position;
      return Moment.parse(value, zone, Instant.now()).map(millis -> new Start.AtTime(millis, zone));
    }

    private static Optional<Start> position(String value) {
      Optional<Start> one = Position.parse(value).map(Start.At::new);
      return one.isPresent() ? one : Places.parse(value).map(Start.AtEach::new);
    }
  }

  /**
   * Refuses what makes no sense of several logs.
   *
   * @throws BadRequest if the newest event is to be the first, or the stream begins or ends at a
   *     position in one log
   */
  void checkSeveral() {
    if (newestFirst) {
      throw BadRequest.malformed("order=newest goes back in one log; several are asked for.");
    }
    boolean inOne = end instanceof End.Before before && before.start() instanceof Start.At;
    if (!(start instanceof Start.At) && !inOne) return;
    throw BadRequest.malformed(
        "The position is one in a single log; of several logs it takes one that tail has sent of"
            + " several.");
  }

  /** Returns the refusal of more logs than a stream may have. */
  static BadRequest tooManyLogs() {
    return BadRequest.malformed(
        "More than " + Places.MAX_LOGS + " logs are asked for, as many as one stream may have.");
  }
}
