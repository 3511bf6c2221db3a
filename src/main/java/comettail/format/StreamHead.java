package comettail.format;

/**
 * What a response says of itself before its first line. Immutable.
 *
 * @param log the log's name
 * @param heartbeatSeconds how long it is quiet at most
 */
public record StreamHead(String log, int heartbeatSeconds) {}
