package comettail.line;

/** Where a reader is: a place in its log, or one in each of several. Immutable. */
public sealed interface Place permits Position, Places {
  /** Returns the opaque text form, which is safe in a URL, as ASCII. */
  byte[] toBytes();
}
