package comettail.readers;

/**
 * The cell that a goal compares with. Immutable.
 *
 * @param row empty for the same row
 * @param contestant empty for the same contestant
 * @param words how the goal calls it, such as "the floor's"
 */
record Reference(String row, String contestant, String words) {
  static final Reference FLOOR = new Reference("", "floor", "the floor's");

  /** The floor in another row, in which it serves as many readers. */
  static Reference floorIn(String row) {
    return new Reference(row, "floor", "the floor's");
  }

  /** Another contestant in the same row. */
  static Reference other(String contestant, String words) {
    return new Reference("", contestant, words);
  }

  /** The same contestant in another row. */
  static Reference ownIn(String row, String words) {
    return new Reference(row, "", words);
  }
}
