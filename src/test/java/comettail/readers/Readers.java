package comettail.readers;

import comettail.bench.Installed;
import comettail.bench.Machine;
import comettail.bench.ScratchDirectory;
import comettail.harness.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what many readers of a growing log cost, with Comet Tail, the floor and other programs,
 * and prints a Markdown table. {@code bench/readers} runs it.
 */
public final class Readers {
  private static final int WRONG_USE = 2;
  private static final Path LOAD = Path.of("target/bench/load");
  private static final Path FLOOR = Path.of("target/bench/floor");

  private Readers() {}

  /** Measures what the command line asks for. */
  public static void main(String[] arguments) throws IOException {
    ReadersOptions options;
    try {
      options = ReadersOptions.parse(arguments);
    } catch (IllegalArgumentException wrongUse) {
      System.err.println(wrongUse.getMessage());
      System.exit(WRONG_USE);
      return;
    }
    try (ScratchDirectory root = ScratchDirectory.create("comet-readers-")) {
      run(options, root.path());
    }
  }

  private static void run(ReadersOptions options, Path root) throws IOException {
    List<Contestant> contestants = new ArrayList<>();
    for (String id : options.contestants()) contestants.add(contestant(id, root));
    try {
      Race race = new Race(new LoadProgram(LOAD), options.timing(), root);
      Results results = race.run(options.rows(), contestants, options.rounds());
      new Report(options, contestants, results, machine()).publish(System.out);
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static Contestant contestant(String id, Path root) throws IOException {
    return switch (id) {
      case "floor" -> Floor.best(FLOOR, root);
      case "floor-tomcat" -> Floor.likeTomcat(FLOOR, root);
      case "websocketd" -> new Websocketd(root);
      case "frontail" -> new Frontail(root);
      case "nginx" -> new Nginx(root);
      default -> new CometTail(Server.valueOf(id.toUpperCase(Locale.ROOT)), root);
    };
  }

  private static Map<String, String> machine() throws IOException {
    Map<String, String> parts = Machine.description();
    parts.put("gcc", Installed.version("gcc", "--version"));
    parts.put("nginx", Installed.version("nginx", "-v"));
    parts.put("websocketd", Installed.version("websocketd", "--version"));
    parts.put("frontail", Frontail.version());
    return parts;
  }
}
