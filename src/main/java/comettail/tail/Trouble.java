package comettail.tail;

import comettail.line.TailEvent.Kind;

/**
 * Tells a log's readers that its name stands for nothing that can be read, once that has lasted,
 * and when it is over. Call from the follower's thread.
 */
final class Trouble {
  private final JournalWriter journal;
  private final long tellAfterNanos;

  private Kind told; // VANISHED, UNREADABLE or WAITING if readers were told so and it lasts
  private long sinceNanos; // or 0

  /**
   * @param tellAfterNanos how long it must last; one that a rotation makes passes sooner
   */
  Trouble(JournalWriter journal, long tellAfterNanos) {
    this.journal = journal;
    this.tellAfterNanos = tellAfterNanos;
  }

  /** Returns whether the log was all right until now. */
  boolean isNew() {
    return sinceNanos == 0;
  }

  /**
   * Says that there is trouble, {@code kind}.
   *
   * @param hadFile whether the log has had a file; nobody waits to be told of a log that never had
   */
  void lasts(Kind kind, String sentence, boolean hadFile, long now) {
    if (sinceNanos == 0) sinceNanos = now;
    boolean passes = hadFile && now - sinceNanos < tellAfterNanos;
    if (passes || told == kind || told == Kind.WAITING) return;
    told = kind;
    journal.tell(kind, sentence, null);
  }

  /**
   * Says that the log is all right, and returns whether readers were told that it was not; they are
   * told that they are to go on in {@code current} then.
   */
  boolean isOver(Generation current) {
    sinceNanos = 0;
    if (told == null) return false;
    told = null;
    journal.tell(Kind.APPEARED, "The log is there; following it.", current);
    return true;
  }
}
