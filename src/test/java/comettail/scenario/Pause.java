package comettail.scenario;

import java.time.Duration;

/** How long a program leaves its log alone, where the pause is what the scenario is about. */
enum Pause {
  /** Between two writes of a program that writes all the time. */
  BETWEEN_WRITES(10),
  /** So long that a look may come, or may not. */
  FOR_A_LOOK_PERHAPS(50),
  /** Between a rename and the new file, of a program that takes its time. */
  WITHOUT_A_FILE(700),
  /** How long a program goes on with its old file after it was told to open the new one. */
  BEFORE_REOPENING(250),
  /** So long that an unfinished line is given up. */
  WITHIN_A_LINE(1_200),
  /** So long that everybody looks, also who looks once a second. */
  FOR_ALL_TO_LOOK(1_500);

  private final Duration length;

  Pause(int millis) {
    this.length = Duration.ofMillis(millis);
  }

  Duration length() {
    return length;
  }

  void take() throws InterruptedException {
    Thread.sleep(length.toMillis());
  }
}
