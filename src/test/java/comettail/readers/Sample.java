package comettail.readers;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the load program told of one measurement: numbers by their names. Immutable. */
record Sample(Map<String, Double> numbers) {
  private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\":(-?[0-9.]+)");

  Sample {
    numbers = Map.copyOf(numbers);
  }

  /**
   * Reads the flat JSON object that the load program prints.
   *
   * @throws IllegalArgumentException if there is no number in it
   */
  static Sample parse(String json) {
    Map<String, Double> numbers =
        NUMBER
            .matcher(json)
            .results()
            .collect(
                Collectors.toMap(
                    match -> match.group(1), match -> Double.parseDouble(match.group(2))));
    if (numbers.isEmpty()) throw new IllegalArgumentException("no sample: " + json);
    return new Sample(numbers);
  }

  /** The same sample with one number more, or another one. */
  Sample with(String name, double number) {
    Map<String, Double> all = new HashMap<>(numbers);
    all.put(name, number);
    return new Sample(all);
  }

  /** Returns the number of this name, 0 if there is none. */
  double get(String name) {
    return numbers.getOrDefault(name, 0.0);
  }
}
