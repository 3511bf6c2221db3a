package comettail.harness;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;

/**
 * Takes a stream of any form apart as it comes: into lines, positions and events. It keeps no more
 * than the line that is not whole yet. For logs in ASCII; of HTML it gives the text as it stands,
 * with its character references. Used by one thread at a time.
 */
public abstract class StreamParts {
  /** Hears what there is in a stream, in its order. */
  public interface Listener {
    /** Hears a line, or a part of one whose newline has not come yet. */
    void line(String text, boolean partial);

    /** Hears at which position the stream has arrived. */
    void place(String position);

    /** Hears what happened to the log, and what the stream says of it. */
    void event(String kind, String sentence);
  }

  private final StringBuilder unfinished = new StringBuilder();

  /** What takes a stream apart that was asked for with {@code format=form}. */
  public static StreamParts of(String form, Listener listener) {
    return switch (form) {
      case "html" -> new Html(listener);
      case "text" -> new Text(listener);
      case "sse" -> new Sse(listener);
      case "ndjson" -> new Ndjson(listener);
      default -> throw new IllegalArgumentException("no such form: " + form);
    };
  }

  /** Takes the next bytes. */
  public final void add(byte[] bytes) {
    for (byte b : bytes) {
      if (ends(b)) {
        part(unfinished.toString(), b);
        unfinished.setLength(0);
      } else {
        unfinished.append((char) b);
      }
    }
  }

  /** Returns whether a part ends before this byte. */
  boolean ends(byte b) {
    return b == '\n';
  }

  /** Takes what stood before {@code end}, and after the end before that. */
  abstract void part(String text, byte end);

  private static final class Text extends StreamParts {
    private final Listener listener;

    Text(Listener listener) {
      this.listener = listener;
    }

    @Override
    void part(String text, byte end) {
      listener.line(text, false);
    }
  }

  private static final class Ndjson extends StreamParts {
    private final Listener listener;

    Ndjson(Listener listener) {
      this.listener = listener;
    }

    @Override
    void part(String text, byte end) {
      JsonObject object = parse(text);
      if (object.has("line")) listener.line(object.getString("line"), object.getBoolean("partial"));
      if (object.has("event")) {
        listener.event(object.getString("event"), object.getString("message"));
      }
      if (object.has("at")) listener.place(object.getString("at"));
    }

    private static JsonObject parse(String text) {
      try {
        return JsonParser.object().from(text);
      } catch (JsonParserException e) {
        throw new IllegalStateException("not JSON: " + text, e);
      }
    }
  }

  private static final class Sse extends StreamParts {
    private final Listener listener;
    private String type = "";
    private String id; // of this event, or null
    private String data; // of this event, or null

    Sse(Listener listener) {
      this.listener = listener;
    }

    @Override
    void part(String text, byte end) {
      if (text.startsWith("event: ")) type = text.substring(7);
      else if (text.startsWith("id: ")) id = text.substring(4);
      else if (text.startsWith("data: ")) data = text.substring(6);
      else if (text.isEmpty()) dispatch();
    }

    private void dispatch() {
      boolean partial = type.equals("partial");
      if (data != null && (type.isEmpty() || partial)) listener.line(data, partial);
      else if (data != null) listener.event(type, data);
      if (id != null) listener.place(id);
      type = "";
      id = null;
      data = null;
    }
  }

  private static final class Html extends StreamParts {
    private final Listener listener;
    private final StringBuilder inner = new StringBuilder(); // text of a line or an event
    private boolean withinLine;
    private boolean partial; // that line
    private String event; // the kind of the event that it is within, or null

    Html(Listener listener) {
      this.listener = listener;
    }

    @Override
    boolean ends(byte b) {
      return b == '<' || b == '>';
    }

    @Override
    void part(String text, byte end) {
      if (end == '>') tag(text);
      else if (withinLine || event != null) inner.append(text);
    }

    private void tag(String tag) {
      if (tag.equals("div") || tag.startsWith("div class=")) {
        withinLine = true;
        partial = tag.contains("partial");
      } else if (tag.equals("/div") && withinLine) {
        withinLine = false;
        listener.line(takeInner(), partial);
      } else if (tag.startsWith("aside ")) {
        event = value(tag, "data-event");
      } else if (tag.equals("/aside")) {
        listener.event(event, takeInner());
        event = null;
      } else if (tag.startsWith("i data-at=")) {
        listener.place(value(tag, "data-at"));
      }
    }

    private String takeInner() {
      String text = inner.toString();
      inner.setLength(0);
      return text;
    }

    private static String value(String tag, String attribute) {
      int start = tag.indexOf(attribute + "=\"") + attribute.length() + 2;
      return tag.substring(start, tag.indexOf('"', start));
    }
  }
}
