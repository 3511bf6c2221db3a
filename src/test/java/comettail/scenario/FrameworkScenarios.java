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
          framework("log4j2", "", FrameworkScenarios::playLog4j),
          framework("log4j2", ".gz", FrameworkScenarios::playLog4j),
          framework("logback", "", FrameworkScenarios::playLogback),
          framework("logback", ".gz", FrameworkScenarios::playLogback));

  private FrameworkScenarios() {}

  private interface Play {
    void with(Stage stage, String compression) throws Exception;
  }

  private static Scenario framework(String name, String compression, Play play) {
    String what = compression.isEmpty() ? "" : ", compressed";
    String sentence = name + " rolls it every 100 ms" + what;
    return Scenario.of(name + compression, sentence, stage -> play.with(stage, compression));
  }

  private static void playLog4j(Stage stage, String compression) throws Exception {
    String pattern = "app-%d{yyyy-MM-dd}-%i.log" + compression;
    String xml =
        """
        <Configuration status="warn">
          <Appenders>
            <RollingFile name="file" fileName="%s" filePattern="%s">
              <PatternLayout pattern="%%m%%n"/>
              <SizeBasedTriggeringPolicy size="%d"/>
              <DefaultRolloverStrategy fileIndex="nomax"/>
            </RollingFile>
          </Appenders>
          <Loggers><Root level="info"><AppenderRef ref="file"/></Root></Loggers>
        </Configuration>
        """
            .formatted(stage.log(), stage.beside(pattern), rollBytes(stage));
    run(stage, "log4j2", "log4j2.configurationFile", xml);
  }

  private static void playLogback(Stage stage, String compression) throws Exception {
    String pattern = "app.%d{yyyy-MM-dd}.%i.log" + compression;
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

  private static void run(Stage stage, String libraries, String property, String xml)
      throws IOException, InterruptedException {
    Path configuration = Files.writeString(stage.workshop().resolve(libraries + ".xml"), xml);
    int first = stage.ledger().count() + 1;
    int last = first + stage.lines() - 1;
    stage.ledger().next(stage.lines());
    List<String> command =
        JavaProgram.command(
            LoggingProgram.class,
            libraries,
            List.of("-D" + property + "=" + configuration),
            List.of(first, last, WRITES));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) throw new IOException(libraries + " has failed: " + said);
  }

  /** How long a file is when it is rolled, so that there are as many as wanted. */
  private static long rollBytes(Stage stage) {
    long bytes = 0;
    for (int n = 1; n <= stage.lines(); n++) bytes += Wording.NUMBERED.line(n).length() + 1;
    return bytes / ROLLS;
  }
}
