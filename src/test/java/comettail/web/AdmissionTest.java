package comettail.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import comettail.web.Admission.Place;
import org.junit.jupiter.api.Test;

/** How many streams there may be, and what is said past that. */
final class AdmissionTest {
  @Test
  void streamsAreBoundedInAll() {
    Admission admission = new Admission(2, 2, 2);
    Place first = admission.admit("::1", null);
    admission.admit("::2", "ann");
    assertRefused(
        503,
        "There are 2 streams open, as many as there may be.",
        () -> admission.admit("::3", "bob"));
    first.leave();
    admission.admit("::3", "bob");
  }

  @Test
  void oneAddressHasItsShareWhoeverItsUsersAre() {
    Admission admission = new Admission(10, 1, 10);
    Place first = admission.admit("::1", "ann");
    String sentence = "There are 1 streams open from your address, as many as there may be.";
    assertRefused(429, sentence, () -> admission.admit("::1", "bob"));
    admission.admit("::2", "ann");
    first.leave();
    admission.admit("::1", "bob");
  }

  @Test
  void oneUserHasItsShareWhereverItComesFrom() {
    Admission admission = new Admission(10, 10, 1);
    Place first = admission.admit("::1", "ann");
    String sentence = "There are 1 streams open from your name, as many as there may be.";
    assertRefused(429, sentence, () -> admission.admit("::2", "ann"));
    admission.admit("::1", "bob");
    admission.admit("::1", null);
    admission.admit("::1", null);
    first.leave();
    admission.admit("::2", "ann");
  }

  @Test
  void aPlaceIsGivenBackOnceHoweverOftenAStreamIsOver() {
    Admission admission = new Admission(2, 2, 2);
    Place place = admission.admit("::1", "ann");
    admission.admit("::1", "ann");
    place.leave();
    place.leave();
    admission.admit("::1", "ann");
    assertThrows(BadRequest.class, () -> admission.admit("::2", null));
  }

  @Test
  void whatIsRefusedTakesNoPlace() {
    Admission admission = new Admission(3, 2, 1);
    admission.admit("::1", "ann");
    for (int i = 0; i < 5; i++) {
      assertThrows(BadRequest.class, () -> admission.admit("::1", "ann"));
    }
    admission.admit("::1", "bob");
    admission.admit("::2", "eve");
  }

  private static void assertRefused(int status, String sentence, Runnable request) {
    BadRequest refusal = assertThrows(BadRequest.class, request::run);
    assertEquals(status, refusal.status());
    assertEquals(sentence, refusal.sentence());
  }
}
