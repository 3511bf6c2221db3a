package comettail.catalog;

import java.time.Instant;

/**
 * A log as the listing shows it. Immutable.
 *
 * @param name its name
 * @param size size of its file in bytes
 * @param modified when its bytes were last changed
 */
public record LogEntry(LogName name, long size, Instant modified) {}
