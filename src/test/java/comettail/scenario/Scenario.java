package comettail.scenario;

/**
 * Something that happens to a log while it is followed. Immutable.
 *
 * <p>What ought to be delivered is always the same: every line that the program has written, once,
 * in the order of writing.
 *
 * @param id a short name, for the command line
 * @param name a sentence about the log
 * @param wording how the program words its log
 * @param files how the log's files are called
 * @param script what happens
 */
record Scenario(String id, String name, Wording wording, Files files, Script script) {

  /** What is done to the log, step by step. */
  interface Script {
    void play(Stage stage) throws Exception;
  }

  /**
   * How a log's files are called.
   *
   * @param log the name under which Comet Tail follows the log
   * @param first the name of its first file, which is all that other programs can follow
   */
  record Files(String log, String first) {
    static Files of(String log) {
      return new Files(log, log);
    }
  }

  static Scenario of(String id, String name, Script script) {
    return new Scenario(id, name, Wording.NUMBERED, Files.of("app.log"), script);
  }

  Scenario worded(String suffix, String nameSuffix, Wording wording) {
    return new Scenario(id + suffix, name + nameSuffix, wording, files, script);
  }

  Scenario in(Files files) {
    return new Scenario(id, name, wording, files, script);
  }

  @Override
  public String toString() {
    return id + ": " + name;
  }
}
