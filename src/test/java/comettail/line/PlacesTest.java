package comettail.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A place in several logs has one text, and each log finds its own position in it. */
final class PlacesTest {
  private static final Position ONE = new Position(1, 2, 3, 4, 5);
  private static final Position TWO = new Position(6, 7, 8, 9, 10);

  private final Places places = Places.in(List.of("a.log", "b.log", "c.log"));

  @Test
  void eachLogFindsItsOwnPositionByItsName() {
    Places parsed = Places.parse(places.with(0, ONE).with(2, TWO).toString()).orElseThrow();
    assertEquals(Optional.of(ONE), parsed.in("a.log"));
    assertEquals(Optional.of(TWO), parsed.in("c.log"));
    assertEquals(Optional.empty(), parsed.in("b.log"));
    assertEquals(Optional.empty(), parsed.in("new.log"));
  }

  @Test
  void aPlaceIsNotChangedByWhatFollowsIt() {
    Places before = places.with(0, ONE);
    before.with(0, TWO);
    assertEquals(Optional.of(ONE), before.in("a.log"));
    assertTrue(places.isEmpty());
    assertFalse(before.isEmpty());
  }

  @Test
  void itsTextIsSafeInAUrlAndHasABound() {
    List<String> names = IntStream.range(0, Places.MAX_LOGS).mapToObj(i -> i + ".log").toList();
    Places all = Places.in(names);
    for (int i = 0; i < names.size(); i++) all = all.with(i, TWO);
    assertTrue(all.toString().matches("[A-Za-z0-9_-]+"), all.toString());
    assertEquals(Places.MAX_TEXT_LENGTH, all.toString().length());
    Places parsed = Places.parse(all.toString()).orElseThrow();
    for (String name : names) assertEquals(Optional.of(TWO), parsed.in(name));
  }

  @Test
  void thereAreNoMoreLogsThanMayBe() {
    List<String> names = IntStream.rangeClosed(0, Places.MAX_LOGS).mapToObj(i -> "x" + i).toList();
    assertThrows(IllegalArgumentException.class, () -> Places.in(names));
    String entry = places.with(0, ONE).toString().substring(1);
    assertTrue(Places.parse("m" + entry.repeat(Places.MAX_LOGS)).isPresent());
    assertTrue(Places.parse("m" + entry.repeat(Places.MAX_LOGS + 1)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        "p",
        "mABCDEFpAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // one too few
        "mABCDEFpAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // one too many
        "mABCDEFqAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "mABCDEFpAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!",
        "nABCDEFpAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatNoPlaceWroteIsNone(String text) {
    assertTrue(Places.parse(text).isEmpty());
  }

  @Test
  void aPositionInOneLogIsNone() {
    assertTrue(Places.parse(ONE.toString()).isEmpty());
    assertTrue(Position.parse(places.with(1, ONE).toString()).isEmpty());
  }
}
