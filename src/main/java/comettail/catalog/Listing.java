package comettail.catalog;

import java.util.List;

/**
 * The logs that there are. Immutable.
 *
 * @param logs the logs, newest first
 * @param truncated whether there are more, which were not looked at
 */
public record Listing(List<LogEntry> logs, boolean truncated) {}
