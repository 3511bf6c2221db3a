package comettail.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which media type a client would rather have (RFC 9110, section 12.5.1). Immutable. */
final class Accept {
  private Accept() {}

  /**
   * Returns the one of {@code types} that {@code header} names with the highest weight, the first
   * of equals; or empty if it names none. A range such as {@code *}{@code /*} names none.
   */
  static Optional<String> best(String header, List<String> types) {
    String best = null;
    double bestWeight = 0;
    if (header == null) return Optional.empty();
    for (String range : header.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = range.split(";");
      String type = parts[0].strip();
      double weight = weight(parts);
      if (types.contains(type) && weight > bestWeight) {
        best = type;
        bestWeight = weight;
      }
    }
    return Optional.ofNullable(best);
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (!parameter.startsWith("q=")) continue;
      try {
        return Double.parseDouble(parameter.substring(2));
      } catch (NumberFormatException malformed) {
        return 0;
      }
    }
    return 1;
  }
}
