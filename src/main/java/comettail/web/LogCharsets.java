package comettail.web;

import comettail.catalog.LogName;
import comettail.line.LogCharset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which logs have which charset if no byte-order mark tells: by globs, the first that matches. */
final class LogCharsets {
  /** What {@link #parse} takes, in the words of a refusal. */
  static final String ALLOWED =
      "a list such as legacy/**=ISO-8859-1, win/*.log=windows-1252, each a glob and "
          + LogCharset.ALLOWED;

  // A comma within a glob, as in *.{log,txt}, does not part two rules, since no charset follows.
  private static final Pattern RULE =
      Pattern.compile("\\s*([^=,\\s][^=]*)=\\s*([^\\s,=]+)\\s*(?:,|$)");

  private final List<Rule> rules;

  private record Rule(PathMatcher logs, LogCharset charset) {}

  private LogCharsets(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Returns the rules that an operator wrote as {@code text}.
   *
   * @throws IllegalArgumentException if it is no such list
   */
  static LogCharsets parse(String text) {
    List<Rule> rules = new ArrayList<>();
    Matcher rule = RULE.matcher(text);
    int from = 0;
    while (rule.find() && rule.start() == from) {
      rules.add(rule(rule.group(1).strip(), rule.group(2)));
      from = rule.end();
    }
    if (from < text.length()) throw new IllegalArgumentException("not a rule: " + text);
    return new LogCharsets(rules);
  }

  private static Rule rule(String glob, String charset) {
    try {
      PathMatcher logs = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      return new Rule(logs, LogCharset.of(charset).orElseThrow(IllegalArgumentException::new));
    } catch (PatternSyntaxException noGlob) {
      throw new IllegalArgumentException(glob, noGlob);
    }
  }

  /** Returns the charset of the log {@code name}: UTF-8 if no glob matches it. */
  LogCharset of(LogName name) {
    Path path = Path.of(name.text());
    for (Rule rule : rules) {
      if (rule.logs.matches(path)) return rule.charset;
    }
    return LogCharset.UTF_8;
  }
}
