package comettail.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An unpacked jetty-home with its {@code ee10-deploy} module. Immutable. */
record JettyHome(Path home) implements Distribution {
  @Override
  public void lay(Path base, Connectors connectors) throws IOException {
    Files.createDirectories(base.resolve("webapps"));
    Files.createDirectories(base.resolve("environments"));
  }

  @Override
  public Path deploy(Path base, Path war, String contextPath) throws IOException {
    Path webapps = base.resolve("webapps");
    if (contextPath.equals("/")) return Files.copy(war, webapps.resolve("ROOT.war"));
    Path elsewhere = base.resolve("comet-tail.war");
    if (!Files.exists(elsewhere)) Files.copy(war, elsewhere);
    return Files.writeString(webapps.resolve("comet-tail.xml"), context(elsewhere, contextPath));
  }

  @Override
  public List<String> command(Path base, Connectors connectors, List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", home.resolve("start.jar").toString()));
    command.addAll(List.of("jetty.base=" + base, "jetty.http.port=" + connectors.port()));
    command.add("jetty.deploy.scanInterval=1");
    connectors.settings().forEach((name, value) -> command.add(name + "=" + value));
    if (connectors.everyProtocol()) command.addAll(everyProtocol(connectors));
    if (connectors.compress()) command.add("--modules=compression-gzip");
    // NOTE: the last, since properties after an environment's module are that environment's alone.
    command.add("--modules=http,ee10-deploy");
    return command;
  }

  @Override
  public Map<String, String> environment(Path base, List<String> jvmOptions) {
    return Map.of();
  }

  @Override
  public Pattern started() {
    return Pattern.compile("Started oejs\\.Server@");
  }

  @Override
  public Pattern deployed() {
    return Pattern.compile("ServletContextHandler:.*: Started oeje10w\\.WebAppContext@");
  }

  @Override
  public String logs() {
    return "logs/none";
  }

  private static List<String> everyProtocol(Connectors connectors) {
    return List.of(
        "--modules=http2c,https,http2",
        "jetty.ssl.port=" + connectors.securePort(),
        "jetty.sslContext.keyStorePath=" + SelfSigned.keyStore(),
        "jetty.sslContext.keyStorePassword=" + SelfSigned.PASSWORD);
  }

  private static String context(Path war, String contextPath) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
        <Configure class="org.eclipse.jetty.ee10.webapp.WebAppContext">
          <Set name="contextPath">%s</Set>
          <Set name="war">%s</Set>
        </Configure>
        """
        .formatted(contextPath, war);
  }
}
