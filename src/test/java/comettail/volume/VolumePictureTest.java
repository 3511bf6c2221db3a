package comettail.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.line.Level;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The picture is well-formed, whatever the log is called, and shows what there is. */
final class VolumePictureTest {
  private static final ZoneId UTC = ZoneOffset.UTC;
  private static final long FIRST = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();

  @Test
  void aHostileNameIsOnlyText() throws Exception {
    String name = "a\"><script>&\u202E\u0007</svg>.log";
    Document svg = draw(name, volume(1, 1, 1));
    assertEquals(0, svg.getElementsByTagName("script").getLength());
    assertEquals(
        "a\"><script>&\uFFFD\uFFFD</svg>.log",
        svg.getElementsByTagName("text").item(0).getTextContent());
  }

  @Test
  void anEmptyBucketHasNoBar() throws Exception {
    Document svg = draw("app.log", volume(3, 0, 5, 0));
    assertEquals(2, svg.getElementsByTagName("a").getLength());
  }

  @Test
  void evenOneErrorAmongManyLinesIsSeen() throws Exception {
    Volume volume = volume(100_000, 1);
    volume.counts().get(0).addLine(Level.ERROR);
    List<Element> errors = rects(draw("app.log", volume), "error");
    assertEquals(1, errors.size());
    assertEquals("1.5", errors.get(0).getAttribute("height"));
  }

  private static List<Element> rects(Document svg, String kind) {
    List<Element> found = new ArrayList<>();
    NodeList rects = svg.getElementsByTagName("rect");
    for (int i = 0; i < rects.getLength(); i++) {
      Element rect = (Element) rects.item(i);
      if (rect.getAttribute("class").equals(kind)) found.add(rect);
    }
    return found;
  }

  private static Volume volume(int... lines) {
    Grid grid = Grid.of(FIRST, FIRST + 1_000L * lines.length, Step.SECOND, 120, UTC);
    List<Counts> counts = new ArrayList<>();
    for (int n : lines) {
      Counts bucket = new Counts();
      for (int i = 0; i < n; i++) bucket.addLine(Level.INFO);
      counts.add(bucket);
    }
    return new Volume(grid, counts, new Volume.Progress(1, 1, 0, true, false));
  }

  private static Document draw(String name, Volume volume) throws Exception {
    VolumePicture picture =
        new VolumePicture(name, false, UTC, (from, to) -> "?a=1&from=" + from, "no times");
    byte[] svg = picture.of(volume).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg));
  }
}
