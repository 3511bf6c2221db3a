package comettail.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON of maps, lists, texts, numbers and truths, indented as people read it. Any thread. */
public final class Json {
  private static final int MAX_LINE = 100;

  private Json() {}

  public static String of(Object value) {
    return write(value, "") + "\n";
  }

  private static String write(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      return enclose(
          "{",
          map.entrySet().stream()
              .map(e -> text(e.getKey().toString()) + ": " + write(e.getValue(), indent + "  "))
              .toList(),
          "}",
          indent);
    }
    if (value instanceof List<?> list) {
      return enclose(
          "[", list.stream().map(item -> write(item, indent + "  ")).toList(), "]", indent);
    }
    if (value instanceof Number number) return number(number);
    if (value instanceof Boolean) return value.toString();
    return text(value.toString());
  }

  /** On one line if there is room. */
  private static String enclose(String open, List<String> items, String close, String indent) {
    String line = open + String.join(", ", items) + close;
    if (line.length() + indent.length() <= MAX_LINE && !line.contains("\n")) return line;
    return items.stream()
        .map(item -> indent + "  " + item)
        .collect(Collectors.joining(",\n", open + "\n", "\n" + indent + close));
  }

  private static String number(Number number) {
    double value = number.doubleValue();
    if (value == Math.rint(value) && Math.abs(value) < 1e15) return Long.toString((long) value);
    return Double.toString(value);
  }

  private static String text(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char ch : text.toCharArray()) {
      if (ch == '"' || ch == '\\') json.append('\\').append(ch);
      else if (ch < ' ') json.append("\\u%04x".formatted((int) ch));
      else json.append(ch);
    }
    return json.append('"').toString();
  }
}
