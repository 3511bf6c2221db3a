package comettail.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rows of the table. */
final class Rows {
  /** What makes a filter look at single lines, as grep does. */
  private static final List<String> AS_GREP = List.of("multiline=false");

  private static final String PATTERN = "ERROR.*timeout.*[0-9]{4}ms$";
  private static final String NO_LITERAL = "[A-Z]+[0-9]{3}[a-z]+[0-9]{4}$";
  private static final String NESTED = "(a+)+$";
  private static final String ANY_CASE = "connection reset by peer";

  private Rows() {}

  static List<Row> all() {
    return Stream.of(patterns(), lines(), pages()).flatMap(List::stream).toList();
  }

  private static List<Row> patterns() {
    return List.of(
        search(
            "literal",
            "literal: a rare text",
            List.of("grep -F", "rg -F"),
            SpringLog.RARE,
            Goal.AS_QUICK,
            "match=" + SpringLog.RARE),
        search(
            "pattern",
            "pattern",
            List.of("grep -E", "rg"),
            PATTERN,
            Goal.AS_QUICK,
            "match=/" + PATTERN + "/"),
        search(
            "no-literal",
            "no literal: a pattern without a text in it",
            List.of("grep -E", "rg"),
            NO_LITERAL,
            Goal.A_CORE,
            "match=/" + NO_LITERAL + "/"),
        search(
            "linear",
            "linear: a pattern of nested repeats",
            List.of("grep -E", "rg"),
            NESTED,
            Goal.NONE,
            "match=/(?-i)" + NESTED + "/"));
  }

  private static List<Row> lines() {
    return List.of(
        search(
            "inverted",
            "inverted: all lines without a text",
            List.of("grep -vF", "rg -vF"),
            "INFO",
            Goal.NONE,
            "exclude=INFO"),
        search(
            "ignore-case",
            "ignore case",
            List.of("grep -i", "rg -i"),
            ANY_CASE,
            Goal.NONE,
            "match=/" + ANY_CASE + "/i"),
        search(
            "context",
            "context: a text with 3 lines around it",
            List.of("grep -F -C3", "rg -F -C3"),
            "Breaker",
            Goal.NONE,
            "match=Breaker",
            "context=3"),
        alone("level", "level: errors with their stack traces", "from=start", "level=error"),
        packed());
  }

  private static List<Row> pages() {
    return List.of(
        text("last-page", "last page: 500 lines", "tail -n 500 app.log", "", "lines=500"),
        text(
            "page",
            "page at 50 %: 500 lines before a position",
            "head -c {end} app.log | tail -n 500",
            "",
            "to={position}",
            "lines=500"),
        alone("time", "time jump: 500 lines from a time at 50 %", "from={time}", "limit=500"),
        text(
            "newest",
            "newest first: the last 100 lines with a text",
            "tac app.log | grep -F -m100 ERROR",
            "tac app.log | rg -F -m100 ERROR",
            "order=newest",
            "limit=100",
            "match=ERROR"),
        new Row(
            "volume",
            "volume: lines over time",
            "volume",
            List.of("log=" + Logs.LARGE, "format=json"),
            "",
            "",
            Goal.NONE));
  }

  /** All lines that are found, or not found, which two commands find, too. */
  private static Row search(
      String id,
      String title,
      List<String> commands,
      String what,
      Goal goal,
      String... parameters) {
    String rest = " '%s' %s".formatted(what, Logs.LARGE);
    List<String> asked = new ArrayList<>(List.of("from=start"));
    asked.addAll(List.of(parameters));
    return new Row(
        id,
        title,
        "tail",
        asText(Logs.LARGE, asked),
        commands.get(0) + rest,
        commands.get(1) + rest,
        goal);
  }

  private static Row packed() {
    String rest = " '%s' %s.1.gz".formatted(SpringLog.RARE, Logs.PACKED);
    return new Row(
        "compressed",
        "compressed: a rare text in a packed segment",
        "tail",
        asText(Logs.PACKED, List.of("from=start", "match=" + SpringLog.RARE)),
        "zgrep -F" + rest,
        "rg -zF" + rest,
        Goal.NONE);
  }

  /** What no program of a shell knows how to do. */
  private static Row alone(String id, String title, String... parameters) {
    return text(id, title, "", "", parameters);
  }

  private static Row text(
      String id, String title, String gnu, String ripgrep, String... parameters) {
    List<String> asked = asText(Logs.LARGE, List.of(parameters));
    return new Row(id, title, "tail", asked, gnu, ripgrep, Goal.NONE);
  }

  private static List<String> asText(String log, List<String> parameters) {
    List<String> form = List.of("follow=false", "format=text");
    return Stream.of(List.of("log=" + log), parameters, form, AS_GREP)
        .flatMap(List::stream)
        .toList();
  }
}
