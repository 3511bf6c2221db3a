package comettail.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parts of a query string, decoded once, as {@code application/x-www-form-urlencoded} (WHATWG
 * URL, section 5) but strictly: a part that is not well-formed UTF-8 in well-formed percent signs
 * has no value. The containers' own parsers differ in just these cases. Immutable.
 */
final class Query {
  /**
   * One part of a query.
   *
   * @param name its name, or empty for the bare form {@code ?VALUE}
   * @param value its value, or empty if it is malformed
   */
  record Part(String name, Optional<String> value) {}

  private Query() {}

  /** Returns the parts of {@code query}, which may be null; empty parts are left out. */
  static List<Part> parse(String query) {
    List<Part> parts = new ArrayList<>();
    if (query == null) return parts;
    for (String text : query.split("&")) {
      if (!text.isEmpty()) parts.add(part(text));
    }
    return parts;
  }

  /** Returns {@code query} without the parts of these names. */
  static String without(Set<String> names, String query) {
    return Arrays.stream(query.split("&"))
        .filter(text -> !names.contains(part(text).name()))
        .collect(Collectors.joining("&"));
  }

  private static Part part(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) return new Part("", decode(text, false));
    String name = decode(text.substring(0, equals), true).orElse("?");
    return new Part(name, decode(text.substring(equals + 1), true));
  }

  /**
   * Returns {@code text} decoded, or empty if it is malformed; a plus is a space only in a {@code
   * form}'s part.
   */
  static Optional<String> decode(String text, boolean form) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        int high = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 1], 16) : -1;
        int low = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 2], 16) : -1;
        if (high < 0 || low < 0) return Optional.empty();
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else {
        bytes.put(form && raw[i] == '+' ? (byte) ' ' : raw[i]);
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }
}
