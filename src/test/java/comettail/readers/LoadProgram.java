package comettail.readers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code bench/load.c}, compiled. Immutable. */
record LoadProgram(Path executable) {
  /** Lets readers follow what is written meanwhile, and returns what reached them. */
  Sample follow(Service service, String name, Load load, Timing timing) throws IOException {
    return run(following(service, name, load, timing), () -> {});
  }

  /** Lets readers wait for a first line, and returns what the service holds for them meanwhile. */
  Sample rest(Service service, String name, Load load) throws IOException {
    List<String> options = following(service, name, load, Timing.AT_REST);
    options.add("--hold");
    service.rest();
    return run(options, service::rest);
  }

  /** Lets one reader read a whole response, and returns how long that took. */
  Sample readWhole(Service service, boolean countLines) throws IOException {
    List<String> options = asking(service);
    options.add("--whole");
    if (!countLines) options.add("--bytes-only");
    return run(options, () -> {});
  }

  private static List<String> following(Service service, String name, Load load, Timing timing) {
    List<String> options = asking(service);
    options.add("--dir=" + service.directory());
    options.add("--name=" + name);
    options.addAll(load.options());
    options.addAll(timing.options());
    return options;
  }

  private static List<String> asking(Service service) {
    List<String> options = new ArrayList<>(service.request());
    options.add("--port=" + service.port());
    options.add(
        "--pids=" + service.pids().stream().map(Object::toString).collect(Collectors.joining(",")));
    return options;
  }

  private Sample run(List<String> options, Runnable whenHeld) throws IOException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(options);
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    try (BufferedReader output = process.inputReader(StandardCharsets.US_ASCII);
        Writer input = process.outputWriter(StandardCharsets.US_ASCII)) {
      String line = output.readLine();
      if ("held".equals(line)) {
        whenHeld.run();
        input.write("go on\n");
        input.flush();
        line = output.readLine();
      }
      if (line == null) throw new IOException("the load program has failed: " + command);
      return Sample.parse(line);
    } finally {
      process.destroy();
    }
  }
}
