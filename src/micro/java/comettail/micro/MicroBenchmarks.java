package comettail.micro;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the micro-benchmarks and prints a Markdown table: how much of a log one core gets through,
 * and what it allocates for that. {@code bench/micro} runs it.
 */
public final class MicroBenchmarks {
  private static final TimeValue SECOND = TimeValue.seconds(1);
  private static final int WARM_UPS = 4;
  private static final int MEASUREMENTS = 5;

  private MicroBenchmarks() {}

  /** Runs the benchmarks that these regular expressions name, all of them if there are none. */
  public static void main(String[] names) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(Integer.getInteger("forks", 2))
            .warmupIterations(WARM_UPS)
            .warmupTime(SECOND)
            .measurementIterations(MEASUREMENTS)
            .measurementTime(SECOND)
            .addProfiler(GCProfiler.class)
            .output("target/micro.log");
    List<String> asked = names.length > 0 ? List.of(names) : List.of("comettail\\.micro\\.");
    for (String name : asked) options.include(name);
    print(new Runner(options.build()).run());
  }

  private static void print(Collection<RunResult> results) {
    System.out.println(
        "| what | bytes a line | MB/s of log | µs a block | allocated, bytes a block |");
    System.out.println("|---|---|---|---|---|");
    for (RunResult result : results) System.out.println(row(result));
  }

  private static String row(RunResult result) {
    String name = result.getParams().getBenchmark();
    // The median for a block: what else the machine does shows in few of the samples. Bytes over
    // microseconds are MB/s.
    double micros = result.getPrimaryResult().getStatistics().getPercentile(50);
    int lineBytes = Integer.parseInt(result.getParams().getParam("lineBytes"));
    int bytes = SampleLog.lines(lineBytes).length;
    double allocated = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %,.0f | %.1f | %,.0f |",
        name.substring(name.lastIndexOf('.') + 1),
        lineBytes,
        bytes / micros,
        micros,
        allocated);
  }
}
