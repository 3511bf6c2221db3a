package comettail.scenario;

import java.util.List;

/** How a program words its log: what its lines have in common, and what tells them apart. */
enum Wording {
  /** Each line has its number, and they differ in length. */
  NUMBERED {
    @Override
    String line(int n) {
      return Wording.number("line", n) + " x".repeat(n * 31 % 37);
    }
  },

  /** Each line has its number, and all are of one length. */
  OF_ONE_LENGTH {
    @Override
    String line(int n) {
      return Wording.number("line", n);
    }
  },

  /** Nineteen in twenty lines are equal, and so are the first 300 bytes of every file. */
  EQUAL_HEADS {
    @Override
    String line(int n) {
      return n % 20 == 0 ? Wording.number("heartbeat", n) : "heartbeat ok";
    }

    @Override
    List<String> firstLines(int n) {
      return List.of("-- the banner of a program " + "-".repeat(273));
    }
  },

  /** All lines are equal, but for the one at the start of a file. */
  EQUAL_LINES {
    @Override
    String line(int n) {
      return "heartbeat ok";
    }

    @Override
    List<String> firstLines(int n) {
      return List.of(Wording.number("started before line", n));
    }
  };

  /** The text of the line that is the {@code n}th of all that the program writes. */
  abstract String line(int n);

  /** What the program writes first into a file that is empty when it opens it. */
  List<String> firstLines(int n) {
    return List.of();
  }

  private static String number(String what, int n) {
    return String.format("%s %07d", what, n);
  }
}
