package comettail.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What differs between the containers: how one is laid out, launched and given an application. */
interface Distribution {
  /** Makes the base directory of an instance that listens on these. */
  void lay(Path base, Connectors connectors) throws IOException;

  /**
   * Gives the instance a WAR under a context path, and returns the file that stands for it: to
   * remove it is to undeploy the application, to touch it is to redeploy it.
   */
  Path deploy(Path base, Path war, String contextPath) throws IOException;

  /** The command that runs the instance in the foreground, with these options for the JVM. */
  List<String> command(Path base, Connectors connectors, List<String> jvmOptions);

  /** What the command finds in its environment. */
  Map<String, String> environment(Path base, List<String> jvmOptions);

  /** What the log says once the container is up, whatever became of the application. */
  Pattern started();

  /** What the log says for each application that it has deployed. */
  Pattern deployed();

  /** The log files of the instance, beside what it prints. */
  String logs();
}
