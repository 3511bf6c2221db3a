package comettail.web;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** A request that is answered with one sentence instead of what it asked for. */
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  private BadRequest(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  /** Returns a refusal of what the client wrote (400). */
  static BadRequest malformed(String sentence) {
    return new BadRequest(400, sentence);
  }

  /** Returns a refusal of a log that the server may not read (403). */
  static BadRequest forbidden(String sentence) {
    return new BadRequest(403, sentence);
  }

  /** Returns the one refusal of a name that stands for no log (404), whatever the reason. */
  static BadRequest noSuchLog() {
    return new BadRequest(404, "There is no such log.");
  }

  /** Returns a refusal of a glob that no log's name matches (404). */
  static BadRequest noLogLike(String glob) {
    return new BadRequest(404, "There is no log whose name matches " + glob + ".");
  }

  /** Returns the refusal of a log that can't be opened, for the reason that was {@code thrown}. */
  static BadRequest unopened(IOException thrown) {
    if (thrown instanceof AccessDeniedException) {
      return forbidden("The server may not read this log.");
    }
    // Nothing of this name, a directory, a FIFO, a device, a loop of links.
    if (thrown instanceof FileSystemException) return noSuchLog();
    return busy("The server can't open this log now.");
  }

  /** Returns a refusal of the method (405). */
  static BadRequest method(String method) {
    return new BadRequest(405, "The method " + method + " is not allowed here; GET and HEAD are.");
  }

  /** Returns a refusal of what is not any more as the client knows it (412). */
  static BadRequest changed() {
    return new BadRequest(412, "The log is not any more as it was for your condition.");
  }

  /** Returns a refusal of a range that has none of a log's {@code length} bytes (416). */
  static BadRequest outOfRange(long length) {
    return new BadRequest(416, "There are " + length + " bytes, and none of them is in the range.");
  }

  /** Returns a refusal of one more of what the client has enough of (429). */
  static BadRequest tooMany(String sentence) {
    return new BadRequest(429, sentence);
  }

  /** Returns a refusal that may be lifted soon (503). */
  static BadRequest busy(String sentence) {
    return new BadRequest(503, sentence);
  }

  /** Returns the HTTP status. */
  int status() {
    return status;
  }

  /** Returns the sentence for the client. */
  String sentence() {
    return getMessage();
  }
}
