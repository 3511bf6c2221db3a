package comettail.scenario;

import comettail.harness.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code tail -F} of this machine: a process for each log. */
record GnuTail(String id, List<String> options) implements TailProgram {
  @Override
  public String name() {
    return "`tail -F" + String.join("", options.stream().map(o -> " " + o).toList()) + "`";
  }

  @Override
  public Following follow(Path root, List<String> logs) throws IOException {
    Map<String, Delivery> deliveries = new LinkedHashMap<>();
    List<ChildProcess> tails = new ArrayList<>();
    for (String log : logs) {
      List<String> command = new ArrayList<>(List.of("tail", "-n", "+1", "-F"));
      command.addAll(options);
      command.add(root.resolve(log).toString());
      ChildProcess tail = ChildProcess.start(command);
      tails.add(tail);
      Delivery delivery = new Delivery();
      Delivery.read(tail.output(), delivery::add);
      deliveries.put(log, delivery);
    }
    return new Tails(tails, deliveries);
  }

  private record Tails(List<ChildProcess> tails, Map<String, Delivery> deliveries)
      implements Following {
    @Override
    public void close() {
      tails.forEach(ChildProcess::close);
    }
  }
}
