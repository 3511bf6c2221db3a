package comettail.container;

import comettail.harness.StreamParts;

/**
 * What a reader has got of a {@link SoakLog}: it fails as soon as a line does not follow the one
 * before it, and knows the place to go on from. Used by one thread at a time.
 */
final class SoakReader implements StreamParts.Listener {
  private long last; // the number of the line that came last, 0 before the first
  private String begun = ""; // of a line whose newline has not come yet
  private String place; // the position that came last, or null
  private long lastAtPlace;
  private String begunAtPlace = "";

  /** The number of the line that came last, 0 before the first. */
  long last() {
    return last;
  }

  /** The position to go on from, or null where the form has told none. */
  String place() {
    return place;
  }

  /** Forgets what came after the position that it goes on from. */
  void goesOnFromPlace() {
    last = lastAtPlace;
    begun = begunAtPlace;
  }

  @Override
  public void line(String text, boolean partial) {
    begun += text;
    if (partial) return;
    long number = SoakLog.number(begun);
    if (number < 0 || last > 0 && number != last + 1) {
      throw new AssertionError("after line " + last + " came <" + begun + ">");
    }
    last = number;
    begun = "";
  }

  @Override
  public void place(String position) {
    place = position;
    lastAtPlace = last;
    begunAtPlace = begun;
  }

  @Override
  public void event(String kind, String sentence) {
    if (kind.equals("gap")) throw new AssertionError("after line " + last + ": " + sentence);
  }
}
