package comettail.web;

import comettail.catalog.LogName;
import comettail.filter.LineFilter;
import comettail.format.Format;
import comettail.line.LogCharset;
import comettail.time.Moment;
import comettail.volume.Grid;
import comettail.volume.Question;
import comettail.volume.Step;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a client asks of {@code volume}, proven to make sense. Immutable.
 *
 * @param log the log's name
 * @param charset the charset of what has no byte-order mark, if the client says it
 * @param from when the buckets begin, in milliseconds since 1970, if the client says it
 * @param to when they end
 * @param least how wide they are at least
 * @param most how many there are at most
 * @param filter what matches
 * @param waits whether to answer no sooner than all is counted
 * @param form the form of the answer
 */
record VolumeRequest(
    LogName log,
    Optional<LogCharset> charset,
    OptionalLong from,
    OptionalLong to,
    Step least,
    int most,
    LineFilter filter,
    boolean waits,
    Form form) {
  /** How many buckets there are at most if nothing is said. */
  private static final int DEFAULT_BUCKETS = 120;

  private static final String ALLOWED =
      "log, from, to, match, exclude, level, multiline, buckets, step, wait, charset, format";

  /** The forms of the answer. */
  enum Form {
    JSON("application/json", Format.NDJSON),
    SVG("image/svg+xml", Format.HTML),
    HTML("text/html", Format.HTML);

    private final String mediaType;
    private final Format refusal;

    Form(String mediaType, Format refusal) {
      this.mediaType = mediaType;
      this.refusal = refusal;
    }

    String contentType() {
      return this == JSON ? mediaType : mediaType + "; charset=UTF-8";
    }

    /** Returns the form in which to refuse. */
    Format refusal() {
      return refusal;
    }

    private static Optional<Form> named(String word) {
      for (Form form : values()) {
        if (form.name().toLowerCase(Locale.ROOT).equals(word)) return Optional.of(form);
      }
      return Optional.empty();
    }
  }

  /** Returns the form in which to answer, whatever else is wrong with the request. */
  static Form formOf(String query, String accept) {
    for (Query.Part part : Query.parse(query)) {
      if (!part.name().equals("format")) continue;
      var form = part.value().flatMap(Form::named);
      if (form.isPresent()) return form.get();
    }
    List<String> types = List.of(Form.HTML.mediaType, Form.SVG.mediaType, Form.JSON.mediaType);
    String best = Accept.best(accept, types).orElse(Form.JSON.mediaType);
    return List.of(Form.HTML, Form.SVG, Form.JSON).get(types.indexOf(best));
  }

  /**
   * Returns the request that a client wrote.
   *
   * @param zone the zone of times that name none
   * @throws BadRequest naming what makes no sense and what would
   */
  static VolumeRequest parse(String query, String accept, ZoneId zone) {
    Builder builder = new Builder(zone);
    Set<String> seen = new HashSet<>();
    for (Query.Part part : Query.parse(query)) {
      String name = part.name().isEmpty() ? "log" : part.name();
      if (!List.of(ALLOWED.split(", ")).contains(name)) throw Parameters.unknown(name, ALLOWED);
      boolean repeated = !seen.add(name) && !FilterParameters.REPEATABLE.contains(name);
      if (repeated) throw Parameters.repeated(name);
      builder.take(name, part);
    }
    return builder.build(formOf(query, accept));
  }

  /** Returns what is to be counted of a log in {@code otherwise}, unless the client says more. */
  Question question(LogCharset otherwise, ZoneId zone) {
    return new Question(charset.orElse(otherwise), from, to, least, most, filter, zone);
  }

  private static final class Builder {
    private final ZoneId zone;
    private final FilterParameters filter = new FilterParameters();
    private LogName log;
    private Optional<LogCharset> charset = Optional.empty();
    private OptionalLong from = OptionalLong.empty();
    private OptionalLong to = OptionalLong.empty();
    private Optional<Step> step = Optional.empty();
    private Optional<Integer> buckets = Optional.empty();
    private boolean waits;

    Builder(ZoneId zone) {
      this.zone = zone;
    }

    void take(String name, Query.Part part) {
      if (FilterParameters.NAMES.contains(name)) {
        filter.take(part);
        return;
      }
      String value = part.value().orElse("?");
      switch (name) {
        case "log" -> log = part.value().flatMap(LogName::parse).orElseThrow(BadRequest::noSuchLog);
        case "from" -> from = OptionalLong.of(moment(name, value));
        case "to" -> to = OptionalLong.of(moment(name, value));
        case "buckets" ->
            buckets = Optional.of(Parameters.number(name, value, 1, Grid.MAX_BUCKETS));
        case "step" -> step = Optional.of(step(value));
        case "wait" -> waits = Parameters.flag(name, value);
        case "charset" -> charset = Optional.of(Parameters.charset(value));
        default -> { // format
          if (Form.named(value).isEmpty()) {
            throw Parameters.refused(name, value, "json, svg or html");
          }
        }
      }
    }

    private long moment(String name, String value) {
      return Moment.parse(value, zone, Instant.now())
          .orElseThrow(() -> Parameters.refused(name, value, Moment.ALLOWED));
    }

    private static Step step(String value) {
      return Step.named(value).orElseThrow(() -> Parameters.refused("step", value, Step.ALLOWED));
    }

    VolumeRequest build(Form form) {
      if (log == null) {
        throw BadRequest.malformed("No log is named: write volume?log=NAME; logs lists the names.");
      }
      if (step.isPresent() && buckets.isPresent()) {
        throw BadRequest.malformed("Both step and buckets are given; one follows from the other.");
      }
      if (from.isPresent() && to.isPresent() && from.getAsLong() >= to.getAsLong()) {
        throw BadRequest.malformed("There is nothing between from and to: from is not before to.");
      }
      int most = buckets.orElse(step.isPresent() ? Grid.MAX_BUCKETS : DEFAULT_BUCKETS);
      Step least = step.orElse(Step.SECOND);
      return new VolumeRequest(log, charset, from, to, least, most, filter.filter(), waits, form);
    }
  }
}
