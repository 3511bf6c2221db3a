package comettail.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds in a container's log what is not as usual. */
final class Complaints {
  private static final Pattern COMPLAINT =
      Pattern.compile("WARN|SEVERE|ERROR|FATAL|Exception|\\bError\\b");

  /** 30-Nov-2026 02:45:16.123 INFO in Tomcat's log, 2026-11-30 02:45:16.123:INFO in Jetty's. */
  private static final Pattern INFORMATION = Pattern.compile("^\\d\\S* \\d[\\d:.]+[ :]INFO\\b");

  private static final List<String> OF_THE_MACHINE =
      List.of(
          "SessionIdGeneratorBase.createSecureRandom", // it took 100 ms
          "Weak cipher suite"); // which Jetty has chosen itself

  private Complaints() {}

  /**
   * Returns the lines of {@code log} that tell of anything but the usual. What a container says for
   * information is usual, with its trace: so Tomcat tells of clients that left at an odd moment.
   */
  static List<String> in(String log) {
    List<String> complaints = new ArrayList<>();
    boolean informs = false;
    for (String line : log.lines().toList()) {
      boolean goesOn = line.startsWith("\t") || line.startsWith(" ");
      informs = goesOn ? informs : INFORMATION.matcher(line).find();
      if (!informs && isOne(line)) complaints.add(line);
    }
    return complaints;
  }

  private static boolean isOne(String line) {
    return COMPLAINT.matcher(line).find() && OF_THE_MACHINE.stream().noneMatch(line::contains);
  }
}
