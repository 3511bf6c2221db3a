package comettail.catalog;

import comettail.catalog.SegmentName.Evidence;
import comettail.catalog.SegmentOrder.Ordered;
import comettail.file.Compression;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes logs of files, each a log with its segments, by the files' names; it does not look at the
 * disk. Used by one thread at a time.
 */
final class LogGrouping {
  /**
   * A file that was found.
   *
   * @param file what is shown of it
   * @param key what the file is, whatever its name; or null where the platform does not tell
   * @param isLink whether the name is a symbolic link's
   */
  record Found(LogFile file, Object key, boolean isLink) {}

  /** A file as a segment of its log. */
  private record Member(SegmentName name, Found found) implements Ordered {
    @Override
    public String fileName() {
      return found.file.name().text();
    }

    @Override
    public FileTime modified() {
      return FileTime.from(found.file.modified());
    }
  }

  private final Map<String, Found> files = new LinkedHashMap<>(); // by name
  private final Set<String> rotated = new HashSet<>(); // logs that surely have a segment

  private LogGrouping(Collection<Found> found) {
    for (Found file : found) files.put(file.file.name().text(), file);
    for (String name : files.keySet()) {
      Optional<SegmentName> segment = SegmentName.parse(fileNameIn(name));
      while (segment.isPresent()) {
        if (segment.get().isSegment(false)) rotated.add(folderOf(name) + segment.get().log());
        segment = segment.get().outer();
      }
    }
  }

  /** Returns the logs that these files are, in no order. */
  static List<LogEntry> logsOf(Collection<Found> files) {
    return new LogGrouping(files).logs();
  }

  private List<LogEntry> logs() {
    Map<String, List<Found>> groups = new LinkedHashMap<>();
    for (Map.Entry<String, Found> file : files.entrySet()) {
      groups.computeIfAbsent(logOf(file.getKey()), log -> new ArrayList<>()).add(file.getValue());
    }
    List<LogEntry> logs = new ArrayList<>(groups.size());
    groups.forEach((log, members) -> logs.add(log(log, members)));
    return logs;
  }

  /** Returns the name of the log that the file belongs to: its own, if it is no segment. */
  private String logOf(String name) {
    String log = name;
    Optional<SegmentName> segment = SegmentName.parse(fileNameIn(name));
    while (segment.isPresent()) {
      log = logOf(name, segment.get()).orElse(log);
      segment = segment.get().outer();
    }
    return log;
  }

  private Optional<String> logOf(String name, SegmentName segment) {
    String folder = folderOf(name);
    String beside = folder + segment.log();
    if (files.containsKey(beside)) return Optional.of(beside);
    if (!folder.isEmpty() && SegmentName.isArchive(fileNameIn(withoutSlash(folder)))) {
      String above = folderOf(withoutSlash(folder)) + segment.log();
      boolean isThere = files.containsKey(above);
      boolean isLog = isThere || rotated.contains(above);
      if (isLog && segment.isSegment(isThere)) return Optional.of(above);
    }
    return segment.isSegment(false) ? Optional.of(beside) : Optional.empty();
  }

  private LogEntry log(String log, List<Found> group) {
    Found current = files.get(log);
    List<Member> members = new ArrayList<>();
    for (Found file : group) {
      if (file == current || hasPlainTwin(file)) continue;
      String fileName = fileNameIn(file.file.name().text());
      members.add(new Member(SegmentName.of(fileName, fileNameIn(log)).orElseThrow(), file));
    }
    if (current == null) {
      current = newestDated(members, folderOf(log)).map(Member::found).orElse(null);
    }
    removeDoubles(members, current);
    members.sort(SegmentOrder.of(members));
    Collections.reverse(members);
    return new LogEntry(
        new LogName(log),
        Optional.ofNullable(current).map(Found::file),
        members.stream().map(member -> member.found.file).toList());
  }

  private boolean hasPlainTwin(Found file) {
    String name = file.file.name().text();
    Compression compression = Compression.of(name);
    return compression != Compression.NONE && files.containsKey(compression.plainName(name));
  }

  private static Optional<Member> newestDated(List<Member> members, String folder) {
    List<Member> dated = new ArrayList<>(members);
    dated.removeIf(
        member ->
            member.name.evidence() != Evidence.DATE
                || Compression.of(member.fileName()) != Compression.NONE
                || !folderOf(member.fileName()).equals(folder));
    return dated.stream().max(SegmentOrder.ofDates(dated));
  }

  /** Leaves one name for each file, that of a link last. */
  private static void removeDoubles(List<Member> members, Found current) {
    members.sort((a, b) -> Boolean.compare(a.found.isLink, b.found.isLink));
    Set<Object> known = new HashSet<>();
    if (current != null) known.add(current.key);
    members.removeIf(
        member ->
            member.found == current || member.found.key != null && !known.add(member.found.key));
  }

  private static String folderOf(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  private static String fileNameIn(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String withoutSlash(String folder) {
    return folder.substring(0, folder.length() - 1);
  }
}
