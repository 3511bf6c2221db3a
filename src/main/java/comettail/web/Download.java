package comettail.web;

import comettail.catalog.LogName;
import comettail.format.Format;
import comettail.line.LogCharset;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Files of a log that are to be had as they are, and what is said of them before their bytes.
 *
 * @param body the bytes
 * @param name the name of the file that a client makes of them
 * @param mediaType what they are
 * @param conditions what tells them from others
 */
record Download(RawBody body, String name, String mediaType, Conditions conditions) {
  /** The media types of files that are not text, by the ends of their names. */
  private static final Map<String, String> PACKED =
      Map.of(
          "gz", "application/gzip",
          "tgz", "application/gzip",
          "zst", "application/zstd",
          "zip", "application/zip",
          "xz", "application/x-xz",
          "bz2", "application/x-bzip2");

  /** Returns all files of {@code log}. */
  static Download of(LogName log, RawTar tar) {
    return of(tar, Attachment.fileName(log) + ".tar", "application/x-tar");
  }

  /**
   * Returns one file of {@code log}.
   *
   * @param charset the charset of what is text and has no byte-order mark
   * @throws IOException if the file can't be read; it is closed then
   */
  static Download of(LogName log, RawFile file, LogCharset charset) throws IOException {
    String name = Attachment.fileName(log);
    String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String packed = PACKED.get(end);
    if (packed != null) return of(file, name, packed);
    try {
      return of(file, name, Format.TEXT.contentType(file.mark().charset(charset)));
    } catch (IOException unreadable) {
      file.close();
      throw unreadable;
    }
  }

  private static Download of(RawBody body, String name, String mediaType) {
    Conditions conditions = Conditions.of(body.version(), body.modified(), Instant.now());
    return new Download(body, name, mediaType, conditions);
  }

  /** Says in {@code response} what it is that follows, a part perhaps. */
  void setHeaders(Optional<ByteRange> part, HttpServletResponse response) {
    setValidators(response);
    if (part.isPresent()) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader("Content-Range", part.get().of(body.length()));
    }
    response.setContentLengthLong(part.map(ByteRange::count).orElse(body.length()));
    response.setHeader("Accept-Ranges", "bytes");
    response.setContentType(mediaType);
    response.setHeader("Content-Disposition", Attachment.named(name));
    response.setHeader("Content-Security-Policy", Answer.PAGE_POLICY);
    Answer.setUncompressed(response);
  }

  /** Says in {@code response} by what to know the bytes again, and that it is to be asked. */
  void setValidators(HttpServletResponse response) {
    response.setHeader("ETag", conditions.tag());
    conditions
        .modified()
        .ifPresent(time -> response.setDateHeader("Last-Modified", time.toEpochMilli()));
    response.setHeader("Cache-Control", "private, no-cache, no-transform");
  }
}
