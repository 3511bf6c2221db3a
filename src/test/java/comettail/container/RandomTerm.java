package comettail.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random text or pattern, as it is written for Comet Tail and for grep. Immutable.
 *
 * @param isMatch whether it must be found, else it must not
 * @param written what a client writes
 * @param options what grep is told
 * @param searched what grep looks for
 */
record RandomTerm(boolean isMatch, String written, List<String> options, String searched) {
  /** Means something in a pattern of both where it stands alone. */
  private static final String SPECIAL = "\\.[(){*+?|^$";

  private static final int GROUPS = 2; // within each other, at most

  RandomTerm {
    options = List.copyOf(options);
  }

  /**
   * Returns a term that both understand.
   *
   * @param isOfAll whether the log is such that both agree on what a dot is
   */
  static RandomTerm of(Random random, boolean isOfAll) {
    Maker maker = new Maker(random, isOfAll);
    boolean isMatch = random.nextInt(3) > 0;
    return random.nextInt(3) == 0 ? maker.text(isMatch) : maker.pattern(isMatch);
  }

  /** The parameter's name. */
  String name() {
    return isMatch ? "match" : "exclude";
  }

  private record Maker(Random random, boolean isOfAll) {
    RandomTerm text(boolean isMatch) {
      StringBuilder text = new StringBuilder();
      for (int n = 1 + random.nextInt(2); n > 0; n--) text.append(RandomLog.character(random));
      if (text.toString().matches("(?s)/.+/i?")) text.append('a'); // that would be a pattern
      return new RandomTerm(
          isMatch, text.toString(), options("-F", isSmall(text)), text.toString());
    }

    RandomTerm pattern(boolean isMatch) {
      StringBuilder pattern = new StringBuilder(alternative());
      while (random.nextInt(4) == 0) pattern.append('|').append(alternative());
      boolean ignoresCase = random.nextBoolean();
      // Without a capital Comet Tail would ignore case.
      String flag = !ignoresCase && isSmall(pattern) ? "(?-i)" : "";
      String written = "/" + flag + pattern + "/" + (ignoresCase ? "i" : "");
      return new RandomTerm(isMatch, written, options("-E", ignoresCase), pattern.toString());
    }

    private static List<String> options(String kind, boolean ignoresCase) {
      List<String> options = new ArrayList<>(List.of(kind));
      if (ignoresCase) options.add("-i");
      return options;
    }

    private static boolean isSmall(CharSequence text) {
      return text.codePoints().noneMatch(Character::isUpperCase);
    }

    /** What may stand beside a bar, with its anchors; never empty. */
    private String alternative() {
      StringBuilder parts = new StringBuilder(random.nextInt(4) == 0 ? "^" : "");
      for (int n = 1 + random.nextInt(3); n > 0; n--) parts.append(part(GROUPS));
      return parts.append(random.nextInt(4) == 0 ? "$" : "").toString();
    }

    private String part(int groups) {
      String atom =
          switch (random.nextInt(groups > 0 ? 8 : 6)) {
            case 0 -> isOfAll ? "." : literal();
            case 1 -> characterClass();
            case 2, 3, 4, 5 -> literal();
            case 6 -> "(" + part(groups - 1) + part(groups - 1) + ")";
            default -> "(" + part(groups - 1) + "|" + part(groups - 1) + ")";
          };
      return random.nextInt(3) > 0 ? atom : atom + oneOf("*", "+", "?", "{2}", "{0,2}", "{1,}");
    }

    private String literal() {
      String literal = RandomLog.character(random);
      return SPECIAL.contains(literal) ? "\\" + literal : literal;
    }

    private String characterClass() {
      String of = oneOf("ab", "a-k", "A-B", "]a", "[:digit:]", "[:digit:]a", "0-7.", "a|(*", "$^");
      return isOfAll && random.nextBoolean() ? "[^" + of + "]" : "[" + of + "]";
    }

    private String oneOf(String... choices) {
      return choices[random.nextInt(choices.length)];
    }
  }
}
