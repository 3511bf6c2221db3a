package comettail.web;

import comettail.catalog.LogName;
import comettail.catalog.LogRoot;
import comettail.file.LogSource;
import comettail.format.Format;
import comettail.format.StreamHead;
import comettail.tail.Followers;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/**
 * {@code tail}: one log, from a place on, in one of four forms. It decides whether; what goes on
 * after that is its {@link Pump}'s. Any thread.
 */
final class TailServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient LogRoot root;
  private final transient Followers followers;
  private final transient Streams streams;
  private final transient BufferWriter writer = new BufferWriter();
  private final Duration heartbeat;

  TailServlet(LogRoot root, Followers followers, Streams streams, Duration heartbeat) {
    this.root = root;
    this.followers = followers;
    this.streams = streams;
    this.heartbeat = heartbeat;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String query = request.getQueryString();
    String accept = request.getHeader("Accept");
    try {
      String method = request.getMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) throw BadRequest.method(method);
      TailRequest asked = TailRequest.parse(query, accept, request.getHeader("Last-Event-ID"));
      LogSource source = readable(asked);
      if (method.equals("HEAD")) setHeaders(asked.format(), response);
      else stream(asked, source, request, response);
    } catch (BadRequest refusal) {
      Answer.refuse(refusal, TailRequest.formatOf(query, accept), response);
    }
  }

  /**
   * Returns where the log's bytes come from, proven to be readable now unless the client waits for
   * it.
   */
  private LogSource readable(TailRequest asked) {
    LogName name = asked.log();
    try {
      LogSource source = root.source(name);
      if (!asked.waits()) source.open().close();
      return source;
    } catch (AccessDeniedException denied) {
      throw BadRequest.forbidden("The server may not read this log.");
    } catch (NoSuchFileException none) {
      throw BadRequest.noSuchLog();
    } catch (FileSystemException notALog) {
      throw BadRequest.noSuchLog(); // a directory, a FIFO, a device, a loop of links
    } catch (IOException diskFailed) {
      throw BadRequest.busy("The server can't open this log now.");
    }
  }

  private void setHeaders(Format format, HttpServletResponse response) {
    response.setContentType(format.contentType());
    Answer.setLive(response);
  }

  private void stream(
      TailRequest asked, LogSource source, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    streams.reserve();
    boolean added = false;
    try {
      Format format = asked.format();
      setHeaders(format, response);
      AsyncContext context = request.startAsync();
      context.setTimeout(0); // a stream has no end of its own
      Pump pump =
          new Pump(
              context,
              response.getOutputStream(),
              writer,
              format.encoder(),
              new StreamHead(source.name(), (int) heartbeat.toSeconds()),
              reader ->
                  followers.follow(
                      source, asked.start(), format.wholeLines(), asked.follow(), reader),
              streams.pumps(),
              streams.scans(),
              streams);
      added = true;
      streams.add(pump);
    } finally {
      if (!added) streams.cancel();
    }
  }
}
