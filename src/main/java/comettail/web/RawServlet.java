package comettail.web;

import comettail.catalog.LogRoot;
import comettail.file.LogSource;
import comettail.file.ReadBuffers;
import comettail.web.Admission.Place;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code raw}: the files of a log as they are, to be kept. It decides whether; what goes on after
 * that is its {@link RawPump}'s. Of the log's text the {@code tail} makes a download. Any thread.
 */
final class RawServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient LogRoot root;
  private final transient TailServlet tail;
  private final transient Streams streams;
  private final transient Admission admission;
  private final transient BufferWriter writer = new BufferWriter();
  private final transient ReadBuffers buffers = new ReadBuffers(0);
  private final transient LogCharsets charsets;

  RawServlet(
      LogRoot root, TailServlet tail, Streams streams, Admission admission, LogCharsets charsets) {
    this.root = root;
    this.tail = tail;
    this.streams = streams;
    this.admission = admission;
    this.charsets = charsets;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String query = request.getQueryString();
    try {
      String method = request.getMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) throw BadRequest.method(method);
      RawRequest asked = RawRequest.parse(query);
      if (asked.text().isPresent()) {
        response.setHeader("Accept-Ranges", "none");
        tail.answer(asked.text().get(), request, response);
      } else {
        answer(open(asked), request, response);
      }
    } catch (BadRequest refusal) {
      Answer.refuse(refusal, TailRequest.formatOf(query, request.getHeader("Accept")), response);
      if (request.isAsyncStarted()) request.getAsyncContext().complete();
    }
  }

  private Download open(RawRequest asked) {
    try {
      LogSource log = root.source(asked.log());
      if (asked.whole()) return Download.of(asked.log(), RawTar.of(log));
      return Download.of(asked.log(), RawFile.open(log), charsets.of(asked.log()));
    } catch (IOException notReadable) {
      throw BadRequest.unopened(notReadable);
    }
  }

  private void answer(Download download, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean handedOver = false;
    try {
      handedOver = answers(download, request, response);
    } finally {
      if (!handedOver) download.body().close();
    }
  }

  /** Returns whether the body is being sent now, and is closed by who sends it. */
  private boolean answers(
      Download download, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Conditions conditions = download.conditions();
    switch (conditions.outcome(request)) {
      case SEND -> {}
      case NOT_MODIFIED -> {
        download.setValidators(response);
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        return false;
      }
      case CHANGED -> throw BadRequest.changed();
    }
    boolean head = request.getMethod().equals("HEAD"); // for which RFC 9110 knows no ranges
    String wanted = conditions.allowRange(request) && !head ? request.getHeader("Range") : null;
    long length = download.body().length();
    Optional<ByteRange> part = part(wanted, length, response);
    if (head || length == 0) {
      download.setHeaders(part, response);
      return false;
    }
    send(download, part, request, response);
    return true;
  }

  private static Optional<ByteRange> part(
      String wanted, long length, HttpServletResponse response) {
    try {
      return wanted == null ? Optional.empty() : ByteRange.parse(wanted, length);
    } catch (BadRequest outOfRange) {
      response.setHeader("Content-Range", "bytes */" + length);
      throw outOfRange;
    }
  }

  private void send(
      Download download,
      Optional<ByteRange> part,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    streams.checkOpen();
    Place place = admission.admit(request.getRemoteAddr(), request.getRemoteUser());
    boolean added = false;
    try {
      download.setHeaders(part, response);
      // NOTE: Tomcat keeps a connection whose response was shorter than its Content-Length, and its
      // client waits. This has the connection closed, so that the client knows at once.
      if (request.getProtocol().startsWith("HTTP/1")) response.setHeader("Connection", "close");
      writer.enlarge(response, true);
      AsyncContext context = request.startAsync();
      context.setTimeout(0); // the client decides how long it takes
      RawPump pump =
          new RawPump(
              context,
              response.getOutputStream(),
              writer,
              download.body(),
              part.orElse(new ByteRange(0, download.body().length())),
              buffers,
              streams.scans(),
              streams);
      added = true;
      streams.add(pump, place);
    } finally {
      if (!added) place.leave();
    }
  }
}
