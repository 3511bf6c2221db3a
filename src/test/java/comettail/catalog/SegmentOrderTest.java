package comettail.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.catalog.SegmentOrder.Ordered;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The oldest segment comes first, whatever programs wrote it. */
final class SegmentOrderTest {
  private static final String LOG = "app.log";

  /** A segment by its name and by when it was last changed. */
  private record Made(SegmentName name, String fileName, FileTime modified) implements Ordered {
    static Made at(long minute, String fileName) {
      SegmentName name = SegmentName.of(fileName, LOG).orElseThrow();
      return new Made(name, fileName, FileTime.fromMillis(minute * 60_000));
    }
  }

  @Test
  void aHigherNumberIsOlder() {
    assertOrder("app.log.10 app.log.3.gz app.log.2.gz app.log.1", 1, 2, 3, 4);
  }

  @Test
  void aHigherNumberIsOlderWhenNoTimeTells() {
    assertOrder("app.log.3 app.log.2 app.log.1", 7, 7, 7);
  }

  @Test
  void aHigherNumberIsNewerWhenTheTimesSaySo() {
    assertOrder("app.1.log app.2.log app.3.log app.10.log", 1, 2, 3, 4);
  }

  @Test
  void oneTimeThatIsWrongDoesNotTurnTheOrderRound() {
    assertOrder("app.log.5 app.log.4 app.log.3 app.log.2 app.log.1", 1, 2, 99, 4, 5);
    assertOrder("app.1.log app.2.log app.3.log app.4.log app.5.log", 1, 2, 99, 4, 5);
  }

  @Test
  void aRingIsReadFromItsOldest() {
    assertOrder("app.log.2 app.log.3 app.log.4 app.log.0 app.log.1", 1, 2, 3, 4, 5);
  }

  @Test
  void datesAreInOrderHoweverTheyAreWritten() {
    assertOrder(
        "app.log-20251231.gz app-2026-01-02.log app.log.2026-11-21.gz app.2026_11_22.log",
        9,
        1,
        3,
        2);
    assertOrder("app.log-2026112109 app.log.2026-11-21-10 app.log-2026112111", 7, 7, 7);
    assertOrder("app.log-1732194000 app.log-1732194001", 2, 1);
  }

  @Test
  void aHigherNumberBesideADateIsNewer() {
    String names =
        "app.2026-11-20.9.log.gz app.2026-11-20.10.log.gz app.2026-11-21.0.log app.2026-11-21.1.log";
    assertOrder(names, 1, 2, 3, 4);
    assertOrder(names, 7, 7, 7, 7);
  }

  @Test
  void aHigherNumberBesideADateIsOlderWhenTheTimesSaySo() {
    assertOrder(
        "app-2026-11-20-2.log.gz app-2026-11-20-1.log.gz app-2026-11-21-2.log app-2026-11-21-1.log",
        1,
        2,
        3,
        4);
  }

  @Test
  void whatCannotBeComparedIsInTheOrderOfItsTimes() {
    assertOrder("app.log.1 app.log-20261121 app.log.old app.log.2", 1, 2, 3, 4);
    // 12 November or 11 December?
    assertOrder("app-12-11-2026-1.log app-10-12-2026-1.log app-11-12-2026-1.log", 1, 2, 3);
  }

  @Test
  void whichOfTwoThatAreAlikeComesFirstChangesNothing() {
    List<Made> made =
        new ArrayList<>(
            List.of(
                Made.at(29, "app-20261111.log.2"),
                Made.at(23, "app-2026-11-11.log.2"),
                Made.at(26, "app-20261111.log-2026-11-12")));
    List<Made> order = made.stream().sorted(SegmentOrder.of(made)).toList();
    for (int i = 0; i < made.size(); i++) {
      Collections.rotate(made, 1);
      assertEquals(order, made.stream().sorted(SegmentOrder.of(made)).toList());
      Collections.swap(made, 0, 1);
      assertEquals(order, made.stream().sorted(SegmentOrder.of(made)).toList());
    }
  }

  @Test
  void anyFilesHaveATotalOrder() {
    long seed = System.nanoTime();
    System.out.println("SegmentOrderTest seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < 300; run++) {
      List<Made> segments = new ArrayList<>();
      String one = form(random);
      for (int n = random.nextInt(40); n >= 0; n--) {
        String form = run % 2 == 0 ? one : form(random);
        String name = LOG + fill(form, random);
        if (SegmentName.of(name, LOG).isEmpty()) continue;
        if (segments.stream().anyMatch(known -> known.fileName().equals(name))) continue;
        segments.add(Made.at(random.nextInt(10), name));
      }
      SegmentOrder order = SegmentOrder.of(segments);
      List<Made> sorted = new ArrayList<>(segments);
      sorted.sort(order);
      for (int i = 0; i < sorted.size(); i++) {
        for (int j = 0; j < sorted.size(); j++) {
          int sign = Integer.signum(order.compare(sorted.get(i), sorted.get(j)));
          assertEquals(Integer.compare(i, j), sign, () -> "seed " + seed + " " + sorted);
        }
      }
      Collections.shuffle(segments, random);
      List<Made> again = new ArrayList<>(segments);
      again.sort(SegmentOrder.of(segments));
      assertEquals(sorted, again, () -> "seed " + seed);
    }
  }

  private static String form(Random random) {
    String[] forms = {".#", "-202611##", ".2026-11-##", ".2026-11-##.#", "-##-##-2026-#", ".old"};
    return forms[random.nextInt(forms.length)];
  }

  private static String fill(String form, Random random) {
    StringBuilder name = new StringBuilder();
    for (char c : form.toCharArray()) name.append(c == '#' ? (char) ('0' + random.nextInt(4)) : c);
    return name.toString();
  }

  /** Asserts the order of names, given the minutes in which they were last changed. */
  private static void assertOrder(String names, long... minutes) {
    List<Made> segments = new ArrayList<>();
    for (String name : names.trim().split(" ")) {
      segments.add(Made.at(minutes[segments.size()], name));
    }
    Collections.shuffle(segments, new Random(names.hashCode()));
    segments.sort(SegmentOrder.of(segments));
    assertEquals(List.of(names.trim().split(" ")), segments.stream().map(Made::fileName).toList());
  }
}
