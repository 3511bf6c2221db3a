package comettail.catalog;

/**
 * A pattern of log names: {@code *} stands for any characters within a part of a name and {@code ?}
 * for one, and all others for themselves. A name matches if it has as many parts, parted by {@code
 * /}, and each matches. It takes a time linear in the length of name times pattern, whatever a
 * client writes. Immutable.
 */
public final class NameGlob {
  private final String[] parts;

  private NameGlob(String text) {
    this.parts = text.split("/", -1);
  }

  /** Returns whether {@code name} is a pattern, unless a log has just this name. */
  public static boolean isGlob(LogName name) {
    return name.text().indexOf('*') >= 0 || name.text().indexOf('?') >= 0;
  }

  /** Returns the pattern that a client wrote. */
  public static NameGlob of(LogName written) {
    return new NameGlob(written.text());
  }

  /** Returns whether a log's name matches. */
  public boolean matches(LogName name) {
    String[] named = name.text().split("/", -1);
    if (named.length != parts.length) return false;
    for (int i = 0; i < parts.length; i++) {
      if (!matches(parts[i], named[i])) return false;
    }
    return true;
  }

  private static boolean matches(String glob, String part) {
    int g = 0;
    int p = 0;
    int star = -1; // the last star that was passed
    int taken = 0; // what of the part it stands for ends here
    while (p < part.length()) {
      char c = g < glob.length() ? glob.charAt(g) : 0; // which no name has
      if (c == '*') {
        star = g++;
        taken = p;
      } else if (c == '?' || c == part.charAt(p)) {
        g++;
        p++;
      } else if (star >= 0) {
        g = star + 1;
        p = ++taken;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') g++;
    return g == glob.length();
  }
}
