package comettail.harness;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An unpacked Tomcat with its own configuration, but for the port and a deployer that hurries. */
record TomcatHome(Path home) implements Distribution {
  @Override
  public void lay(Path base, int port, Map<String, String> connector) throws IOException {
    for (String name : List.of("conf", "logs", "temp", "webapps", "work")) {
      Files.createDirectories(base.resolve(name));
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve("conf"), "*.*")) {
      for (Path file : files) {
        Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
      }
    }
    Path server = base.resolve("conf/server.xml");
    String xml = Files.readString(server);
    xml = replace(xml, "<Server port=\"8005\"", "<Server port=\"-1\"");
    String attributes =
        connector.entrySet().stream()
            .map(entry -> " " + entry.getKey() + "=\"" + entry.getValue() + "\"")
            .collect(Collectors.joining());
    xml = replace(xml, "<Connector port=\"8080\"", "<Connector port=\"" + port + "\"" + attributes);
    xml = replace(xml, "<Engine ", "<Engine backgroundProcessorDelay=\"1\" ");
    Files.writeString(server, xml);
  }

  @Override
  public Path deploy(Path base, Path war, String contextPath) throws IOException {
    String name = contextPath.equals("/") ? "ROOT" : contextPath.substring(1).replace('/', '#');
    return Files.copy(war, base.resolve("webapps").resolve(name + ".war"));
  }

  @Override
  public List<String> command(Path base, int port, List<String> jvmOptions) {
    return List.of("sh", home.resolve("bin/catalina.sh").toString(), "run");
  }

  @Override
  public Map<String, String> environment(Path base, List<String> jvmOptions) {
    return Map.of(
        "JRE_HOME", System.getProperty("java.home"),
        "CATALINA_HOME", home.toString(),
        "CATALINA_BASE", base.toString(),
        "CATALINA_OPTS",
            jvmOptions.stream().map(TomcatHome::quoted).collect(Collectors.joining(" ")));
  }

  @Override
  public Pattern started() {
    return Pattern.compile("Server startup in ");
  }

  @Override
  public Pattern deployed() {
    return Pattern.compile("Deployment of web application archive .* has finished");
  }

  @Override
  public String logs() {
    // NOTE: what an application does wrong when it starts is told here, and not on the console.
    return "logs/localhost.*.log";
  }

  private static String quoted(String option) {
    return "'" + option + "'";
  }

  private static String replace(String xml, String from, String to) {
    if (!xml.contains(from)) throw new IllegalStateException("no " + from + " in server.xml");
    return xml.replace(from, to);
  }
}
