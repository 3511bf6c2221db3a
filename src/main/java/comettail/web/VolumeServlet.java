package comettail.web;

import comettail.catalog.LogRoot;
import comettail.file.LogSource;
import comettail.format.Format;
import comettail.volume.Volumes;
import comettail.web.Admission.Place;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;

/**
 * {@code volume}: how many lines a log has over time, as JSON, as a picture, or as a page with
 * that. It decides whether; the answer is a {@link VolumeAnswer}'s. Any thread.
 */
final class VolumeServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient LogRoot root;
  private final transient Volumes volumes;
  private final transient Streams streams;
  private final transient Admission admission;
  private final transient LogCharsets charsets;
  private final transient BufferWriter writer = new BufferWriter();
  private final ZoneId zone;

  VolumeServlet(
      LogRoot root, Volumes volumes, Streams streams, Admission admission, Settings settings) {
    this.root = root;
    this.volumes = volumes;
    this.streams = streams;
    this.admission = admission;
    this.charsets = settings.charsets();
    this.zone = settings.zone();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String query = request.getQueryString();
    String accept = request.getHeader("Accept");
    try {
      String method = request.getMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) throw BadRequest.method(method);
      VolumeRequest asked = VolumeRequest.parse(query, accept, zone);
      LogSource source = open(asked);
      setHeaders(asked, response);
      if (method.equals("GET")) answer(asked, source, request, response);
    } catch (BadRequest refusal) {
      Format format = VolumeRequest.formOf(query, accept).refusal();
      Answer.refuse(refusal, format, response);
      if (request.isAsyncStarted()) request.getAsyncContext().complete();
    }
  }

  /** Returns the log, proven to be readable now. */
  private LogSource open(VolumeRequest asked) {
    try {
      LogSource source = root.source(asked.log());
      TailServlet.markOf(source, Format.NDJSON);
      return source;
    } catch (IOException trouble) {
      throw BadRequest.unopened(trouble);
    }
  }

  private static void setHeaders(VolumeRequest asked, HttpServletResponse response) {
    Answer.setLive(response);
    response.setContentType(asked.form().contentType());
    response.setHeader("Content-Security-Policy", VolumePage.POLICY);
  }

  private void answer(
      VolumeRequest asked,
      LogSource source,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    streams.checkOpen();
    Place place = admission.admit(request.getRemoteAddr(), request.getRemoteUser());
    boolean asking = false;
    try {
      AsyncContext context = request.startAsync();
      context.setTimeout(VolumeAnswer.timeoutMillis(asked));
      VolumeAnswer answer =
          new VolumeAnswer(
              asked,
              new VolumePage(asked, zone),
              context,
              response,
              writer,
              streams.pumps(),
              place);
      volumes.ask(source, asked.question(charsets.of(asked.log()), zone), answer);
      asking = true;
      answer.open();
    } catch (Volumes.FullException full) {
      throw BadRequest.busy(full.getMessage());
    } finally {
      if (!asking) place.leave();
    }
  }
}
