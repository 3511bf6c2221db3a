package comettail.scenario;

import comettail.harness.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commons IO's {@code Tailer}, in one process for all logs. */
record CommonsIo(String id) implements TailProgram {
  @Override
  public String name() {
    return "Commons IO `Tailer`";
  }

  @Override
  public Following follow(Path root, List<String> logs) throws IOException {
    List<Path> paths = logs.stream().map(root::resolve).toList();
    ChildProcess program =
        ChildProcess.start(
            JavaProgram.command(CommonsIoProgram.class, "commons-io", List.of(), paths));
    Map<String, Delivery> deliveries = new LinkedHashMap<>();
    logs.forEach(log -> deliveries.put(log, new Delivery()));
    List<Delivery> byNumber = List.copyOf(deliveries.values());
    Delivery.read(program.output(), line -> deliver(line, byNumber));
    return new Running(program, deliveries);
  }

  /** Each line that the program prints has the number of its log before it. */
  private static void deliver(String line, List<Delivery> byNumber) {
    int tab = line.indexOf('\t');
    byNumber.get(Integer.parseInt(line.substring(0, tab))).add(line.substring(tab + 1));
  }

  private record Running(ChildProcess program, Map<String, Delivery> deliveries)
      implements Following {
    @Override
    public void close() {
      program.close();
    }
  }
}
