package comettail.web;

import comettail.filter.BadTermException;
import comettail.filter.LineFilter;
import comettail.filter.Term;
import comettail.line.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters that make a filter, wherever a client may write them. Used by one thread at a
 * time.
 */
final class FilterParameters {
  /** Their names. */
  static final Set<String> NAMES = Set.of("match", "exclude", "level", "multiline");

  /** Those of them that may be given several times. */
  static final Set<String> REPEATABLE = Set.of("match", "exclude");

  private final List<Term> matches = new ArrayList<>();
  private final List<Term> excludes = new ArrayList<>();
  private Optional<Level> level = Optional.empty();
  private boolean multiline = true;

  /**
   * Takes a parameter of one of these {@link #NAMES}.
   *
   * @throws BadRequest if its value makes no sense
   */
  void take(Query.Part part) {
    String value = part.value().orElse("?");
    switch (part.name()) {
      case "match" -> addTerm(matches, part);
      case "exclude" -> addTerm(excludes, part);
      case "level" -> level = Optional.of(level(value));
      case "multiline" -> multiline = Parameters.flag("multiline", value);
      default -> throw new IllegalArgumentException("no filter's: " + part.name());
    }
  }

  private void addTerm(List<Term> terms, Query.Part part) {
    String name = part.name();
    if (matches.size() + excludes.size() == LineFilter.MAX_TERMS) {
      throw BadRequest.malformed(
          "There are more than " + LineFilter.MAX_TERMS + " of match and exclude together.");
    }
    String written =
        part.value()
            .orElseThrow(
                () ->
                    BadRequest.malformed(
                        ("The parameter " + name + " is not well-formed UTF-8; it takes ")
                            + (Term.ALLOWED + ".")));
    if (written.isEmpty()) throw Parameters.refused(name, written, Term.ALLOWED);
    try {
      terms.add(Term.parse(written));
    } catch (BadTermException bad) {
      String shown = Parameters.shown(written);
      throw BadRequest.malformed(
          "The parameter " + name + " is \"" + shown + "\"; " + bad.getMessage() + ".");
    }
  }

  private static Level level(String value) {
    return Level.named(value).orElseThrow(() -> Parameters.refused("level", value, Level.ALLOWED));
  }

  /** Returns the filter that they make. */
  LineFilter filter() {
    return new LineFilter(matches, excludes, level, multiline);
  }
}
