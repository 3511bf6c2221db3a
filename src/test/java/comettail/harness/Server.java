package comettail.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** The containers that Comet Tail is tested on: the real distributions, as people download them. */
public enum Server {
  JETTY,
  TOMCAT10,
  TOMCAT11;

  /** A container of this kind, to be set up and started. */
  public Container container() {
    return new Container(this, distribution());
  }

  private Distribution distribution() {
    return switch (this) {
      case JETTY -> new JettyHome(unpacked("comet.jetty", "jetty-home-12.1.12"));
      case TOMCAT10 -> new TomcatHome(unpacked("comet.tomcat10", "apache-tomcat-10.1.59"));
      case TOMCAT11 -> new TomcatHome(unpacked("comet.tomcat11", "apache-tomcat-11.0.24"));
    };
  }

  /** Where the build unpacked a distribution; it says so in a system property. */
  private static Path unpacked(String property, String usual) {
    Path home = Path.of(System.getProperty(property, "target/containers/" + usual));
    if (Files.isDirectory(home)) return home.toAbsolutePath();
    throw new IllegalStateException("not unpacked yet, by mvn pre-integration-test: " + home);
  }
}
