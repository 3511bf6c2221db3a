package comettail.harness;

import java.util.Map;

/**
 * What a container listens on: HTTP/1.1 in the clear, as it comes, and what was asked for beyond.
 * Immutable.
 *
 * @param everyProtocol whether HTTP/2 is spoken too, and both over TLS on the secure port
 * @param compress whether responses are compressed for clients that take gzip
 * @param settings settings of the connectors, by the container's own names
 */
record Connectors(
    int port,
    int securePort,
    boolean everyProtocol,
    boolean compress,
    Map<String, String> settings) {}
