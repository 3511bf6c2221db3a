package comettail.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.catalog.LogName;
import comettail.format.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AttachmentTest {
  @ParameterizedTest
  @CsvSource({
    "app.log, TEXT, app.log",
    "nginx/access.log, TEXT, access.log",
    "nginx/access.log.2.gz, TEXT, access.log.2",
    "app.log, NDJSON, app.log.ndjson",
    "app.log.1.zst, HTML, app.log.1.html",
  })
  void theFileIsNamedAfterTheLog(String log, Format format, String name) {
    assertEquals(Attachment.named(name), Attachment.of(new LogName(log), format));
  }

  @Test
  void noNameBreaksTheHeader() {
    assertEquals(
        "attachment; filename=\"a__b__x_._\"; filename*=UTF-8''a%22%3Bb%5C%0Ax%25.%C3%BC",
        Attachment.named("a\";b\\\nx%.ü"));
  }
}
