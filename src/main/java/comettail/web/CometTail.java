package comettail.web;

import comettail.catalog.LogListing;
import comettail.catalog.LogRoot;
import comettail.catalog.SharedListing;
import comettail.tail.Followers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;

/**
 * The application: builds everything when the container starts it, and closes it in reverse when it
 * stops.
 */
public final class CometTail implements ServletContextListener {
  private static final Logger LOG = System.getLogger(CometTail.class.getName());

  // Written when the application starts, by the container.
  private Followers followers;
  private Streams streams;
  private Thread shutdownHook;

  /** For the container. */
  public CometTail() {}

  /**
   * Builds the application.
   *
   * @throws RuntimeException with a sentence that names the setting, if a setting makes no sense;
   *     the container does not start the application then
   */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    try {
      Settings settings = Settings.of(context);
      LogRoot root = rootOf(settings);
      followers = new Followers(settings.tail());
      streams = new Streams(settings.scanThreads(), settings.heartbeat(), settings.maxStall());

      var headers = context.addFilter("security-headers", new SecurityHeaders());
      headers.setAsyncSupported(true);
      headers.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
      Admission admission =
          new Admission(
              settings.maxStreams(), settings.maxStreamsPerAddress(), settings.maxStreamsPerUser());
      SharedListing listing = new SharedListing(new LogListing(root, settings.maxListed())::list);
      LogNames names = new LogNames(root, listing);
      TailServlet tail = new TailServlet(root, names, followers, streams, admission, settings);
      add(context, "tail", tail);
      add(context, "raw", new RawServlet(root, tail, streams, admission, settings.charsets()));
      add(context, "logs", new LogsServlet(listing));
      // NOTE: when its JVM ends, Jetty closes every connection before it tells the application.
      shutdownHook = new Thread(streams::close, "comet-shutdown");
      Runtime.getRuntime().addShutdownHook(shutdownHook);
      LOG.log(Level.INFO, "serving the logs below {0}", settings.root());
    } catch (Settings.RefusedException refused) {
      LOG.log(Level.ERROR, refused.getMessage());
      throw refused;
    }
  }

  private static LogRoot rootOf(Settings settings) {
    try {
      return LogRoot.at(settings.root());
    } catch (IllegalArgumentException unusable) {
      throw settings.rootRefused(unusable.getMessage());
    }
  }

  private static void add(ServletContext context, String name, Servlet servlet) {
    ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping("/" + name);
  }

  /** Ends every stream, thread and open file. */
  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (shutdownHook != null) removeShutdownHook();
    if (streams != null) streams.close();
    if (followers != null) followers.close();
  }

  private void removeShutdownHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException running) {
      // The JVM ends, and the hook with it.
    }
  }
}
