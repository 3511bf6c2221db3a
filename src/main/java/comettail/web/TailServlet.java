package comettail.web;

import comettail.catalog.LogRoot;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.format.Format;
import comettail.format.StreamHead;
import comettail.line.ByteOrderMark;
import comettail.line.LogCharset;
import comettail.tail.End;
import comettail.tail.Followers;
import comettail.tail.Followers.FullException;
import comettail.tail.Wanted;
import comettail.web.Admission.Place;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.ZoneId;

/**
 * {@code tail}: one log, from a place on, in one of four forms. It decides whether; what goes on
 * after that is its {@link Pump}'s. Any thread.
 */
final class TailServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /**
   * The response buffer of a client that wants what there is and nothing else: Tomcat writes no
   * more than that at once.
   */
  static final int WHOLE_LOG_BUFFER_BYTES = 16 * 1024;

  private final transient LogRoot root;
  private final transient Followers followers;
  private final transient Streams streams;
  private final transient Admission admission;
  private final transient BufferWriter writer = new BufferWriter();
  private final transient LogCharsets charsets;
  private final Duration heartbeat;
  private final ZoneId zone;

  TailServlet(
      LogRoot root, Followers followers, Streams streams, Admission admission, Settings settings) {
    this.root = root;
    this.followers = followers;
    this.streams = streams;
    this.admission = admission;
    this.charsets = settings.charsets();
    this.heartbeat = settings.heartbeat();
    this.zone = settings.zone();
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
      Opened log = open(asked);
      if (method.equals("HEAD")) setHeaders(asked, log, response);
      else stream(asked, log, request, response);
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

  /** Returns the log, proven to be readable now unless the client waits for it. */
  private Opened open(TailRequest asked) {
    try {
      LogSource source = root.source(asked.log());
      LogCharset charset = asked.charset().orElseGet(() -> charsets.of(asked.log()));
      ByteOrderMark mark = asked.waits() ? ByteOrderMark.NONE : markOf(source, asked.format());
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

  private void setHeaders(TailRequest asked, Opened log, HttpServletResponse response) {
    LogCharset charset = log.mark().charset(log.charset());
    response.setContentType(asked.format().contentType(charset));
    Answer.setLive(response);
    if (asked.download()) {
      String value = Attachment.of(asked.log(), asked.format());
      response.setHeader("Content-Disposition", value);
    }
  }

  private Wanted wanted(TailRequest asked, Opened log) {
    return new Wanted(
        asked.start(),
        log.source().grows() || !asked.follows() ? asked.end() : new End.Now(),
        asked.newestFirst(),
        asked.format().wholeLines() || asked.picksLines(),
        asked.filter().cutter(asked.context(), asked.newestFirst()),
        streams.scans());
  }

  private void stream(
      TailRequest asked, Opened log, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    streams.checkOpen();
    Place place = admission.admit(request.getRemoteAddr(), request.getRemoteUser());
    boolean added = false;
    try {
      Format format = asked.format();
      setHeaders(asked, log, response);
      if (!asked.follows()) response.setBufferSize(WHOLE_LOG_BUFFER_BYTES);
      AsyncContext context = request.startAsync();
      context.setTimeout(0); // a stream has no end of its own
      Pump pump =
          new Pump(
              context,
              response.getOutputStream(),
              writer,
              format.encoder(asked.events(), asked.picksLines(), log.charset()),
              asked.filter().sieve(asked.context()),
              asked.limit(),
              asked.newestFirst(),
              asked.searches(),
              new StreamHead(log.source().name(), (int) heartbeat.toSeconds()),
              reader -> followers.follow(log.source(), log.charset(), wanted(asked, log), reader),
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
}
