package comettail.harness;

import java.util.List;
import java.util.stream.Collectors;

/** The status line and the header fields of a response, as they came. Immutable. */
public record ResponseHead(String statusLine, List<String> fields) {
  public ResponseHead {
    fields = List.copyOf(fields);
  }

  public int status() {
    return Integer.parseInt(statusLine.split(" ")[1]);
  }

  /** The value of a header field, several of one name joined by a comma, or null without any. */
  public String field(String name) {
    String prefix = name + ":";
    String value =
        fields.stream()
            .filter(field -> field.regionMatches(true, 0, prefix, 0, prefix.length()))
            .map(field -> field.substring(prefix.length()).strip())
            .collect(Collectors.joining(", "));
    return value.isEmpty() ? null : value;
  }

  @Override
  public String toString() {
    return statusLine + "\n" + String.join("\n", fields);
  }
}
