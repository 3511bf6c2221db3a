package comettail.format;

import java.util.Locale;
import java.util.Optional;

/** The forms in which a stream can be had. */
public enum Format {
  /** A page that grows. */
  HTML("text/html; charset=UTF-8", true, new HtmlEncoder()),
  /** The log's bytes as they are. */
  TEXT("text/plain; charset=UTF-8", false, new TextEncoder()),
  /** Server-sent events (WHATWG HTML, section 9.2). */
  SSE("text/event-stream; charset=UTF-8", true, new SseEncoder()),
  /** One JSON object a line. */
  NDJSON("application/x-ndjson; charset=UTF-8", true, new NdjsonEncoder());

  private final String contentType;
  private final boolean wholeLines;
  private final Encoder encoder;

  Format(String contentType, boolean wholeLines, Encoder encoder) {
    this.contentType = contentType;
    this.wholeLines = wholeLines;
    this.encoder = encoder;
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

  /** Returns the media type, with its charset. */
  public String contentType() {
    return contentType;
  }

  /** Returns whether the form holds a line back until it is whole. */
  public boolean wholeLines() {
    return wholeLines;
  }

  /** Returns what writes the form. */
  public Encoder encoder() {
    return encoder;
  }
}
