package comettail.web;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import comettail.format.HtmlText;
import comettail.line.Level;
import comettail.volume.Counts;
import comettail.volume.Grid;
import comettail.volume.Volume;
import comettail.volume.VolumePicture;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;

/** Writes a volume in the form that was asked for. Immutable. */
final class VolumePage {
  private static final String TIMELESS = "No line of this log has a time that Comet Tail can read.";

  /** What a picture may do: show itself with its own style, and nothing else. */
  static final String POLICY =
      Answer.PAGE_POLICY.replace(
          "style-src 'self'", "style-src 'self' 'sha256-" + sha256(VolumePicture.STYLE) + "'");

  private final VolumeRequest asked;
  private final ZoneId zone;

  /**
   * @param zone in which times are shown
   */
  VolumePage(VolumeRequest asked, ZoneId zone) {
    this.asked = asked;
    this.zone = zone;
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Returns the answer, whole. */
  String of(Volume volume) {
    return switch (asked.form()) {
      case JSON -> json(volume);
      case SVG -> picture(volume) + "\n";
      case HTML -> page(volume);
    };
  }

  private String json(Volume volume) {
    JsonStringWriter json = JsonWriter.string().object().value("log", asked.log().text());
    if (volume.isTimeless()) json.value("timeless", TIMELESS);
    else addTimes(volume.grid(), json);
    json.array("buckets");
    for (int i = 0; i < volume.counts().size(); i++) {
      addBucket(volume.grid().start(i), volume.counts().get(i), json);
    }
    Volume.Progress progress = volume.progress();
    json.end()
        .object("progress")
        .value("bytes", progress.bytes())
        .value("ofBytes", progress.ofBytes())
        .value("lostBytes", progress.lostBytes())
        .value("complete", progress.complete())
        .value("sampled", progress.sampled())
        .end();
    return json.end().done() + "\n";
  }

  private static void addTimes(Grid grid, JsonStringWriter json) {
    json.value("from", time(grid.from()))
        .value("to", time(grid.to()))
        .value("stepSeconds", grid.step().seconds());
  }

  private void addBucket(long from, Counts counts, JsonStringWriter json) {
    json.object().value("from", time(from)).value("lines", counts.lines());
    if (!asked.filter().isAll()) json.value("matched", counts.matched());
    for (Level level : Level.values()) json.value(level.word(), counts.of(level));
    json.value("other", counts.other()).end();
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private String picture(Volume volume) {
    String name = asked.log().text();
    VolumePicture.Links links = (from, to) -> viewer() + "&from=" + time(from);
    VolumePicture picture = new VolumePicture(name, !asked.filter().isAll(), zone, links, TIMELESS);
    return picture.of(volume);
  }

  /** Returns the viewer's address of the log. */
  private String viewer() {
    String name = URLEncoder.encode(asked.log().text(), StandardCharsets.UTF_8);
    return "./?log=" + name.replace("%2F", "/");
  }

  private String page(Volume volume) {
    return Answer.pageStart("Volume")
        + "<main class=\"volume\"><h1>"
        + HtmlText.of(asked.log().text())
        + "</h1>"
        + picture(volume)
        + ("<p><a href=\"" + HtmlText.of(viewer()) + "\" target=\"_top\">The log</a> ")
        + "<a href=\"./\" target=\"_top\">All logs</a></p></main></body></html>\n";
  }
}
