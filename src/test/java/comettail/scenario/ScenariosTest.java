package comettail.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page about the scenarios tells of every one. */
final class ScenariosTest {
  @Test
  void everyScenarioHasItsRowInThePageAboutThem() throws IOException {
    String page = Files.readString(Path.of("docs/scenarios.md"));
    String described = page.substring(0, page.indexOf("## Results"));
    List<String> missing =
        Scenarios.ALL.stream()
            .map(Scenario::id)
            .filter(id -> !described.contains("\n| " + id + " |"))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void noTwoScenariosHaveOneId() {
    assertEquals(Scenarios.ALL.size(), Scenarios.ALL.stream().map(Scenario::id).distinct().count());
  }
}
