package comettail.scenario;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;

/**
 * Makes lines of an NDJSON stream: the parts of a line are put together, and a gap is a line of its
 * own, which nobody wrote. Used by one thread at a time.
 */
final class NdjsonLines {
  private final Delivery delivery;
  private String begun; // a line whose end has not come, or null

  NdjsonLines(Delivery delivery) {
    this.delivery = delivery;
  }

  void add(String json) {
    if (json.isBlank()) return; // a heartbeat
    JsonObject object = parse(json);
    if ("gap".equals(object.getString("event"))) delivery.add(json);
    if (!object.has("line")) return;
    String text = object.getString("line");
    if (object.getBoolean("continued")) {
      text = (begun == null ? "(continued) " : begun) + text;
    } else if (begun != null) {
      delivery.add(begun);
    }
    begun = object.getBoolean("partial") ? text : null;
    if (begun == null) delivery.add(text);
  }

  private static JsonObject parse(String json) {
    try {
      return JsonParser.object().from(json);
    } catch (JsonParserException e) {
      throw new IllegalStateException("not JSON: " + json, e);
    }
  }
}
