package comettail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a benchmark ran on. Any thread. */
public final class Machine {
  private Machine() {}

  /** The description, each part with its name; whoever asked may add to it. */
  public static Map<String, String> description() throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    parts.put("processor", processor());
    parts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    parts.put("memory", memory());
    parts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    parts.put("JDK", System.getProperty("java.vm.vendor") + " " + Runtime.version());
    parts.put("containers", containers());
    return parts;
  }

  private static String processor() throws IOException {
    return firstValue("/proc/cpuinfo", "model name");
  }

  private static String memory() throws IOException {
    long kibibytes = Long.parseLong(firstValue("/proc/meminfo", "MemTotal").replaceAll("\\D", ""));
    return Math.round(kibibytes / 1048576.0) + " GiB";
  }

  private static String firstValue(String file, String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  private static String containers() throws IOException {
    try (Stream<Path> homes = Files.list(Path.of("target/containers"))) {
      return homes
          .map(home -> home.getFileName().toString())
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }
}
