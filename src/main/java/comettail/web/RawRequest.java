package comettail.web;

import comettail.catalog.LogName;
import comettail.file.Compression;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client asks of {@code raw}, proven to make sense. Immutable.
 *
 * @param log the log's name
 * @param whole whether all its segments are wanted, or only the file that its name stands for
 * @param text what to ask of {@code tail} instead, if it is not files as they are that are wanted
 */
record RawRequest(LogName log, boolean whole, Optional<String> text) {
  private static final Set<String> OWN = Set.of("whole", "unpack");

  /** Parameters of {@code tail} that make no sense of what ends where the log ends now. */
  private static final Set<String> LIVE = Set.of("log", "follow", "wait", "download");

  /** What {@code tail} makes of the log's text. */
  private static final List<String> OF_TEXT =
      Arrays.stream(TailRequest.ALLOWED.split(", ")).filter(name -> !LIVE.contains(name)).toList();

  private static final String ALLOWED =
      Stream.concat(Stream.of("log", "whole", "unpack"), OF_TEXT.stream())
          .collect(Collectors.joining(", "));

  /**
   * Returns the request that a client wrote. A parameter of the text is left for {@code tail} to
   * understand or to refuse.
   *
   * @throws BadRequest naming what makes no sense and what would
   */
  static RawRequest parse(String query) {
    LogName log = null;
    Optional<Boolean> whole = Optional.empty();
    Optional<Boolean> unpack = Optional.empty();
    Optional<String> ofText = Optional.empty();
    Set<String> seen = new HashSet<>();
    for (Query.Part part : Query.parse(query)) {
      String name = part.name().isEmpty() ? "log" : part.name();
      String value = part.value().orElse("?");
      boolean again = !seen.add(name);
      if (OF_TEXT.contains(name)) {
        ofText = Optional.of(name);
        continue;
      }
      switch (name) {
        case "log" -> log = part.value().flatMap(LogName::parse).orElseThrow(BadRequest::noSuchLog);
        case "whole" -> whole = Optional.of(TailRequest.flag(name, value));
        case "unpack" -> unpack = Optional.of(TailRequest.flag(name, value));
        default ->
            throw BadRequest.malformed(
                ("There is no parameter \"" + TailRequest.shown(name))
                    + ("\"; there are " + ALLOWED + "."));
      }
      if (again) throw BadRequest.malformed("The parameter " + name + " is given more than once.");
    }
    if (log == null) {
      throw BadRequest.malformed("No log is named: write raw?log=NAME; logs lists the names.");
    }
    if (ofText.isPresent() && !(whole.orElse(true) && unpack.orElse(true))) {
      throw BadRequest.malformed(
          ("The parameter " + ofText.get() + " picks from the whole log, unpacked; whole=false and")
              + " unpack=false contradict it.");
    }
    boolean all = whole.orElse(false);
    boolean packed = Compression.of(log.text()) != Compression.NONE;
    boolean text = ofText.isPresent() || unpack.orElse(false) && (all || packed);
    return new RawRequest(
        log,
        all,
        text ? Optional.of(Query.without(OWN, query) + "&download=true") : Optional.empty());
  }
}
