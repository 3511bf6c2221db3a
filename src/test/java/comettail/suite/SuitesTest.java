package comettail.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@code docs/suites.md} says of other followers' tests and ours stays true. */
final class SuitesTest {
  private static final Path PAGE = Path.of("docs/suites.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final int COLUMNS = 3;

  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
  private static final Pattern WITHOUT_A_TEST = Pattern.compile("does not apply: .+");

  @Test
  void everyTestThatTheTableNamesExists() throws IOException {
    Map<String, Class<?>> classes = testClasses();
    Set<String> missing = new TreeSet<>();
    for (MatchResult named : TEST.matcher(Files.readString(PAGE)).results().toList()) {
      Class<?> testClass = classes.get(named.group(1));
      if (testClass == null || !hasTest(testClass, named.group(2))) missing.add(named.group());
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyCaseHasATestOrAReason() throws IOException {
    List<String> without = new ArrayList<>();
    int cases = 0;
    for (String line : Files.readAllLines(PAGE)) {
      if (!line.startsWith("|") || line.startsWith("|---") || line.startsWith("| case |")) continue;
      String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
      assertEquals(COLUMNS, cells.length, line);
      String answer = cells[COLUMNS - 1].strip();
      boolean tested = TEST.matcher(answer).find();
      if (!tested && !WITHOUT_A_TEST.matcher(answer).matches()) without.add(line);
      cases++;
    }
    assertEquals(List.of(), without);
    assertTrue(cases > 100, cases + " cases");
  }

  private static boolean hasTest(Class<?> testClass, String name) {
    return Arrays.stream(testClass.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .anyMatch(SuitesTest::isTest);
  }

  private static boolean isTest(Method method) {
    return AnnotationSupport.isAnnotated(method, Testable.class);
  }

  /** Returns our test classes by their simple names. */
  private static Map<String, Class<?>> testClasses() throws IOException {
    try (Stream<Path> sources = Files.walk(TESTS)) {
      return sources
          .map(source -> TESTS.relativize(source).toString())
          .filter(source -> source.matches(".*(Test|IT)\\.java"))
          .map(SuitesTest::load)
          .collect(Collectors.toMap(Class::getSimpleName, testClass -> testClass));
    }
  }

  private static Class<?> load(String source) {
    String name = source.replace(".java", "").replace('/', '.');
    try {
      return Class.forName(name, false, SuitesTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError("not compiled: " + source, e);
    }
  }
}
