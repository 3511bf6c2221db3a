package comettail.readers;

import comettail.harness.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How Comet Tail and its containers are set up for thousands of readers, as the README says. */
final class Setup {
  static final List<String> JVM_OPTIONS = List.of("-Xmx2g");

  /** The JVM gives back what it does not need, so that what is resident is what streams need. */
  static final List<String> JVM_OPTIONS_AT_REST =
      List.of("-Xms16m", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10");

  static final Map<String, Object> SETTINGS =
      sorted(
          Map.of(
              "comet.maxStreams", 20_000,
              "comet.maxStreamsPerAddress", 20_000,
              "comet.maxStreamsPerUser", 20_000));

  static final Map<String, Object> JETTY =
      sorted(
          Map.of(
              "jetty.http.acceptedSendBufferSize", 131_072, "jetty.http.acceptQueueSize", 1_000));

  /** What Tomcat writes at a time: its {@code appWriteBufSize}. */
  static final int TOMCAT_WRITE_BYTES = 16_640;

  static final Map<String, Object> TOMCAT =
      sorted(
          Map.of(
              "maxConnections", 20_000,
              "acceptCount", 1_000,
              "socket.txBufSize", 65_536,
              "socket.appReadBufSize", 2_048,
              "socket.appWriteBufSize", TOMCAT_WRITE_BYTES,
              "maxHttpRequestHeaderSize", 4_096,
              "maxHttpResponseHeaderSize", 2_048));

  private Setup() {}

  /** The properties of a container's connector. */
  static Map<String, Object> connector(Server server) {
    return server == Server.JETTY ? JETTY : TOMCAT;
  }

  private static Map<String, Object> sorted(Map<String, Object> settings) {
    return new TreeMap<>(settings);
  }
}
