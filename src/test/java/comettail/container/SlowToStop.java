package comettail.container;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A listener that Tomcat adds to every application, and that takes its time when the application
 * stops, before the application itself hears of it: as a request that is still being answered does.
 */
public final class SlowToStop implements ServletContextListener {
  private static final long SECONDS = 3; // Tomcat looks for time-outs once a second

  /** For the container. */
  public SlowToStop() {}

  /** Lets the Tomcat whose directory this is have such a listener. */
  static void listenIn(Path base) {
    String name = SlowToStop.class.getName();
    String file = name.replace('.', '/') + ".class";
    Path webXml = base.resolve("conf/web.xml");
    Path copy = base.resolve("lib").resolve(file);
    try (InputStream code = SlowToStop.class.getClassLoader().getResourceAsStream(file)) {
      Files.createDirectories(copy.getParent());
      Files.copy(code, copy);
      String listener = "<listener><listener-class>" + name + "</listener-class></listener>";
      String xml = Files.readString(webXml).replace("</web-app>", listener + "</web-app>");
      Files.writeString(webXml, xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    try {
      TimeUnit.SECONDS.sleep(SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
