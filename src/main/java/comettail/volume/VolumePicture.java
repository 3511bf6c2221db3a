package comettail.volume;

import comettail.line.Level;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Draws a volume as SVG: a bar for each bucket, its errors and warnings at the bottom, each a link
 * to that place. It needs no script, and has its own style, for light and dark. Immutable.
 */
public final class VolumePicture {
  /** The style within each picture, always the same, so that a policy can allow it by its hash. */
  public static final String STYLE =
      "text{font:11px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',"
          + "sans-serif;fill:#5b6270}"
          + ".page{fill:#fbfaf8}.name{font-size:13px;font-weight:600;fill:#1f2530}"
          + ".rule{stroke:#dedbd3}.base{stroke:#c3beb3}"
          + ".rest{fill:#0a6478;fill-opacity:.45}.all{fill:#0a6478;fill-opacity:.2}"
          + ".matched{fill:#0a6478}.warn{fill:#7d5200}.error{fill:#b0221b}"
          + ".hit{fill:#0a6478;fill-opacity:0}.guess{opacity:.6}"
          + "a:hover .hit,a:focus .hit{fill-opacity:.12}a:focus{outline:none}"
          + "@media(prefers-color-scheme:dark){text{fill:#93a0b3}.page{fill:#0f131a}"
          + ".name{fill:#d7dde7}.rule{stroke:#252d3a}.base{stroke:#3a4454}"
          + ".rest,.all,.matched,.hit{fill:#6fd0e2}.warn{fill:#efc16a}.error{fill:#ff938b}}";

  //  |        name, times                          legend |
  //  TOP  - - - - - - - - - - - - - - - - - - - - - - peak
  //  |      bars                                          |
  //  BASE ------------------------------------------------
  //  |        labels                                      |
  private static final int WIDTH = 960;
  private static final int HEIGHT = 220;
  private static final int SIDE = 16;
  private static final int TOP = 48;
  private static final int BASE = 192;
  private static final int NAME_Y = 22;
  private static final int LABEL_Y = 208;

  /** How wide a bar is at most, and how high anything is at least that there is. */
  private static final double MAX_BAR = 96;

  private static final double MIN_HEIGHT = 1.5;
  private static final int MAX_LABELS = 8;

  private final String name;
  private final boolean filtered;
  private final ZoneId zone;
  private final Links links;
  private final String timeless;

  /** Tells the address of what was written from one time to another, in milliseconds since 1970. */
  public interface Links {
    String to(long from, long to);
  }

  /**
   * @param filtered whether what matches is shown instead of levels
   * @param timeless what is said of a log without times
   */
  public VolumePicture(String name, boolean filtered, ZoneId zone, Links links, String timeless) {
    this.name = name;
    this.filtered = filtered;
    this.zone = zone;
    this.links = links;
    this.timeless = timeless;
  }

  /** Returns the picture of {@code volume}. */
  public String of(Volume volume) {
    StringBuilder svg = new StringBuilder(4_096);
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(WIDTH + " " + HEIGHT + "\" width=\"" + WIDTH + "\" height=\"" + HEIGHT)
        .append("\" role=\"group\" aria-label=\"Lines over time of ")
        .append(safe(name))
        .append("\"><style>")
        .append(STYLE)
        .append("</style>");
    svg.append("<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"8\"/>");
    text(svg, SIDE, NAME_Y, "class=\"name\"", name);
    if (volume.isTimeless()) text(svg, SIDE, HEIGHT / 2, "", timeless);
    else draw(volume, svg);
    return svg.append("</svg>").toString();
  }

  private void draw(Volume volume, StringBuilder svg) {
    Grid grid = volume.grid();
    long peak = volume.peak();
    text(svg, SIDE, NAME_Y + 16, "", span(grid));
    legend(said(volume.progress()), svg);
    text(svg, WIDTH - SIDE, NAME_Y + 16, "text-anchor=\"end\"", peakText(grid, peak, volume));
    line(svg, "rule", TOP);
    for (int i = 0; i < grid.buckets(); i++) {
      if (volume.counts().get(i).lines() > 0) bar(volume, i, peak, svg);
    }
    line(svg, "base", BASE);
    labels(grid, svg);
  }

  /** Says how far it was counted, and which colour stands for what. */
  private void legend(String said, StringBuilder svg) {
    svg.append("<text x=\"" + (WIDTH - SIDE) + "\" y=\"" + NAME_Y + "\" text-anchor=\"end\">");
    svg.append(said);
    if (filtered) {
      svg.append(key("matched", "matching")).append(key("all", "all lines"));
    } else {
      svg.append(key("error", "errors")).append(key("warn", "warnings"));
      svg.append(key("rest", "other lines"));
    }
    svg.append("</text>");
  }

  private static String key(String kind, String words) {
    return "\u2003<tspan class=\"" + kind + "\">\u25A0</tspan> " + words;
  }

  private String peakText(Grid grid, long peak, Volume volume) {
    String about = volume.progress().sampled() ? "about " : "";
    return "peak " + about + lines(peak) + " in " + grid.step().words();
  }

  private static String said(Volume.Progress progress) {
    if (progress.complete()) {
      return progress.lostBytes() == 0 ? "" : "a part of the log can't be read";
    }
    long percent = progress.ofBytes() == 0 ? 0 : 100 * progress.bytes() / progress.ofBytes();
    return percent + " % counted" + (progress.sampled() ? ", the rest estimated" : " so far");
  }

  private static void line(StringBuilder svg, String kind, int y) {
    svg.append("<path class=\"" + kind + "\" d=\"M" + SIDE + " " + y + ".5H" + (WIDTH - SIDE))
        .append("\"/>");
  }

