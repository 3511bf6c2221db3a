package comettail.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.line.Block;
import comettail.line.Cutter;
import comettail.line.LineFramer;
import comettail.line.SegmentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Who cuts all lines for a form in lines encodes them as well. */
final class EncodingCutterTest {
  private static final byte[] BYTES = "one\n<two>\nunfinished".getBytes(UTF_8);

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "TEXT")
  void theFirstThatAsksForTheLinesFindsThemEncoded(Format form) {
    Cutter cutter = form.cutter();
    assertTrue(cutter.sliceBytes() > 0);
    Block block = cut(cutter);
    assertEquals(2, block.lines());
    Chunk made =
        block
            .all()
            .made(
                form.encoder(),
                lines -> {
                  throw new AssertionError("not encoded yet");
                });
    assertSame(made, form.encoder(true, false, block.charset()).lines(block.all()));
  }

  @Test
  void bytesAreNotCutAtAll() {
    assertSame(Cutter.ALL, Format.TEXT.cutter());
  }

  private static Block cut(Cutter cutter) {
    SegmentId segment = new SegmentId(7, 0, BYTES);
    return cutter.cut(segment, 0, 0, BYTES, 0, BYTES.length, new LineFramer(1 << 20));
  }
}
