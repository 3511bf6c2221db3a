package comettail.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.catalog.LogName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client writes after {@code raw?} is files as they are, or what {@code tail} is asked. */
final class RawRequestTest {
  @ParameterizedTest
  @CsvSource({
    "app.log, app.log, false",
    "log=app.log.2.gz, app.log.2.gz, false",
    "log=app.log&unpack=true, app.log, false",
    "log=app.log.2.gz&unpack=false, app.log.2.gz, false",
    "log=app.log&whole=true, app.log, true",
    "whole=true&unpack=false&log=a/b.log, a/b.log, true",
  })
  void filesComeAsTheyAre(String query, String log, boolean whole) {
    assertEquals(
        new RawRequest(new LogName(log), whole, Optional.empty()), RawRequest.parse(query));
  }

  @ParameterizedTest
  @CsvSource({
    "log=app.log&whole=true&unpack=true, log=app.log&download=true",
    "app.log&unpack=true&whole=true, app.log&download=true",
    "log=app.log.2.gz&unpack=true, log=app.log.2.gz&download=true",
    "log=app.log&match=a%26b, log=app.log&match=a%26b&download=true",
    "whole=true&log=app.log&match=x&match=y, log=app.log&match=x&match=y&download=true",
    "log=app.log&%77hole=true&level=warn, log=app.log&level=warn&download=true",
    "log=app.log&lines=5&lines=6, log=app.log&lines=5&lines=6&download=true",
  })
  void textIsAskedOfTail(String query, String tail) {
    assertEquals(Optional.of(tail), RawRequest.parse(query).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          whole=true                | No log is named: write raw?log=NAME; logs lists the names.
          a&whole=yes               | The parameter whole is "yes"; it takes true or false.
          a&unpack=                 | The parameter unpack is ""; it takes true or false.
          a&log=b                   | The parameter log is given more than once.
          a&whole=true&whole=true   | The parameter whole is given more than once.
          a&unpack=true&unpack=true | The parameter unpack is given more than once.
          a&whole=false&level=warn  | The parameter level picks from the whole log, unpacked; whole=false and unpack=false contradict it.
          a&unpack=false&match=x    | The parameter match picks from the whole log, unpacked; whole=false and unpack=false contradict it.
          """)
  void whatMakesNoSenseIsRefusedInOneSentence(String query, String sentence) {
    BadRequest refusal = assertThrows(BadRequest.class, () -> RawRequest.parse(query));
    assertEquals(sentence, refusal.sentence());
    assertEquals(400, refusal.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"follow=true", "wait=true", "download=true", "colour=red"})
  void aParameterThatThereIsNotIsNamedWithThoseThatThereAre(String parameter) {
    BadRequest refusal = assertThrows(BadRequest.class, () -> RawRequest.parse("a&" + parameter));
    String name = parameter.substring(0, parameter.indexOf('='));
    String start = "There is no parameter \"" + name + "\"; there are log, whole, unpack, ";
    assertTrue(refusal.sentence().startsWith(start), refusal.sentence());
    assertTrue(refusal.sentence().contains(", match, "), refusal.sentence());
  }

  @Test
  void aNameOfNoLogIsNotFound() {
    BadRequest refusal = assertThrows(BadRequest.class, () -> RawRequest.parse("log=..%2Fx"));
    assertEquals(404, refusal.status());
  }
}
