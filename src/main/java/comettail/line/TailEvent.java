package comettail.line;

/**
 * Something that happened to a log and that its readers must know of. Immutable.
 *
 * @param kind what happened
 * @param sentence the same in one plain sentence, for a person
 * @param bytes how many bytes of the log it is about, or {@link #UNKNOWN}
 * @param log the log's name for a reader that has several, else empty
 */
public record TailEvent(Kind kind, String sentence, long bytes, String log) {
  /** Stands for a number of bytes that is not known, or does not matter. */
  public static final long UNKNOWN = -1;

  /** Makes an event that is about no number of bytes. */
  public TailEvent(Kind kind, String sentence) {
    this(kind, sentence, UNKNOWN);
  }

  /** Makes an event for a reader that has one log. */
  public TailEvent(Kind kind, String sentence, long bytes) {
    this(kind, sentence, bytes, "");
  }

  /** Returns this event for a reader that has several logs, of which one is {@code name}. */
  public TailEvent in(String name) {
    return new TailEvent(kind, sentence, bytes, name);
  }

  /** Returns the sentence, after the log's name if there is one. */
  public String told() {
    return log.isEmpty() ? sentence : log + ": " + sentence;
  }

  /** What can happen to a log, in the words that clients see. */
  public enum Kind {
    /** The log's name now stands for a new file; the old one is still read until it is quiet. */
    ROTATED,
    /** The file was cut short and is read again from its first byte. */
    TRUNCATED,
    /** The log's name stands for no file now. */
    VANISHED,
    /** A log that was missing is there (again). */
    APPEARED,
    /** There is no such log yet; the stream begins when it appears. */
    WAITING,
    /** The log may not be read now; what is already open is still followed. */
    UNREADABLE,
    /** Bytes that this reader should have had can't be delivered. */
    GAP,
    /** A time was asked for, and no line of the log has one that is known. */
    TIMELESS,
    /** The log does not look like text; what is no character is shown in another way. */
    BINARY,
    /** The server ends the stream; the reader may come back with its last position. */
    CLOSING;

    /**
     * Returns whether it is told to who does not want to hear of events, too: it says that the
     * client does not get what it asked for.
     */
    public boolean isAlwaysTold() {
      return this == GAP || this == TIMELESS;
    }

    /** Returns the word that clients see, in lower case. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
