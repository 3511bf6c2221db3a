package comettail.harness;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** An unpacked Tomcat with its own configuration, but for the port and a deployer that hurries. */
record TomcatHome(Path home) implements Distribution {
  private static final String HTTP_2 = "org.apache.coyote.http2.Http2Protocol";

  @Override
  public void lay(Path base, Connectors connectors) throws IOException {
    for (String name : List.of("conf", "logs", "temp", "webapps", "work")) {
      Files.createDirectories(base.resolve(name));
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve("conf"), "*.*")) {
      for (Path file : files) {
        Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
      }
    }
    configure(base.resolve("conf/server.xml"), connectors);
  }

  @Override
  public Path deploy(Path base, Path war, String contextPath) throws IOException {
    String name = contextPath.equals("/") ? "ROOT" : contextPath.substring(1).replace('/', '#');
    return Files.copy(war, base.resolve("webapps").resolve(name + ".war"));
  }

  @Override
  public List<String> command(Path base, Connectors connectors, List<String> jvmOptions) {
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

  private static void configure(Path file, Connectors connectors) throws IOException {
    try {
      Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
      xml.getDocumentElement().setAttribute("port", "-1"); // no port for shutting it down
      only("Engine", xml).setAttribute("backgroundProcessorDelay", "1");
      Element connector = only("Connector", xml);
      connector.setAttribute("port", Integer.toString(connectors.port()));
      if (connectors.compress()) connector.setAttribute("compression", "on");
      connectors.settings().forEach(connector::setAttribute);
      if (connectors.everyProtocol()) {
        add(connector, "UpgradeProtocol", Map.of("className", HTTP_2));
        connector.getParentNode().insertBefore(secure(connector, connectors), connector);
      }
      Transformer writer = TransformerFactory.newInstance().newTransformer();
      writer.transform(new DOMSource(xml), new StreamResult(file.toFile()));
    } catch (ParserConfigurationException | SAXException | TransformerException e) {
      throw new IllegalStateException("can't configure " + file, e);
    }
  }

  /** The same connector over TLS. */
  private static Element secure(Element connector, Connectors connectors) {
    Element secure = (Element) connector.cloneNode(true);
    secure.setAttribute("port", Integer.toString(connectors.securePort()));
    secure.setAttribute("SSLEnabled", "true");
    secure.setAttribute("scheme", "https");
    secure.setAttribute("secure", "true");
    String keyStore = SelfSigned.keyStore().toString();
    Map<String, String> certificate =
        Map.of(
            "certificateKeystoreFile",
            keyStore,
            "certificateKeystorePassword",
            SelfSigned.PASSWORD,
            "certificateKeystoreType",
            "PKCS12");
    add(add(secure, "SSLHostConfig", Map.of()), "Certificate", certificate);
    return secure;
  }

  private static Element add(Element parent, String name, Map<String, String> attributes) {
    Element child = parent.getOwnerDocument().createElement(name);
    attributes.forEach(child::setAttribute);
    parent.appendChild(child);
    return child;
  }

  private static Element only(String name, Document xml) {
    NodeList elements = xml.getElementsByTagName(name);
    if (elements.getLength() != 1) throw new IllegalStateException(name + " in server.xml");
    return (Element) elements.item(0);
  }
}
