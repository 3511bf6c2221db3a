package comettail.catalog;

import comettail.catalog.Stamp.Kind;
import comettail.file.Compression;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a file's name says of the file: that it is a segment of a log, of which one, and what orders
 * it among that log's segments. The names are those that logrotate, log4j, logback, Tomcat, syslog
 * and Spring Boot make: the log's name with a {@link Stamp} after it ({@code app.log.1}, {@code
 * app.log-20261121.gz}) or before its extension ({@code app.2026-11-21.log}). Immutable.
 *
 * @param log the name of the log that it is a segment of
 * @param evidence how sure that is
 * @param kind what its stamp is
 * @param numbers what its stamp says; of names with as many of the same kind these are the order
 */
record SegmentName(String log, Evidence evidence, Kind kind, List<Long> numbers) {
  /** How sure it is that a name is a segment's, surest first. */
  enum Evidence {
    /** It has a date: it is a segment whatever lies beside it. */
    DATE,
    /** It has a number: it is a segment if its log is there or has a usual log's name. */
    NUMBER,
    /** It may well be a log of its own: it is a segment only if its log is there. */
    AMBIGUOUS
  }

  private static final Pattern USUAL =
      Pattern.compile(".*(?:log|\\.(?:out|err|txt|json|jsonl|csv|xml|trace|stdout|stderr))");

  private static final Pattern COMPRESSING = Pattern.compile("(?<=\\D)\\d{8,20}\\.tmp$");

  private static final Pattern ARCHIVE =
      Pattern.compile(
          "(?:19|20)\\d\\d(?:([-_]?)\\d\\d(?:\\1\\d\\d)?)?|archives?|archived|old",
          Pattern.CASE_INSENSITIVE);
  private static final int MAX_ARCHIVE = "2026-11-21".length();

  /** The ends of names of files that are packed in a way that {@link Compression} can't read. */
  private static final Set<String> UNREADABLE =
      Set.of("7z", "br", "bz2", "lz", "lz4", "lzma", "lzo", "rar", "tar", "tgz", "z", "zip");

  /**
   * Returns what {@code fileName}, a name without any directory, says; or empty if nothing says
   * that the file is a segment, or if it is one that can't be read.
   */
  static Optional<SegmentName> parse(String fileName) {
    if (isUnreadable(fileName)) return Optional.empty();
    String settled = settled(fileName);
    Compression compression = Compression.of(settled);
    Optional<Stamp> stamp = Stamp.in(compression.plainName(settled));
    return stamp.flatMap(
        found -> {
          String log = found.before() + found.after();
          return evidence(found, compression)
              .map(evidence -> new SegmentName(log, evidence, found.kind(), found.numbers()));
        });
  }

  /**
   * Returns the name that the file so named had before its rotation began to compress it: logback
   * calls it {@code app.2026-11-21.0.log1393708666602.tmp} meanwhile.
   */
  static String settled(String fileName) {
    return COMPRESSING.matcher(fileName).replaceFirst("");
  }

  /** Returns what {@code fileName} says of the file as a segment of {@code log}, if it is one. */
  static Optional<SegmentName> of(String fileName, String log) {
    Optional<SegmentName> name = parse(fileName);
    while (name.isPresent() && !name.get().log.equals(log)) name = name.get().outer();
    return name;
  }

  /**
   * Returns what the name says if its log's name has a date: {@code app.2026-11-21.log.1} is a
   * segment of {@code app.2026-11-21.log}, and so of {@code app.log}.
   */
  Optional<SegmentName> outer() {
    if (Compression.of(log) != Compression.NONE) return Optional.empty();
    return parse(log).filter(outer -> outer.evidence == Evidence.DATE).map(this::within);
  }

  private SegmentName within(SegmentName outer) {
    Kind both = kind == Kind.NUMBER ? outer.kind : kind;
    List<Long> all = Stream.concat(outer.numbers.stream(), numbers.stream()).toList();
    return new SegmentName(outer.log, evidence, both, all);
  }

  /**
   * Returns whether the file is a segment of its log.
   *
   * @param logIsThere whether there is a file with the log's own name
   */
  boolean isSegment(boolean logIsThere) {
    return switch (evidence) {
      case DATE -> true;
      case NUMBER -> logIsThere || USUAL.matcher(log).matches();
      case AMBIGUOUS -> logIsThere;
    };
  }

  /** Returns how sure it is, or empty if the stamp is a part of a log's own name. */
  private static Optional<Evidence> evidence(Stamp stamp, Compression compression) {
    boolean atEnd = stamp.after().isEmpty();
    return switch (stamp.kind()) {
      case DAY, UNCLEAR_DAY, MONTH -> Optional.of(Evidence.DATE);
      case WORD -> Optional.of(Evidence.NUMBER);
      case MONTH_DIGITS, SECONDS -> Optional.of(atEnd ? Evidence.NUMBER : Evidence.AMBIGUOUS);
      case NUMBER -> atEnd ? lastNumber(stamp) : numberBeforeExtension(stamp, compression);
    };
  }

  private static Optional<Evidence> lastNumber(Stamp stamp) {
    return stamp.dash().equals(".") ? Optional.of(Evidence.NUMBER) : Optional.empty();
  }

  /** Tells {@code app.1.log} from {@code worker-1.log} and from {@code mysql5.7.log}. */
  private static Optional<Evidence> numberBeforeExtension(Stamp stamp, Compression compression) {
    boolean rotated = stamp.dash().equals(".") || compression != Compression.NONE;
    boolean version = Character.isDigit(stamp.before().charAt(stamp.before().length() - 1));
    return rotated && !version ? Optional.of(Evidence.AMBIGUOUS) : Optional.empty();
  }

  /** Returns whether a file so named is packed in a way that nobody here can read. */
  static boolean isUnreadable(String fileName) {
    String end = fileName.substring(fileName.lastIndexOf('.') + 1);
    return UNREADABLE.contains(end.toLowerCase(Locale.ROOT));
  }

  /** Returns whether old segments of the logs beside it are usually put in a directory so named. */
  static boolean isArchive(String directoryName) {
    return directoryName.length() <= MAX_ARCHIVE && ARCHIVE.matcher(directoryName).matches();
  }
}
