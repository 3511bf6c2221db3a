package comettail.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A log that a logging framework writes and rolls by size, about every 100 ms. */
final class FrameworkScenarios {
  private static final int WRITES = 500; // of 10 ms
  private static final int ROLLS = WRITES / 10;

  static final List<Scenario> ALL =
      List.of(
          log4j2("", "", "app-%d{yyyy-MM-dd}-%i.log", "nomax"),
          log4j2(".gz", ", compressed", "app-%d{yyyy-MM-dd}-%i.log.gz", "nomax"),
          log4j2(".min", ", all files renamed each time", "app.log.%i", "min"),
          logback("", "", "app.%d{yyyy-MM-dd}.%i.log"),
          logback(".gz", ", compressed", "app.%d{yyyy-MM-dd}.%i.log.gz"));

  private FrameworkScenarios() {}

  private static Scenario log4j2(String suffix, String what, String pattern, String fileIndex) {
    String name = "log4j2 rolls it every 100 ms" + what;
    return Scenario.of("log4j2" + suffix, name, stage -> playLog4j2(stage, pattern, fileIndex));
  }

  private static Scenario logback(String suffix, String what, String pattern) {
    String name = "logback rolls it every 100 ms" + what;
    return Scenario.of("logback" + suffix, name, stage -> playLogback(stage, pattern));
  }

  private static void playLog4j2(Stage stage, String pattern, String fileIndex) throws Exception {
    String xml =
        """
        <Configuration status="warn">
          <Appenders>
            <RollingFile name="file" fileName="%s" filePattern="%s">
              <PatternLayout pattern="%%m%%n"/>
              <SizeBasedTriggeringPolicy size="%d"/>
              <DefaultRolloverStrategy fileIndex="%s" max="1000"/>
            </RollingFile>
          </Appenders>
          <Loggers><Root level="info"><AppenderRef ref="file"/></Root></Loggers>
        </Configuration>
        """
            .formatted(stage.log(), stage.beside(pattern), rollBytes(stage), fileIndex);
    run(stage, "log4j2", "log4j2.configurationFile", xml);
  }

  private static void playLogback(Stage stage, String pattern) throws Exception {
    String xml =
        """
        <configuration>
          <appender name="file" class="ch.qos.logback.core.rolling.RollingFileAppender">
            <file>%s</file>
            <rollingPolicy class="ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy">
              <fileNamePattern>%s</fileNamePattern>
              <maxFileSize>%d</maxFileSize>
            </rollingPolicy>
            <encoder><pattern>%%m%%n</pattern></encoder>
          </appender>
          <root level="info"><appender-ref ref="file"/></root>
        </configuration>
        """
            .formatted(stage.log(), stage.beside(pattern), rollBytes(stage));
    run(stage, "logback", "logback.configurationFile", xml);
  }

  /** Runs a program that logs with a framework, configured so, until it has ended. */
  private static void run(Stage stage, String framework, String property, String xml)
      throws IOException, InterruptedException {
    Path configuration = Files.writeString(stage.workshop().resolve("logging.xml"), xml);
    int first = stage.ledger().count() + 1;
    int last = first + stage.lines() - 1;
    stage.ledger().next(stage.lines());
    List<String> command =
        JavaProgram.command(
            LoggingProgram.class,
            framework,
            List.of("-D" + property + "=" + configuration),
            List.of(first, last, WRITES));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) throw new IOException(framework + " has failed: " + said);
  }

  /** How long a file is when it is rolled, so that there are as many as wanted. */
  private static long rollBytes(Stage stage) {
    long bytes = 0;
    for (int n = 1; n <= stage.lines(); n++) bytes += Wording.NUMBERED.line(n).length() + 1;
    return bytes / ROLLS;
  }
}
