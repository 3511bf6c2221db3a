package comettail.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client makes its request depend on (RFC 9110, section 13), for a body that has a strong
 * entity tag. Immutable.
 *
 * @param tag the body's entity tag, with its quotes
 * @param modified when the body was last changed, if that is told
 */
record Conditions(String tag, Optional<Instant> modified) {
  private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");

  private static final int TAG_BYTES = 16;

  /** How long a time of change has to be over before it is told: a second has many changes. */
  private static final int SETTLED_SECONDS = 2;

  /** What is to be answered. */
  enum Outcome {
    SEND,
    /** The client has it already (304). */
    NOT_MODIFIED,
    /** It is not what the client means (412). */
    CHANGED
  }

  /** Returns those of a body of this {@link RawBody#version}, as it is {@code now}. */
  static Conditions of(String version, Optional<Instant> modified, Instant now) {
    Instant settled = now.minusSeconds(SETTLED_SECONDS);
    Optional<Instant> told = modified.filter(settled::isAfter);
    return new Conditions(tag(version), told.map(time -> time.truncatedTo(ChronoUnit.SECONDS)));
  }

  private static String tag(String version) {
    try {
      byte[] bytes = version.getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // each JDK has it
    }
  }

  /** Returns what the conditions of {@code request} come to, in the order of section 13.2.2. */
  Outcome outcome(HttpServletRequest request) {
    Optional<String> match = field(request, "If-Match");
    Optional<Instant> unmodified = date(request, "If-Unmodified-Since");
    if (match.isPresent() ? !names(match.get(), false) : isChangedSince(unmodified)) {
      return Outcome.CHANGED;
    }
    Optional<String> noneMatch = field(request, "If-None-Match");
    if (noneMatch.isPresent())
      return names(noneMatch.get(), true) ? Outcome.NOT_MODIFIED : Outcome.SEND;
    Optional<Instant> since = date(request, "If-Modified-Since");
    boolean known = since.isPresent() && modified.isPresent() && !isChangedSince(since);
    return known ? Outcome.NOT_MODIFIED : Outcome.SEND;
  }

  /**
   * Returns whether a range is to be sent if the client wants one, so that it is not put behind the
   * beginning of something else.
   */
  boolean allowRange(HttpServletRequest request) {
    Optional<String> known = field(request, "If-Range");
    if (known.isEmpty() || known.get().equals(tag)) return true;
    return modified.isPresent() && date(request, "If-Range").equals(modified);
  }

  private boolean isChangedSince(Optional<Instant> date) {
    return date.isPresent() && modified.map(time -> time.isAfter(date.get())).orElse(false);
  }

  private boolean names(String tags, boolean weakToo) {
    if (tags.equals("*")) return true;
    Matcher each = TAG.matcher(tags);
    while (each.find()) {
      if (each.group(2).equals(tag) && (weakToo || each.group(1) == null)) return true;
    }
    return false;
  }

  private static Optional<String> field(HttpServletRequest request, String name) {
    String value = String.join(",", Collections.list(request.getHeaders(name))).strip();
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static Optional<Instant> date(HttpServletRequest request, String name) {
    try {
      long millis = request.getDateHeader(name);
      return millis < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty(); // to be ignored
    }
  }
}
