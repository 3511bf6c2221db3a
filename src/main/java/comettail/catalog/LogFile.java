package comettail.catalog;

import java.time.Instant;

/**
 * A file below the root as the listing shows it. Immutable.
 *
 * @param name its name
 * @param size its size in bytes, as it lies on the disk
 * @param modified when its bytes were last changed
 */
public record LogFile(LogName name, long size, Instant modified) {}
