package comettail.readers;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One thing that a measurement tells: how it is called, found in a sample, and written. */
enum Figure {
  /** Whatever went wrong with a line or a reader; it is added up over the rounds. */
  FAULTS(
      "lost or late",
      sample ->
          sample.get("lost")
              + sample.get("late")
              + sample.get("repeated")
              + sample.get("disordered")
              + sample.get("closed")),
  /** What the writer managed, which shares the processors with the server. */
  WRITTEN("written", sample -> sample.get("linesPerSecond")),
  P50("p50", sample -> sample.get("p50Millis")),
  P99("p99", sample -> sample.get("p99Millis")),
  CPU("CPU a line", sample -> sample.get("cpuMicrosPerLine")),
  MEMORY("a stream", sample -> sample.get("bytesPerStream")),
  LOG_RATE("log", sample -> sample.get("logBytesPerSecond"));

  private final String word;
  private final ToDoubleFunction<Sample> of;

  Figure(String word, ToDoubleFunction<Sample> of) {
    this.word = word;
    this.of = of;
  }

  String word() {
    return word;
  }

  double of(Sample sample) {
    return of.applyAsDouble(sample);
  }

  /** Tells a value of this figure, with its name. */
  String told(double value) {
    if (this == FAULTS) return value == 0 ? "nothing lost" : word + " " + written(value);
    return word + " " + written(value);
  }

  /** Writes a value of this figure with its unit. */
  String written(double value) {
    return switch (this) {
      case FAULTS -> "%,.0f".formatted(value);
      case WRITTEN -> "%,.0f lines/s".formatted(value);
      case P50, P99 -> significant(value) + " ms";
      case CPU -> significant(value) + " µs";
      case MEMORY -> significant(value / 1000) + " KB";
      case LOG_RATE -> "%,.0f MB/s".formatted(value / 1e6);
    };
  }

  private static String significant(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
