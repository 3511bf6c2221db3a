package comettail.web;

import comettail.tail.TailLimits;
import jakarta.servlet.ServletContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the operator set. Immutable.
 *
 * @param root the directory below which every log is
 * @param tail the bounds of following
 * @param heartbeat how long a stream is quiet at most, if its form has a heartbeat
 * @param maxStall how long a client may take nothing of what is to be sent
 * @param maxStreams how many streams there are at most
 * @param maxStreamsPerAddress how many of them are for one client address at most
 * @param maxStreamsPerUser how many of them are for one authenticated user at most
 * @param scanThreads how many threads read files for readers that are behind
 * @param maxListed how many logs are listed at most
 * @param charsets which logs are not in UTF-8
 * @param zone the zone of times that name none, in logs and in requests
 * @param merge how long a line waits for earlier ones of the other logs of its stream at most
 */
record Settings(
    Path root,
    TailLimits tail,
    Duration heartbeat,
    Duration maxStall,
    int maxStreams,
    int maxStreamsPerAddress,
    int maxStreamsPerUser,
    int scanThreads,
    int maxListed,
    LogCharsets charsets,
    ZoneId zone,
    Duration merge) {
  /** Thrown for a setting that makes no sense; its message is one sentence for the operator. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String sentence) {
      super(sentence);
    }
  }

  private static final String PREFIX = "comet.";
  private static final String ROOT = "comet.root";
  private static final String WATCH = "comet.watch";
  private static final String POLL_MILLIS = "comet.pollMillis";
  private static final String BATCH_MILLIS = "comet.batchMillis";
  private static final String HEARTBEAT_SECONDS = "comet.heartbeatSeconds";
  private static final String MAX_LINE_BYTES = "comet.maxLineBytes";
  private static final String MAX_STALL_SECONDS = "comet.maxStallSeconds";
  private static final String MAX_STREAMS = "comet.maxStreams";
  private static final String MAX_STREAMS_PER_ADDRESS = "comet.maxStreamsPerAddress";
  private static final String MAX_STREAMS_PER_USER = "comet.maxStreamsPerUser";
  private static final String MAX_FOLLOWED = "comet.maxFollowed";
  private static final String MAX_HELD_SEGMENTS = "comet.maxHeldSegments";
  private static final String SCAN_THREADS = "comet.scanThreads";
  private static final String MAX_LISTED = "comet.maxListed";
  private static final String CHARSETS = "comet.charsets";
  private static final String ZONE = "comet.zone";
  private static final String MERGE_MILLIS = "comet.mergeMillis";

  private static final Set<String> NAMES =
      Collections.unmodifiableSet(
          new TreeSet<>(
              List.of(
                  ROOT,
                  WATCH,
                  POLL_MILLIS,
                  BATCH_MILLIS,
                  HEARTBEAT_SECONDS,
                  MAX_LINE_BYTES,
                  MAX_STALL_SECONDS,
                  MAX_STREAMS,
                  MAX_STREAMS_PER_ADDRESS,
                  MAX_STREAMS_PER_USER,
                  MAX_FOLLOWED,
                  MAX_HELD_SEGMENTS,
                  SCAN_THREADS,
                  MAX_LISTED,
                  CHARSETS,
                  ZONE,
                  MERGE_MILLIS)));

  /**
   * Returns the settings of an application: its context parameters, over them context attributes
   * (which is how a Jetty context XML sets them), over them system properties, over them
   * environment variables ({@code comet.pollMillis} is {@code COMET_POLL_MILLIS} there).
   *
   * @throws RefusedException naming the setting, its value and what is allowed
   */
  static Settings of(ServletContext context) {
    for (String name : Collections.list(context.getInitParameterNames())) {
      if (name.startsWith(PREFIX) && !NAMES.contains(name)) {
        throw new RefusedException(
            "There is no setting " + name + "; there are " + String.join(", ", NAMES) + ".");
      }
    }
    return from(
        name ->
            firstSet(
                System.getenv(environmentName(name)),
                System.getProperty(name),
                // NOTE: in Jetty web.xml goes over the init parameters of a context XML, not over
                // its attributes.
                context.getAttribute(name) instanceof String attribute ? attribute : null,
                context.getInitParameter(name)));
  }

  /**
   * Returns the settings that {@code source} gives by name; what it does not set has its default.
   */
  static Settings from(Function<String, Optional<String>> source) {
    Path root = root(source);
    TailLimits tail =
        new TailLimits(
            number(source, MAX_LINE_BYTES, 1 << 20, 1 << 10, 1 << 26),
            Duration.ofMillis(number(source, POLL_MILLIS, 250, 10, 60_000)),
            Duration.ofMillis(number(source, BATCH_MILLIS, 5, 0, 1_000)),
            flag(source, WATCH, true),
            number(source, MAX_FOLLOWED, TailLimits.MAX_FOLLOWED, 1, 1_000_000),
            number(source, MAX_HELD_SEGMENTS, TailLimits.MAX_HELD_SEGMENTS, 1, 1_000_000));
    int cores = Runtime.getRuntime().availableProcessors();
    return new Settings(
        root,
        tail,
        Duration.ofSeconds(number(source, HEARTBEAT_SECONDS, 15, 1, 3_600)),
        Duration.ofSeconds(number(source, MAX_STALL_SECONDS, 300, 1, 86_400)),
        number(source, MAX_STREAMS, 10_000, 1, 1_000_000),
        number(source, MAX_STREAMS_PER_ADDRESS, 1_000, 1, 1_000_000),
        number(source, MAX_STREAMS_PER_USER, 1_000, 1, 1_000_000),
        number(source, SCAN_THREADS, cores, 1, 64),
        number(source, MAX_LISTED, 10_000, 1, 1_000_000),
        charsets(source),
        zone(source),
        Duration.ofMillis(number(source, MERGE_MILLIS, 500, 0, 10_000)));
  }

  private static Optional<String> firstSet(String... values) {
    for (String value : values) {
      if (value != null && !value.isBlank()) return Optional.of(value.strip());
    }
    return Optional.empty();
  }

  private static String environmentName(String name) {
    return name.replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private static Path root(Function<String, Optional<String>> source) {
    String value =
        source
            .apply(ROOT)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "The setting "
                            + ROOT
                            + " is not set: it names the directory of logs to serve, as a context"
                            + " parameter, a system property or the environment variable "
                            + environmentName(ROOT)
                            + "."));
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw refused(ROOT, value, "a directory of logs");
    }
  }

  private static LogCharsets charsets(Function<String, Optional<String>> source) {
    String value = source.apply(CHARSETS).orElse("");
    try {
      return LogCharsets.parse(value);
    } catch (IllegalArgumentException e) {
      throw refused(CHARSETS, value, LogCharsets.ALLOWED);
    }
  }

  private static ZoneId zone(Function<String, Optional<String>> source) {
    Optional<String> value = source.apply(ZONE);
    if (value.isEmpty()) return ZoneId.systemDefault();
    try {
      return ZoneId.of(value.get());
    } catch (DateTimeException none) {
      throw refused(ZONE, value.get(), "a time zone such as Europe/Berlin, UTC or +01:00");
    }
  }

  private static int number(
      Function<String, Optional<String>> source, String name, int otherwise, int least, int most) {
    Optional<String> value = source.apply(name);
    if (value.isEmpty()) return otherwise;
    try {
      int number = Integer.parseInt(value.get());
      if (number >= least && number <= most) return number;
    } catch (NumberFormatException e) {
      // refused below
    }
    throw refused(name, value.get(), "a whole number from " + least + " to " + most);
  }

  private static boolean flag(
      Function<String, Optional<String>> source, String name, boolean otherwise) {
    String value = source.apply(name).orElse(Boolean.toString(otherwise));
    if (value.equals("true")) return true;
    if (value.equals("false")) return false;
    throw refused(name, value, "true or false");
  }

  /** Returns the refusal of {@code value}, which is not {@code allowed}. */
  static RefusedException refused(String name, String value, String allowed) {
    return new RefusedException(
        "The setting "
            + name
            + " is \""
            + value
            + "\", which is not allowed: it takes "
            + allowed
            + ".");
  }

  /** Returns the refusal of the root for the reason that {@code why} gives. */
  RefusedException rootRefused(String why) {
    return new RefusedException(
        "The setting "
            + ROOT
            + " is \""
            + root
            + "\", which "
            + why
            + ": it takes a directory of logs that the server may read.");
  }
}
