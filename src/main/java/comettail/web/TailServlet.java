package comettail.web;

import comettail.catalog.LogName;
import comettail.catalog.LogRoot;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.format.Encoder;
import comettail.format.Format;
import comettail.format.StreamHead;
import comettail.line.ByteOrderMark;
import comettail.line.Cutter;
import comettail.line.LogCharset;
import comettail.tail.End;
import comettail.tail.Feed;
import comettail.tail.Followers;
import comettail.tail.Followers.FullException;
import comettail.tail.Merge;
import comettail.tail.Reader;
import comettail.tail.Wanted;
import comettail.web.Admission.Place;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code tail}: one log, or several as one, from a place on, in one of four forms. It decides
 * whether; what goes on after that is its {@link Pump}'s. Any thread.
 */
final class TailServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** What several logs are called when they are kept as a file. */
  private static final LogName MERGED = new LogName("merged.log");

  private final transient LogRoot root;
  private final transient LogNames names;
  private final transient Followers followers;
  private final transient Streams streams;
  private final transient Admission admission;
  private final transient BufferWriter writer = new BufferWriter();
  private final transient LogCharsets charsets;
  private final Duration heartbeat;
  private final ZoneId zone;
  private final Duration merge;

  TailServlet(
      LogRoot root,
      LogNames names,
      Followers followers,
      Streams streams,
      Admission admission,
      Settings settings) {
    this.root = root;
    this.names = names;
    this.followers = followers;
    this.streams = streams;
    this.admission = admission;
    this.charsets = settings.charsets();
    this.heartbeat = settings.heartbeat();
    this.zone = settings.zone();
    this.merge = settings.merge();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request.getQueryString(), request, response);
  }

  /** Answers {@code request} as if its query were this one. */
  void answer(String query, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String accept = request.getHeader("Accept");
    try {
      String method = request.getMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) throw BadRequest.method(method);
      String lastEventId = request.getHeader("Last-Event-ID");
      TailRequest asked = TailRequest.parse(query, accept, lastEventId, zone);
      Logs logs = logs(asked);
      if (method.equals("HEAD")) setHeaders(asked, logs, response);
      else stream(asked, logs, request, response);
    } catch (BadRequest refusal) {
      Answer.refuse(refusal, TailRequest.formatOf(query, accept), response);
      if (request.isAsyncStarted()) request.getAsyncContext().complete();
    }
  }

  /**
   * A log that can be read.
   *
   * @param charset the charset of what has no byte-order mark
   * @param mark the byte-order mark of its current file, if the form depends on that
   */
  private record Opened(LogSource source, LogCharset charset, ByteOrderMark mark) {}

  /**
   * The logs of a stream.
   *
   * @param all the logs, in their order
   * @param merged whether the client asked for several, however many there are
   */
  private record Logs(List<Opened> all, boolean merged) {
    Opened first() {
      return all.get(0);
    }
  }

  private Logs logs(TailRequest asked) {
    Optional<LogName> only = names.only(asked.logs());
    if (only.isPresent()) return new Logs(List.of(open(only.get(), asked)), false);
    asked.checkSeveral();
    List<LogName> found = names.all(asked.logs());
    return new Logs(found.stream().map(name -> open(name, asked)).toList(), true);
  }

  /**
   * Returns the log, proven to be readable now unless the client waits for it, or a glob has found
   * it; what becomes of that is told in the stream.
   */
  private Opened open(LogName name, TailRequest asked) {
    try {
      LogSource source = root.source(name);
      LogCharset charset = asked.charset().orElseGet(() -> charsets.of(name));
      boolean asIs = asked.waits() || !asked.logs().contains(name);
      ByteOrderMark mark = asIs ? ByteOrderMark.NONE : markOf(source, asked.format());
      return new Opened(source, charset, mark);
    } catch (IOException notReadable) {
      throw BadRequest.unopened(notReadable);
    }
  }

  /** Returns the byte-order mark if {@code format} depends on it; the log can be read. */
  static ByteOrderMark markOf(LogSource source, Format format) throws IOException {
    try (SegmentFile file = source.open()) {
      return format.wholeLines() ? ByteOrderMark.NONE : file.mark();
    } catch (NoSuchFileException none) {
      if (!hasSegments(source)) throw none;
      return ByteOrderMark.NONE; // its older segments are there, and its file may come
    }
  }

  private static boolean hasSegments(LogSource source) {
    try {
      return !source.segments().isEmpty();
    } catch (IOException notToBeListed) {
      return false; // and the client must not learn why
    }
  }

  private void setHeaders(TailRequest asked, Logs logs, HttpServletResponse response) {
    LogCharset charset = logs.first().mark().charset(logs.first().charset());
    Format format = asked.format();
    response.setContentType(logs.merged ? format.contentType() : format.contentType(charset));
    Answer.setLive(response);
    if (asked.download()) {
      LogName name = logs.merged ? MERGED : asked.logs().get(0);
      response.setHeader("Content-Disposition", Attachment.of(name, format));
    }
  }

  private void stream(
      TailRequest asked, Logs logs, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    streams.checkOpen();
    Place place = admission.admit(request.getRemoteAddr(), request.getRemoteUser());
    boolean added = false;
    try {
      setHeaders(asked, logs, response);
      writer.enlarge(response, !asked.follows());
      AsyncContext context = request.startAsync();
      context.setTimeout(0); // a stream has no end of its own
      Pump pump =
          new Pump(
              context,
              response.getOutputStream(),
              writer,
              encoder(asked, logs),
              new Delivery.Wanted(
                  () -> asked.filter().sieve(asked.context(), asked.newestFirst()),
                  asked.limit(),
                  asked.searches()),
              new StreamHead(title(asked, logs), (int) heartbeat.toSeconds()),
              reader -> logs.merged ? merge(asked, logs, reader) : follow(asked, logs, reader),
              streams.pumps(),
              streams.scans(),
              streams);
      added = true;
      streams.add(pump, place);
    } catch (FullException full) {
      throw BadRequest.busy(full.getMessage());
    } finally {
      if (!added) place.leave();
    }
  }

  private static Encoder encoder(TailRequest asked, Logs logs) {
    Format format = asked.format();
    if (logs.merged) return format.mergedEncoder(asked.events());
    return format.encoder(asked.events(), asked.picksLines(), logs.first().charset());
  }

  private static String title(TailRequest asked, Logs logs) {
    if (!logs.merged) return logs.first().source().name();
    return asked.logs().stream().map(LogName::text).collect(Collectors.joining(", "));
  }

  private Feed follow(TailRequest asked, Logs logs, Reader reader) {
    Opened log = logs.first();
    Wanted wanted =
        new Wanted(
            asked.start().in(log.source().name()),
            end(asked, log),
            asked.newestFirst(),
            asked.format().wholeLines() || asked.picksLines(),
            cutter(asked),
            streams.scans());
    return followers.follow(log.source(), log.charset(), wanted, reader);
  }

  private static Cutter cutter(TailRequest asked) {
    Cutter cutter = asked.filter().cutter(asked.context(), asked.newestFirst());
    return cutter == Cutter.ALL ? asked.format().cutter() : cutter;
  }

  private Feed merge(TailRequest asked, Logs logs, Reader reader) {
    List<Merge.Log> each = new ArrayList<>();
    for (Opened log : logs.all) {
      String name = log.source().name();
      Wanted wanted = new Wanted(asked.start().in(name), end(asked, log), true);
      each.add(new Merge.Log(name, r -> followers.follow(log.source(), log.charset(), wanted, r)));
    }
    return new Merge(each, asked.start(), zone, merge, InstantSource.system(), streams, reader);
  }

  private static End end(TailRequest asked, Opened log) {
    boolean ends = !log.source().grows() && asked.follows();
    return ends ? new End.Now() : asked.end().in(log.source().name());
  }
}
