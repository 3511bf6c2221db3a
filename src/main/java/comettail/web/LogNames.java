package comettail.web;

import comettail.catalog.Listing;
import comettail.catalog.LogEntry;
import comettail.catalog.LogName;
import comettail.catalog.LogRoot;
import comettail.catalog.NameGlob;
import comettail.catalog.SharedListing;
import comettail.line.Places;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which logs a client means by the names that it wrote: a name that has a {@code *} or a {@code ?}
 * and is not itself a log's stands for the logs that match it when the request comes. Any thread.
 */
final class LogNames {
  private final LogRoot root;
  private final SharedListing listing;

  LogNames(LogRoot root, SharedListing listing) {
    this.root = root;
    this.listing = listing;
  }

  /** Returns the log that is meant if these names mean a single one, however many there are. */
  Optional<LogName> only(List<LogName> written) {
    LogName first = written.get(0);
    return written.size() == 1 && !isGlob(first) ? Optional.of(first) : Optional.empty();
  }

  /**
   * Returns the logs that are meant, each once, in the order of the names, and those of a glob in
   * their own.
   *
   * @throws BadRequest if a glob matches none, or they are more than a stream may have
   */
  List<LogName> all(List<LogName> written) {
    Set<LogName> meant = new LinkedHashSet<>();
    for (LogName name : written) {
      if (isGlob(name)) meant.addAll(matching(name));
      else meant.add(name);
    }
    if (meant.size() > Places.MAX_LOGS) throw TailRequest.tooManyLogs();
    return List.copyOf(meant);
  }

  private boolean isGlob(LogName name) {
    if (!NameGlob.isGlob(name)) return false;
    try {
      root.source(name).open().close();
      return false;
    } catch (IOException none) {
      return true;
    }
  }

  private List<LogName> matching(LogName written) {
    NameGlob glob = NameGlob.of(written);
    List<LogName> names =
        listed().logs().stream()
            .map(LogEntry::name)
            .filter(glob::matches)
            .sorted(Comparator.comparing(LogName::text))
            .toList();
    if (names.isEmpty()) throw BadRequest.noLogLike(Parameters.shown(written.text()));
    return names;
  }

  private Listing listed() {
    try {
      return listing.list();
    } catch (IOException diskFailed) {
      throw BadRequest.busy("The server can't list the logs now.");
    }
  }
}
