package comettail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The arrows between the packages point only where ARCHITECTURE.md says, and each keeps to its own
 * work.
 */
final class ArchitectureTest {
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path SOURCES = Path.of("src/main/java/comettail");

  /** Which of our packages each of them may use. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "line", Set.of(),
          "file", Set.of("line"),
          "time", Set.of(),
          "tail", Set.of("line", "file", "time"),
          "volume", Set.of("line", "file", "time", "tail", "filter"),
          "filter", Set.of("line"),
          "format", Set.of("line"),
          "catalog", Set.of("file"),
          "net", Set.of(),
          "web",
              Set.of(
                  "line", "file", "time", "tail", "filter", "format", "catalog", "volume", "net"));

  private static final Pattern ARROW =
      Pattern.compile("^\\s+comettail\\.(\\w+)\\s+-> comettail\\.(\\w+)", Pattern.MULTILINE);

  @Test
  void packagesUseOnlyWhatTheyMay() {
    Set<String> wrong = new TreeSet<>();
    Set<String> seen = new TreeSet<>();
    Matcher arrows = ARROW.matcher(jdeps());
    while (arrows.find()) {
      seen.add(arrows.group(1));
      boolean allowed = MAY_USE.getOrDefault(arrows.group(1), Set.of()).contains(arrows.group(2));
      if (!allowed && !arrows.group(1).equals(arrows.group(2))) wrong.add(arrows.group().strip());
    }
    assertTrue(seen.contains("web") && seen.contains("tail"), "jdeps found nothing: " + seen);
    assertEquals(Set.of(), wrong);
  }

  @Test
  void onlyTheFilePackageOpensLogs() throws IOException {
    Pattern opens =
        Pattern.compile(
            "FileChannel\\.open|Files\\.(new[BIO]|read(All|String)|lines)|FileInputStream");
    assertEquals(Set.of(), packagesWith(opens, "file", "net"));
  }

  @Test
  void onlyTheWebPackageKnowsServlets() throws IOException {
    assertEquals(Set.of(), packagesWith(Pattern.compile("jakarta\\.servlet"), "web"));
  }

  private static Set<String> packagesWith(Pattern pattern, String... allowed) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        String room = SOURCES.relativize(source).getName(0).toString();
        if (List.of(allowed).contains(room)) continue;
        if (pattern.matcher(Files.readString(source)).find()) found.add(source.toString());
      }
    }
    return found;
  }

  private static String jdeps() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    int status =
        jdeps.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "-verbose:package",
            "--multi-release",
            "base",
            "--ignore-missing-deps",
            CLASSES.toString());
    assertEquals(0, status, () -> out + "\n" + err);
    return out.toString();
  }
}
