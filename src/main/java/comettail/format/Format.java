package comettail.format;

import comettail.line.Cutter;
import comettail.line.LogCharset;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a stream can be had. */
public enum Format {
  /** A page that grows. */
  HTML("text/html", true, new HtmlEncoder()),
  /** The log's bytes as they are. */
  TEXT("text/plain", false, new TextEncoder()),
  /** Server-sent events (WHATWG HTML, section 9.2). */
  SSE("text/event-stream", true, new SseEncoder()),
  /** One JSON object a line. */
  NDJSON("application/x-ndjson", true, new NdjsonEncoder());

  private final String mediaType;
  private final boolean wholeLines;
  private final Encoder encoder;
  private final Cutter cutter;

  Format(String mediaType, boolean wholeLines, Encoder encoder) {
    this.mediaType = mediaType;
    this.wholeLines = wholeLines;
    this.encoder = encoder;
    this.cutter = wholeLines ? new EncodingCutter(encoder) : Cutter.ALL;
  }

  /** Returns the form whose {@link #word} this is. */
  public static Optional<Format> of(String word) {
    for (Format format : values()) {
      if (format.word().equals(word)) return Optional.of(format);
    }
    return Optional.empty();
  }

  /** Returns the form's name, as clients write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the media type, with its charset: UTF-8. */
  public String contentType() {
    return mediaType + "; charset=UTF-8";
  }

  /** Returns the media type, with the charset in which a log in {@code charset} is sent. */
  public String contentType(LogCharset charset) {
    return this == TEXT ? mediaType + "; charset=" + charset : contentType();
  }

  /** Returns whether the form holds a line back until it is whole. */
  public boolean wholeLines() {
    return wholeLines;
  }

  /** Returns what writes the form as it is when nothing is said of events. */
  public Encoder encoder() {
    return encoder;
  }

  /** Returns what cuts all lines for a response in this form. */
  public Cutter cutter() {
    return cutter;
  }

  /** Returns whether the form tells of events when nothing is said of them. */
  public boolean tellsEvents() {
    return this != TEXT;
  }

  /**
   * Returns what writes the form for one response, with events or without.
   *
   * @param filtered whether the response has only lines that a filter lets pass
   * @param charset the charset of what has no byte-order mark
   */
  public Encoder encoder(boolean events, boolean filtered, LogCharset charset) {
    if (this == TEXT && (events || filtered)) return new PartedTextEncoder(events, charset);
    return events == tellsEvents() ? encoder : new EventlessEncoder(encoder);
  }

  /** Returns what writes the form for one response with the lines of several logs. */
  public Encoder mergedEncoder(boolean events) {
    if (this == TEXT) return new MarkedTextEncoder(events);
    return events == tellsEvents() ? encoder : new EventlessEncoder(encoder);
  }
}
