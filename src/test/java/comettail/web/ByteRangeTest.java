package comettail.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of 1,000 bytes a client wants. */
final class ByteRangeTest {
  private static final long LENGTH = 1_000;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-499, bytes 0-499/1000",
    "bytes=500-999, bytes 500-999/1000",
    "bytes=-500, bytes 500-999/1000",
    "bytes=500-, bytes 500-999/1000",
    "bytes=0-0, bytes 0-0/1000",
    "bytes=999-, bytes 999-999/1000",
    "bytes=-1, bytes 999-999/1000",
    "bytes=-1001, bytes 0-999/1000",
    "bytes=0-1000, bytes 0-999/1000",
    "Bytes= 007-8 , bytes 7-8/1000",
    "bytes=0-99999999999999999999, bytes 0-999/1000",
    "bytes=-99999999999999999999, bytes 0-999/1000",
  })
  void aSingleRangeIsUnderstood(String header, String said) {
    ByteRange range = ByteRange.parse(header, LENGTH).orElseThrow();
    assertEquals(said, range.of(LENGTH));
    assertEquals(range.to() - range.from(), range.count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=0-1,4-5",
        "bytes=0-1,",
        "bytes=x-5",
        "bytes=0x1-5",
        "bytes=--5",
        "bytes=+1-5",
        "bytes=1 -5",
        "lines=0-5"
      })
  void whatIsNoneOrSeveralIsIgnored(String header) {
    assertEquals(Optional.empty(), ByteRange.parse(header, LENGTH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=1000-", "bytes=1000-1001", "bytes=99999999999999999999-", "bytes=-0"})
  void aRangeOfNothingIsRefused(String header) {
    BadRequest refusal = assertThrows(BadRequest.class, () -> ByteRange.parse(header, LENGTH));
    assertEquals(416, refusal.status());
    assertEquals("There are 1000 bytes, and none of them is in the range.", refusal.sentence());
  }

  @Test
  void nothingHasNoLastBytes() {
    assertEquals(Optional.empty(), ByteRange.parse("bytes=-5", 0));
    assertThrows(BadRequest.class, () -> ByteRange.parse("bytes=0-", 0));
  }
}