  private static void text(StringBuilder svg, double x, int y, String attributes, String text) {
    if (text.isEmpty()) return;
    svg.append("<text x=\"").append(rounded(x)).append("\" y=\"" + y + "\" " + attributes + ">");
    svg.append(safe(text)).append("</text>");
  }

  private double x(Grid grid, int edge) {
    return SIDE + (double) (WIDTH - 2 * SIDE) * edge / grid.buckets();
  }

  private void bar(Volume volume, int i, long peak, StringBuilder svg) {
    Grid grid = volume.grid();
    Counts counts = volume.counts().get(i);
    boolean guess = volume.progress().sampled();
    double left = x(grid, i);
    double room = x(grid, i + 1) - left;
    double width = Math.min(MAX_BAR, room > 3 ? room - 1 : room);
    double at = left + (room - width) / 2;
    svg.append("<a href=\"")
        .append(safe(links.to(grid.start(i), grid.start(i + 1))))
        .append("\" target=\"_top\"><title>")
        .append(safe(title(volume, i)))
        .append("</title>");
    rect(svg, "hit", left, TOP, room, BASE - TOP);
    svg.append(guess ? "<g class=\"guess\">" : "<g>");
    double scale = (double) (BASE - TOP) / peak;
    double base = BASE;
    if (filtered) {
      double whole = Math.max(MIN_HEIGHT, scale * counts.lines());
      rect(svg, "all", at, base - whole, width, whole);
      part(svg, "matched", counts.matched(), scale, at, base, width);
    } else {
      base = part(svg, "error", counts.of(Level.ERROR), scale, at, base, width);
      base = part(svg, "warn", counts.of(Level.WARN), scale, at, base, width);
      long rest = counts.lines() - counts.of(Level.ERROR) - counts.of(Level.WARN);
      part(svg, "rest", rest, scale, at, base, width);
    }
    svg.append("</g></a>");
  }

  /** Draws a part of a bar above {@code base}, and returns where the next one stands. */
  private static double part(
      StringBuilder svg, String kind, long lines, double scale, double x, double base, double w) {
    if (lines == 0) return base;
    double height = Math.min(base - TOP, Math.max(MIN_HEIGHT, scale * lines));
    rect(svg, kind, x, base - height, w, height);
    return base - height;
  }

  private static void rect(
      StringBuilder svg, String kind, double x, double y, double width, double height) {
    svg.append("<rect class=\"" + kind + "\" x=\"")
        .append(rounded(x))
        .append("\" y=\"")
        .append(rounded(y))
        .append("\" width=\"")
        .append(rounded(width))
        .append("\" height=\"")
        .append(rounded(height))
        .append("\"/>");
  }

  private static String rounded(double value) {
    return String.valueOf(Math.round(value * 100) / 100.0);
  }

  private String title(Volume volume, int i) {
    Grid grid = volume.grid();
    Counts counts = volume.counts().get(i);
    StringBuilder title = new StringBuilder();
    boolean days = grid.step().seconds() >= Step.DAY.seconds();
    boolean seconds = grid.step().seconds() < Step.MINUTE.seconds();
    String pattern = days ? "d MMM uuuu" : seconds ? "d MMM, HH:mm:ss" : "d MMM, HH:mm";
    title.append(shown(grid.start(i), pattern)).append(": ");
    if (volume.progress().sampled()) title.append("about ");
    title.append(lines(counts.lines()));
    if (filtered) title.append(", ").append(number(counts.matched())).append(" of them match");
    else addSerious(counts, title);
    return title.toString();
  }

  private static void addSerious(Counts counts, StringBuilder title) {
    long errors = counts.of(Level.ERROR);
    long warnings = counts.of(Level.WARN);
    if (errors > 0) title.append(", ").append(number(errors)).append(" of errors");
    if (warnings > 0) title.append(", ").append(number(warnings)).append(" of warnings");
  }

  /** Labels the starts of buckets that are at the roundest times. */
  private void labels(Grid grid, StringBuilder svg) {
    Step every = labelStep(grid);
    boolean days = every.seconds() >= Step.DAY.seconds();
    boolean seconds = every.seconds() < Step.MINUTE.seconds();
    double free = 0;
    for (int i = 0; i < grid.buckets(); i++) {
      long start = grid.start(i);
      if (every.floor(start, zone) != start) continue;
      boolean midnight = Step.DAY.floor(start, zone) == start;
      String pattern = days || midnight ? "d MMM" : seconds ? "HH:mm:ss" : "HH:mm";
      double x = x(grid, i);
      if (x < free || x > WIDTH - 3 * SIDE) continue;
      text(svg, x, LABEL_Y, "", shown(start, pattern));
      free = x + (double) WIDTH / (MAX_LABELS + 2);
    }
  }

  private static Step labelStep(Grid grid) {
    for (Step step : Step.values()) {
      boolean wide = step.compareTo(grid.step()) >= 0;
      if (wide && (grid.to() - grid.from()) / step.millis() <= MAX_LABELS) return step;
    }
    return Step.WEEKS_4;
  }

  private String span(Grid grid) {
    boolean days = grid.step().seconds() >= Step.DAY.seconds();
    String pattern = days ? "d MMM uuuu" : "d MMM uuuu, HH:mm";
    boolean oneDay = Step.DAY.floor(grid.from(), zone) == Step.DAY.floor(grid.to() - 1, zone);
    String to = !days && oneDay ? "HH:mm" : pattern;
    return shown(grid.from(), pattern) + " \u2013 " + shown(grid.to(), to) + " " + zone;
  }

  private String shown(long millis, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  private static String lines(long count) {
    return number(count) + (count == 1 ? " line" : " lines");
  }

  private static String number(long count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }

  private static String safe(String text) {
    return text.replaceAll("\\p{C}", "\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
