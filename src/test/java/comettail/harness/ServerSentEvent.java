package comettail.harness;

import java.util.ArrayList;
import java.util.List;

/**
 * One event of a stream of server-sent events, as a browser would dispatch it after the HTML
 * standard, section 9.2.6. Immutable.
 *
 * @param id the last event identifier when it was dispatched
 */
public record ServerSentEvent(String type, String id, String data) {
  /** The events of a stream that are complete, without comments and without blocks of no data. */
  public static List<ServerSentEvent> parse(String stream) {
    List<ServerSentEvent> events = new ArrayList<>();
    String id = "";
    int end = stream.lastIndexOf("\n\n");
    for (String block : stream.substring(0, Math.max(end, 0)).split("\n\n")) {
      String type = "message";
      List<String> data = new ArrayList<>();
      for (String field : block.split("\n")) {
        int colon = field.indexOf(':');
        String name = colon < 0 ? field : field.substring(0, colon);
        String value = colon < 0 ? "" : field.substring(colon + 1).replaceFirst("^ ", "");
        if (name.equals("id")) id = value;
        if (name.equals("event")) type = value;
        if (name.equals("data")) data.add(value);
      }
      if (!data.isEmpty()) events.add(new ServerSentEvent(type, id, String.join("\n", data)));
    }
    return events;
  }
}
